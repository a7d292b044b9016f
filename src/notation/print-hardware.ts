/** Hardware descriptions as text. */
import type { Accelerator } from '../hardware/accelerator'
import { mostPoints } from '../internal/limits'
import { entriesOf, isRecord } from '../internal/read'
import { nameOfPath } from './hardware-names'
import { printNumber } from './print-expression'
import { printed } from './printed'

/** Words that read back as they stand. */
const word = /^[A-Za-z_]\w*(?:-[A-Za-z_]\w*)*$/

/** The entries that hardware may have; of a longer list, as many as show that it is too long. */
const shown = (list: readonly unknown[]): readonly unknown[] =>
  entriesOf(list, Math.min(list.length, mostPoints + 1))

/** Numbers and names, which stand in a list on one line. */
const isPlain = (value: unknown): boolean =>
  typeof value === 'number' ||
  typeof value === 'string' ||
  (Array.isArray(value) && shown(value).every(isPlain))

const printValue = (value: unknown): string => {
  if (typeof value === 'number') return printNumber(value)
  if (Array.isArray(value)) return `[${shown(value).map(printValue).join(', ')}]`
  if (typeof value !== 'string') return String(value)
  return word.test(value) && !/^(?:true|false)$/i.test(value) ? value : JSON.stringify(value)
}

/** One line for each value, named by its path; lists of numbers or names are values. */
const linesOf = (path: string, value: unknown): readonly string[] => {
  if (value === undefined) return []
  if (Array.isArray(value) && !isPlain(value))
    return shown(value).flatMap((item, i) => linesOf(`${path}[${i}]`, item))
  if (!isRecord(value)) return [`${nameOfPath(path)}: ${printValue(value)}`]
  const lines = Object.entries(value).flatMap(([key, of]) =>
    linesOf(path === '' ? key : `${path}.${key}`, of),
  )
  return lines.length === 0 && path !== '' ? [`${path} {}`] : lines
}

/**
 * A hardware description as text; `parseHardware` reads it back. What the public tool's files have keeps their names.
 *
 * @param hardware - The accelerator to print.
 *
 * @example
 * ```ts
 * import { accelerator } from 'maestro-dataflow'
 * import { printHardware } from 'maestro-dataflow/notation'
 *
 * const hardware = accelerator({ pes: 256, l1: { capacity: 512 }, noc: [{ bandwidth: 32 }, { latency: 2 }] })
 * printHardware(hardware).split('\n') // => ['num_pes: 256', 'l1_size_cstr: 512', 'noc[0].bandwidth: 32', 'noc[1].latency: 2', '']
 * ```
 * @since 0.1.0
 * @category notation
 */
export const printHardware = (hardware: Accelerator): string =>
  printed(() => [...linesOf('', hardware), ''].join('\n'))
