/** Building nested data from paths such as `noc[0].bandwidth`. */
import { byName } from '../internal/by-name'
import type { Span } from './scan'

/** A step of a path: a property, or a place in a list. */
export type Step = string | number

/** Items of a list that stood in a text know where: `at`. */
export type Tree = { readonly at?: Span } & (
  | { readonly _tag: 'Record'; readonly entries: Map<string, Tree> }
  | { readonly _tag: 'List'; readonly items: Tree[] }
  | { readonly _tag: 'Leaf'; readonly value: unknown }
)

export const record = (): Extract<Tree, { readonly _tag: 'Record' }> => ({
  _tag: 'Record',
  entries: new Map(),
})

const node = (next: Step | undefined, value: Tree): Tree => {
  if (next === undefined) return value
  return typeof next === 'number' ? { _tag: 'List', items: [] } : record()
}

/** The branch at a step, made if it is not there; undefined if something else is there, or a place in a list is left out. */
const branch = (tree: Tree, step: Step, made: Tree): Tree | undefined => {
  if (typeof step === 'number') {
    if (tree._tag !== 'List') return undefined
    if (step === tree.items.length) tree.items.push(made)
    return tree.items[step]
  }
  if (tree._tag !== 'Record') return undefined
  const found = tree.entries.get(step)
  if (found === undefined) tree.entries.set(step, made)
  return found ?? made
}

const isSame = (a: Tree, b: Tree): boolean =>
  a === b ||
  (a._tag === 'Leaf' && b._tag === 'Leaf' && a.value === b.value) ||
  (a._tag === 'Record' && b._tag === 'Record' && b.entries.size === 0)

/** The steps to the place in a list that a path leaves out, because it comes before; undefined if it leaves out none. */
export const leftOut = (tree: Tree, path: readonly Step[]): readonly Step[] | undefined => {
  let at: Tree | undefined = tree
  for (const [i, step] of path.entries()) {
    if (typeof step === 'number') {
      const length: number = at?._tag === 'List' ? at.items.length : 0
      if (step > length && (at === undefined || at._tag === 'List')) return [...path.slice(0, i), length]
      at = at?._tag === 'List' ? at.items[step] : undefined
    } else at = at?._tag === 'Record' ? at.entries.get(step) : undefined
  }
  return undefined
}

/** Puts a value at a path; false if that place is taken by something else, or a place in a list is left out. */
export const put = (tree: Tree, path: readonly Step[], value: Tree): boolean => {
  if (leftOut(tree, path) !== undefined) return false
  let at: Tree | undefined = tree
  for (const [i, step] of path.entries()) {
    at = branch(at, step, node(path[i + 1], value))
    if (at === undefined) return false
  }
  return isSame(at, value)
}

export const dataOf = (tree: Tree): unknown => {
  if (tree._tag === 'Leaf') return tree.value
  if (tree._tag === 'List') return tree.items.map(dataOf)
  const entries = [...tree.entries].map(([name, value]) => ({ name, value }))
  return byName(entries, (i) => dataOf(entries[i]!.value))
}
