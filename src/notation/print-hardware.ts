/** Hardware descriptions as text. */
import type { Accelerator } from '../hardware/accelerator'
import { isRecord } from '../internal/read'
import { nameOfPath } from './hardware-names'
import { printNumber } from './print-expression'
import { printed } from './printed'

/** Words that read back as they stand. */
const word = /^[A-Za-z_]\w*(?:-[A-Za-z_]\w*)*$/

const isNumeric = (value: unknown): boolean =>
  typeof value === 'number' || (Array.isArray(value) && value.every(isNumeric))

const printValue = (value: unknown): string => {
  if (typeof value === 'number') return printNumber(value)
  if (Array.isArray(value)) return `[${value.map(printValue).join(', ')}]`
  if (typeof value !== 'string') return String(value)
  return word.test(value) && !/^(?:true|false)$/i.test(value) ? value : JSON.stringify(value)
}

/** One line for each value, named by its path; lists of numbers are values. */
const linesOf = (path: string, value: unknown): readonly string[] => {
  if (value === undefined) return []
  if (Array.isArray(value) && !isNumeric(value))
    return value.flatMap((item, i) => linesOf(`${path}[${i}]`, item))
  if (!isRecord(value)) return [`${nameOfPath(path)}: ${printValue(value)}`]
  const lines = Object.entries(value).flatMap(([key, of]) =>
    linesOf(path === '' ? key : `${path}.${key}`, of),
  )
  return lines.length === 0 && path !== '' ? [`${path} {}`] : lines
}

/**
 * A hardware description as text; `parseHardware` reads it back. What the public tool's files have keeps their names.
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
