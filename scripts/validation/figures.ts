/** Published figures one by one. */
import type { Validation } from 'maestro-dataflow/validation'
import { table } from '../../examples/table'
import { figure, percent, signed } from './words'

/** All rows of a source, each with its error. */
export const rowsOf = ({ source, variant, figure: counted, rows }: Validation): string =>
  `${source}, ${variant}: ${counted}\n\n${table(
    ['', 'published', 'estimated', 'error'],
    rows.map(({ layer, published, ours, error }) => [layer, figure(published), figure(ours), signed(error)]),
  )}`

/** As many digits after the point as were published. */
const digitsOf = (value: number): number => String(value).split('.')[1]?.length ?? 0

const isEqual = ({ published, ours }: Validation['rows'][number]): boolean =>
  ours.toFixed(digitsOf(published)) === String(published)

const counts = ['accesses', 'MB']

/** How many of the counts that sources publish are equal, to the printed digits, and which are not. */
export const countTable = (validations: readonly Validation[]): string => {
  const counted = validations.filter(
    ({ figure: unit, variant }) => counts.includes(unit) && variant === 'as is',
  )
  const equal = table(
    ['counts', 'equal', 'of'],
    counted.map(({ source, rows }) => [source, String(rows.filter(isEqual).length), String(rows.length)]),
  )
  const unequal = table(
    ['not equal', 'published', 'estimated', 'error'],
    counted.flatMap(({ source, rows }) =>
      rows
        .filter((row) => !isEqual(row))
        .map(({ layer, published, ours, error }) => [
          `${source}: ${layer}`,
          figure(published),
          figure(ours),
          signed(error),
        ]),
    ),
  )
  return `${equal}\n\n${unequal}`
}

/** The one line about how good the model is, of sources that may be quoted alone. */
export const headline = (validations: readonly Validation[]): string => {
  const found = (source: string, variant = 'as is'): Validation => {
    const validation = validations.find((each) => each.source === source && each.variant === variant)
    if (validation === undefined || !validation.quotable) throw new Error(`${source} may not be quoted`)
    return validation
  }
  const chip = found('eyeriss-alexnet')
  const maestro = found('eyeriss-alexnet-maestro')
  const zynq = found('yolov2-zynq')
  const arrays = found('fpga23-cnn-accel')
  const products = found('tenstorrent-p150')
  const gemmini = found('gemmini')
  const others =
    gemmini.other === null ? '' : `, where ${gemmini.other.name} is off by ${percent(gemmini.other.mean)}`
  const rows = [chip, maestro, zynq, arrays, products, gemmini].flatMap((validation) => validation.rows)
  const low = rows.filter(({ error }) => error < 0).length
  return [
    `Mean errors in cycles, untuned: ${percent(maestro.mean)} and ${percent(chip.mean)} on Eyeriss with AlexNet, under MAESTRO's mappings and the chip's (at most ${percent(Math.max(chip.worst, maestro.worst))}),`,
    `${percent(zynq.mean)} on four FPGA designs with YOLOv2 (at most ${percent(zynq.worst)}), ${percent(arrays.mean)} on ${arrays.n} convolutions of other FPGA arrays (median ${percent(arrays.median)}),`,
    `${percent(products.mean)} on ${products.n} matrix products of a Blackhole P150, and ${percent(gemmini.mean)} on Gemmini's RTL${others}.`,
    `Of the ${rows.length.toLocaleString('en')} figures of these sources, repeated shapes included, ${low.toLocaleString('en')} are too low, because the model leaves out overheads.`,
  ].join('\n')
}
