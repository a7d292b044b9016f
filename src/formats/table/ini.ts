/** Configuration files: sections in brackets, and entries `key : value` or `key = value`. */
import { shorten } from '../../error/show'
import { report, type Source, type Span } from '../source/source'

export type IniEntry = {
  readonly section: string
  readonly key: string
  readonly value: string
  readonly at: Span
  readonly valueAt: Span
}

const entryIn = (source: Source, line: string, start: number, section: string): IniEntry | undefined => {
  const from = start + line.length - line.trimStart().length
  const trimmed = line.trim()
  const at = { start: from, end: from + trimmed.length }
  const divider = /[:=]/.exec(trimmed)
  if (divider === null) {
    report(source, 'Syntax', at, {
      expected: 'a section in brackets, or key : value',
      given: `\`${shorten(trimmed)}\``,
      hint: 'Write a colon between the key and its value.',
    })
    return undefined
  }
  const value = trimmed.slice(divider.index + 1)
  const valueStart = from + divider.index + 1 + value.length - value.trimStart().length
  return {
    section,
    key: trimmed.slice(0, divider.index).trim(),
    value: value.trim(),
    at,
    valueAt: { start: valueStart, end: Math.max(valueStart + 1, at.end) },
  }
}

/** The entries of a text, each key of a section once. */
export const entriesOf = (source: Source): readonly IniEntry[] => {
  const { text, starts } = source.lines
  const entries: IniEntry[] = []
  const known = new Set<string>()
  let section = ''
  for (const [i, start] of starts.entries()) {
    const line = text
      .slice(start, starts[i + 1])
      .replace(/[\r\n]+$/, '')
      .replace(/^\s*[#;].*$/, '')
    if (line.trim() === '') continue
    const [, title] = /^\s*\[(.*)\]\s*$/.exec(line) ?? []
    if (title !== undefined) {
      section = title.trim().toLowerCase()
      continue
    }
    const entry = entryIn(source, line, start, section)
    if (entry === undefined) continue
    const name = `[${section}] ${entry.key.toLowerCase()}`
    if (known.has(name))
      report(source, 'RepeatedEntry', entry.at, {
        expected: 'each key once',
        given: `${shorten(entry.key)} again`,
        hint: 'Remove one of the two.',
      })
    else entries.push(entry)
    known.add(name)
  }
  return entries
}
