/**
 * Attention of BERT and of Llama 3: each layer by itself, as a whole and tiled, and all of them fused. FLAT tiles heads and
 * query rows, so that whole rows of scores stay on the chip. FlashAttention tiles keys too, so that only a tile of the scores
 * does; its sums are rescaled at every tile of keys. The tiles are the fastest that fit. One sequence, 16-bit words, 1,024 PEs, 4 MiB of shared buffer.
 */
import {
  accelerator,
  type Dataflow,
  dataflow,
  estimate,
  type Layer,
  layer,
  operator,
  orThrow,
  spatialMap,
  temporalMap,
} from 'maestro-dataflow'
import {
  compareFused,
  estimateFused,
  type FusedComparison,
  type FusedEstimate,
  fuse,
} from 'maestro-dataflow/fusion'
import { attention, attentionFlow, axes, type Shape } from './attention'
import { short, table } from './table'

const models = [
  { name: 'BERT base', heads: 12, width: 64 },
  { name: 'Llama 3 8B', heads: 32, width: 128 },
] as const
const lengths = [512, 4096, 32_768]
const offchipBandwidth = 16

const hardware = accelerator({
  pes: 1024,
  elementBytes: 2,
  l2: { capacity: 4 * 2 ** 20 },
  noc: { bandwidth: 256 },
  offchip: { bandwidth: offchipBandwidth },
})

/** What FlashAttention does to its sums at every tile of keys but the first: each is multiplied by a factor of its row. */
const rescaling = operator({
  name: 'rescaling',
  dimensions: ['Q', 'E'],
  tensors: [
    { name: 'sum', role: 'input', axes: axes('Q', 'E') },
    { name: 'factor', role: 'input', axes: axes('Q') },
    { name: 'rescaled', role: 'output', axes: axes('Q', 'E') },
  ],
})

const overSums = dataflow('sums', [temporalMap('Q'), spatialMap('E')])
const flowOf = (each: Layer): Dataflow => attentionFlow(each) ?? overSums

type Way = {
  readonly name: string
  readonly tile: Readonly<Record<string, number>>
  readonly compared: FusedComparison
  /** Operations and cycles of rescaling. */
  readonly rescaled: { readonly operations: number; readonly cycles: number }
}

const rescaledIn = (
  { heads, width, length }: Shape,
  { Q = length, L = length }: Way['tile'],
): Way['rescaled'] => {
  const times = heads * Math.ceil(length / Q) * (Math.ceil(length / L) - 1)
  const box = layer(rescaling, { Q, E: width }, 'rescaling')
  return {
    operations: times * Q * width,
    cycles: times * orThrow(estimate(box, overSums, hardware)).onChipRuntime,
  }
}

const cyclesOf = ({ compared, rescaled }: Way): number =>
  Math.max(compared.fused.onChipRuntime + rescaled.cycles, compared.fused.offChipTime)

const wayOf = (name: string, shape: Shape, tile: Way['tile']): Way => ({
  name,
  tile,
  compared: orThrow(compareFused(fuse(attention(shape), { tile }), flowOf, hardware)),
  rescaled: rescaledIn(shape, tile),
})

const rows = [1, 4, 16, 64, 256]
const keys = [64, 256, 1024]

/** The fastest that fits; of equals, the one with the least traffic. */
const fastest = (ways: readonly Way[]): Way | undefined =>
  ways
    .filter(({ compared }) => compared.fused.buffers.fits)
    .sort(
      (a, b) => cyclesOf(a) - cyclesOf(b) || a.compared.fused.offchip.bits - b.compared.fused.offchip.bits,
    )[0]

const waysOf = (shape: Shape): readonly Way[] => {
  const isShorter = (size: number): boolean => size < shape.length
  const flat = rows.map((Q) => wayOf('FLAT', shape, { H: 1, Q }))
  const flash = rows.flatMap((Q) =>
    keys.filter(isShorter).map((L) => wayOf('FlashAttention', shape, { H: 1, Q, L })),
  )
  return [fastest(flat), fastest(flash)].filter((way) => way !== undefined)
}

/** Each layer by itself, as a whole and with each of the same tiles, where it fits. */
const tiledAlone = (shape: Shape): readonly (readonly FusedEstimate[])[] =>
  attention(shape).map((each) => {
    const tiles = rows.flatMap((Q) => [{ H: 1, Q }, ...keys.map((L) => ({ H: 1, Q, L }))])
    return [{}, ...tiles]
      .map((tile) => orThrow(estimateFused(fuse([each], { tile }), flowOf, hardware)))
      .filter(({ buffers }) => buffers.fits)
  })

