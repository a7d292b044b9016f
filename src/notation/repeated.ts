/** Texts with several blocks where one is read. */
import { placeOf, type Reader, report } from './reader'
import type { Token } from './scan'

/** The function that reads one block, and that which reads all. */
type Parse = { readonly one: string; readonly all: string }

type Opened = { readonly opened: Token }

/** Refuses all blocks but the first: several are never taken for one. */
export const onlyOne = (reader: Reader, blocks: readonly Opened[], what: string, parse: Parse): void => {
  const [first, second] = blocks
  if (first === undefined || second === undefined) return
  const place = placeOf(reader, second.opened)
  // A block that opens before the one before it closes has been reported there.
  if (reader.errors.some(({ line, column }) => line === place.line && column === place.column)) return
  const { line } = placeOf(reader, first.opened)
  report(reader, 'RepeatedEntry', second.opened, {
    expected: `one ${what}`,
    given: `${blocks.length}, of which the first starts in line ${line}`,
    hint: `Read them with ${parse.all}, or keep one of them.`,
    message: `The text has ${blocks.length} ${what}s, and this is the second: ${parse.one} reads one.`,
  })
}
