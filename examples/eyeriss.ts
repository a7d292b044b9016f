/**
 * Validation: the Eyeriss chip's published cycles for AlexNet (12 × 14 PEs, batch 4; Chen et al., JSSC 2017) beside this
 * model's, with the row-stationary mappings that were published for the chip. Nothing here is tuned.
 */
import {
  cluster,
  conv2d,
  type Dataflow,
  type Directive,
  dataflow,
  estimate,
  type Overlap,
  orThrow,
  spatialMap as S,
  sz,
  temporalMap as T,
} from 'maestro-dataflow'
import { eyeriss } from 'maestro-dataflow/catalog'
import { percent, table } from './table'

const whole = (dimension: string): Directive => T(sz(dimension), sz(dimension), dimension)
const one = (dimension: string): Directive => T(1, 1, dimension)
const filterRows: readonly Directive[] = [S(1, 1, 'Y'), S(1, 1, 'R'), whole('S')]

const conv1 = dataflow('CONV1', [
  S(1, 1, "Y'"),
  one("X'"),
  one('N'),
  one('C'),
  T(16, 16, 'K'),
  whole('R'),
  whole('S'),
  cluster(sz('R')),
  one('N'),
  one('C'),
  T(2, 2, 'K'),
  ...filterRows,
])
const conv2 = dataflow('CONV2', [
  S(1, 1, "Y'"),
  one("X'"),
  one('N'),
  T(2, 2, 'C'),
  T(16, 16, 'K'),
  whole('R'),
  whole('S'),
  cluster(sz('R')),
  one('C'),
  ...filterRows,
])
const conv3 = dataflow('CONV3', [
  T(4, 4, 'N'),
  S(16, 16, 'K'),
  T(4, 4, 'C'),
  T(13, 13, "Y'"),
  T(15, 13, 'X'),
  whole('R'),
  whole('S'),
  cluster(13),
  T(4, 4, 'N'),
  T(16, 16, 'K'),
  T(4, 4, 'C'),
  S(1, 1, "Y'"),
  T(15, 13, 'X'),
  whole('R'),
  whole('S'),
  cluster(sz('R')),
  T(4, 4, 'N'),
  T(4, 4, 'C'),
  T(16, 16, 'K'),
  T(13, 13, "X'"),
  ...filterRows,
])
const pairedClusters = (
  columns: number,
  batch: number,
  inner: readonly Directive[],
): readonly Directive[] => [
  T(4, 4, 'N'),
  T(6, 6, 'C'),
  S(16, 16, 'K'),
  T(13, 13, "Y'"),
  T(13, 13, "X'"),
  whole('R'),
  whole('S'),
  cluster(2),
  T(4, 4, 'N'),
  S(3, 3, 'C'),
  T(16, 16, 'K'),
  T(13, 13, "Y'"),
  T(columns, columns, "X'"),
  whole('R'),
  whole('S'),
  cluster(13),
  T(batch, batch, 'N'),
  T(3, 3, 'C'),
  T(16, 16, 'K'),
  S(1, 1, "Y'"),
  one("X'"),
  whole('R'),
  whole('S'),
  cluster(sz('R')),
  ...inner,
]
const conv4 = dataflow(
  'CONV4',
  pairedClusters(1, 4, [one('N'), one('C'), one('K'), one("X'"), ...filterRows]),
)
const conv5 = dataflow(
  'CONV5',
  pairedClusters(8, 1, [one('N'), one('C'), T(2, 2, 'K'), one("X'"), ...filterRows]),
)

/** Layer extents as the chip ran them (groups of CONV2, 4 and 5 side by side), and its published cycles. */
const published: readonly (readonly [Dataflow, Parameters<typeof conv2d>[0], number])[] = [
  [conv1, { N: 4, K: 96, C: 3, R: 11, S: 11, Y: 227, X: 227, stride: 4 }, 3_300_000],
  [conv2, { N: 4, K: 256, C: 48, R: 5, S: 5, Y: 31, X: 31 }, 7_840_000],
  [conv3, { N: 4, K: 384, C: 256, R: 3, S: 3, Y: 15, X: 15 }, 4_360_000],
  [conv4, { N: 4, K: 384, C: 192, R: 3, S: 3, Y: 15, X: 15 }, 3_200_000],
  [conv5, { N: 4, K: 256, C: 192, R: 3, S: 3, Y: 15, X: 15 }, 2_000_000],
]

const cyclesUnder = (overlap: Overlap): readonly number[] =>
  published.map(
    ([mapping, shape]) => orThrow(estimate(conv2d(shape), mapping, { ...eyeriss, overlap })).runtime,
  )

const errorsOf = (cycles: readonly number[]): readonly number[] =>
  cycles.map((ours, i) => ours / published[i]![2] - 1)
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

const signed = (share: number): string => `${share < 0 ? '' : '+'}${percent(share)}`
const ours = cyclesUnder('within-runs')
const prefetching = cyclesUnder('across-runs')
const rows = published.map(([{ name }, , chip], i) => [
  name,
  chip.toLocaleString('en'),
  ours[i]!.toLocaleString('en'),
  signed(errorsOf(ours)[i]!),
  prefetching[i]!.toLocaleString('en'),
  signed(errorsOf(prefetching)[i]!),
])

console.log('AlexNet on Eyeriss: 168 PEs, batch 4, 14 elements/cycle, latency 1\n')
console.log(table(['layer', 'chip', 'within-runs', 'error', 'across-runs', 'error'], rows))
for (const [name, cycles] of [
  ['within-runs (default)', ours],
  ['across-runs', prefetching],
] as const) {
  const errors = errorsOf(cycles).map(Math.abs)
  console.log(
    `\n${name}: mean absolute error ${percent(mean(errors))}, largest ${percent(Math.max(...errors))}`,
  )
}