const runtimeAt = ({ onChipRuntime, offchip }: FusedEstimate, bandwidth: number): number =>
  Math.max(onChipRuntime, Math.ceil(offchip.bits / 16 / bandwidth))

/** The fastest of a layer's tiles at a bandwidth; of equals, the one with the least traffic. */
const fastestAt = (tiles: readonly FusedEstimate[], bandwidth: number): FusedEstimate =>
  [...tiles].sort(
    (a, b) => runtimeAt(a, bandwidth) - runtimeAt(b, bandwidth) || a.offchip.bits - b.offchip.bits,
  )[0]!

const tiledAt = (layers: readonly (readonly FusedEstimate[])[], bandwidth: number): number =>
  layers.reduce((sum, tiles) => sum + runtimeAt(fastestAt(tiles, bandwidth), bandwidth), 0)

const fusedAt = ({ compared, rescaled }: Way, bandwidth: number): number =>
  Math.max(
    compared.fused.onChipRuntime + rescaled.cycles,
    Math.ceil(compared.fused.offchip.bits / 16 / bandwidth),
  )

/** The off-chip bandwidth, in words a cycle, from which on the tiled layers are as fast; null where fusing is faster at any. */
const breakEven = (way: Way, tiled: readonly (readonly FusedEstimate[])[]): number | null => {
  const isSlower = (bandwidth: number): boolean => fusedAt(way, bandwidth) >= tiledAt(tiled, bandwidth)
  if (!isSlower(2 ** 30)) return null
  let [low, high] = [2 ** -20, 2 ** 30]
  if (isSlower(low)) return 0
  for (let i = 0; i < 60; i++) {
    const middle = Math.sqrt(low * high)
    if (isSlower(middle)) high = middle
    else low = middle
  }
  return high
}

const megabytes = (bits: number): string => `${short(bits / 8)}B`

const linesOf = (name: string, shape: Shape): readonly (readonly string[])[] => {
  const ways = waysOf(shape)
  const tiled = tiledAlone(shape)
  const sum = (of: (estimate: FusedEstimate) => number): number =>
    tiled.reduce((total, tiles) => total + of(fastestAt(tiles, offchipBandwidth)), 0)
  const { alone } = (ways[0] ?? wayOf('untiled', shape, {})).compared
  const head = [name, `${shape.length}`]
  return [
    [
      ...head,
      'each as a whole',
      '',
      short(alone.runtime),
      megabytes(alone.bits),
      short(alone.energy),
      '',
      '',
      '',
    ],
    [
      ...head,
      'each tiled',
      '',
      short(sum(({ runtime }) => runtime)),
      megabytes(sum(({ offchip }) => offchip.bits)),
      short(sum(({ energy }) => energy.total)),
      '',
      '',
      '',
    ],
    ...ways.map((way): readonly string[] => {
      const { fused } = way.compared
      const bandwidth = breakEven(way, tiled)
      return [
        ...head,
        way.name,
        Object.entries(way.tile)
          .map(([dimension, size]) => `${dimension} ${size}`)
          .join(' '),
        short(cyclesOf(way)),
        megabytes(fused.offchip.bits),
        short(fused.energy.total),
        short(way.rescaled.operations),
        megabytes(fused.buffers.l2.required.bits),
        bandwidth === null ? 'any' : bandwidth === 0 ? 'none' : bandwidth.toPrecision(3),
      ]
    }),
  ]
}

const head = [
  'model',
  'tokens',
  'way',
  'tile',
  'runtime',
  'off-chip',
  'energy',
  'rescaled',
  'L2',
  'faster below',
]
const lines = models.flatMap(({ name, ...shape }) =>
  lengths.flatMap((length) => linesOf(name, { ...shape, length })),
)
console.log(table(head, lines, 4))
console.log(`
runtime in cycles at ${offchipBandwidth} words a cycle off-chip; energy in MACs, without rescaling, and without networks
and off-chip accesses, which are 0 in the energy table; rescaled: the operations of rescaling;
faster below: the off-chip bandwidth, in words a cycle, below which fusing is faster than each layer tiled by itself`)
