/** Where the parts of a JSON document stand in its text. */
import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser'
import type { DescribedError } from '../../error/error'
import { excerptOf, linesOf, placeAt, showPlace } from '../../error/place'

/** `hardware.noc[0]["a b"]` as `hardware`, `noc`, 0, `a b`. */
const stepsOf = (path: string): readonly (string | number)[] =>
  [...path.matchAll(/\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|([^.[\]]+)/g)].map(([, index, quoted, name]) =>
    index === undefined ? (quoted ?? name ?? '') : Number(index),
  )

/** The deepest part of a path that the document has: what is missing is missing there. */
const nodeAt = (tree: Node, steps: readonly (string | number)[]): Node | undefined => {
  for (let length = steps.length; length > 0; length--) {
    const found = findNodeAtLocation(tree, [...steps.slice(0, length)])
    if (found !== undefined) return found
  }
  return undefined
}

/** What paths in errors are relative to: `root` is what the whole document is called in them. */
export type JsonText = { readonly file: string; readonly text: string; readonly root: string }

/** The errors with the lines that they come from; one about what the document lacks as a whole stays as it is. */
export const locateInJson = (
  errors: readonly DescribedError[],
  { file, text, root }: JsonText,
): readonly DescribedError[] => {
  const tree = parseTree(text)
  const lines = linesOf(text)
  return errors.map((error) => {
    const inside = error.path === root ? '' : error.path.replace(`${root}.`, '').replace(`${root}[`, '[')
    const node = tree === undefined ? undefined : nodeAt(tree, stepsOf(root === '' ? error.path : inside))
    if (node === undefined || error.excerpt !== undefined) return error
    const place = placeAt(lines, node.offset, node.offset + Math.min(node.length, 40))
    return { ...error, excerpt: `  ${showPlace(place, file)}\n${excerptOf(lines, place)}`.trimEnd() }
  })
}
