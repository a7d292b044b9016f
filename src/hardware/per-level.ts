/** Entries that the hardware has once for all levels, or level by level. */
import { fault, type Report } from '../error/error'
import { show } from '../error/show'
import type { Warning } from '../error/warning'

export const invalid = (path: string, expected: string, value: unknown, hint: string) =>
  fault('InvalidHardware', path, { expected, given: show(value), hint })

const unusedEntries = (path: string, given: number, used: number): Warning => ({
  _tag: 'UnusedEntry',
  path: `${path}[${used}]`,
  message: `${path} has ${given} entries, but the dataflow uses ${used === 0 ? 'none' : `only ${used}`}.`,
})

/** The same entry for every level. */
export const repeated = <A>(entry: A, times: number): readonly A[] => {
  const entries: A[] = []
  for (let i = 0; i < times; i++) entries.push(entry)
  return entries
}

/** So many levels at most exist; a longer list need not be read further. */
const mostEntries = 64

/** One entry for every level: of a list, the last entry is repeated, and entries beyond the levels are warned of. */
export const perLevel = <A>(
  value: unknown,
  path: string,
  levels: number,
  absent: A,
  read: (value: unknown, path: string) => A,
  context: { readonly report: Report; readonly warnings: Warning[] },
): readonly A[] => {
  if (value === undefined) return repeated(absent, levels)
  if (!Array.isArray(value)) {
    return repeated(read(value, path), levels)
  }
  if (value.length === 0 && levels > 0) {
    context.report.push(
      invalid(path, 'one entry or a list of them', value, 'Give one entry for all levels, or leave it out.'),
    )
    return []
  }
  if (value.length > mostEntries) {
    context.report.push(invalid(path, `a list of at most ${mostEntries}`, value, 'Give one entry per level.'))
    return []
  }
  const entries = Array.from({ length: value.length }, (_, i) => read(value[i], `${path}[${i}]`))
  if (entries.length > levels) context.warnings.push(unusedEntries(path, entries.length, levels))
  return Array.from({ length: levels }, (_, i) => entries[Math.min(i, entries.length - 1)]!)
}
