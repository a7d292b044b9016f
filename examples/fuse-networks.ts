/**
 * Which layers of VGG16, MobileNetV2 and a block of BERT to fuse on accelerators with shared buffers of 512 KiB and 4 MiB: the
 * groups, the fastest of all ways to cut that are searched, beside each layer by itself, in one step and tiled. Of MobileNetV2, what the residual connections
 * add is left out. Words on the command line: `--tiles=16` searches more tiles along a dimension.
 */
import {
  accelerator,
  dataflow,
  fullyConnected,
  type Layer,
  layer,
  operator,
  orThrow,
  pool2d,
  spatialMap,
  temporalMap,
} from 'maestro-dataflow'
import {
  attentionContext,
  attentionScores,
  kcPartitioned,
  mobilenetV2,
  queryPartitioned,
  vgg16,
} from 'maestro-dataflow/catalog'
import { compareFused, type FusedGroup, fuse, fuseNetwork } from 'maestro-dataflow/fusion'
import { short, table } from './table'

/** Along a dimension, of layers by themselves and of short lists; half as many of groups of long ones. */
const tiles = Number(process.argv.find((word) => word.startsWith('--tiles='))?.split('=')[1] ?? 8)

const machines = [
  ['512 KiB', 512 * 1024],
  ['4 MiB', 4 * 1024 ** 2],
] as const

const machine = (capacity: number) =>
  accelerator({ pes: 1024, l2: { capacity }, noc: { bandwidth: 128 }, offchip: { bandwidth: 16 } })

/** VGG16 with the pools between its convolutions, which the catalog leaves out because they do no MACs. */
const withPools = vgg16.flatMap((each, i): readonly Layer[] => {
  const next = vgg16[i + 1]
  const { K = 0, Y = 0 } = each.sizes
  const isPooled = each.kind === 'conv2d' && (next?.kind !== 'conv2d' || next.sizes['Y'] !== Y)
  if (each.kind !== 'conv2d') return []
  const pool = pool2d({ C: K, R: 2, S: 2, Y, X: Y, stride: 2, name: `pool${each.name.slice(4, 5)}` })
  return isPooled ? [each, pool] : [each]
})

const rows = (...names: readonly string[]) => names.map((dimension) => [{ dimension }])
const softmax = operator({
  name: 'softmax',
  dimensions: ['N', 'H', 'Q', 'L'],
  tensors: [
    { name: 'score', role: 'input', axes: rows('N', 'H', 'Q', 'L') },
    { name: 'weight', role: 'output', axes: rows('N', 'H', 'Q', 'L') },
  ],
})

const heads = { N: 1, H: 12, Q: 512, L: 512 }
const attention = [
  layer(attentionScores, { ...heads, E: 64 }, 'scores'),
  layer(softmax, heads, 'softmax'),
  layer(attentionContext, { ...heads, E: 64 }, 'context'),
]
const feedForward = [
  fullyConnected({ N: 512, K: 3072, C: 768, name: 'feed forward 1' }),
  fullyConnected({ N: 512, K: 768, C: 3072, name: 'feed forward 2' }),
]

/** Lists of layers that follow one another, and the dimensions whose tiles are tried. */
const networks = [
  { name: 'VGG16', layers: withPools, dimensions: ["Y'", "X'", 'K'] },
  {
    name: 'MobileNetV2',
    layers: mobilenetV2.filter(({ kind }) => kind !== 'fullyConnected'),
    dimensions: ["Y'", "X'", 'K'],
  },
  { name: 'BERT, attention', layers: attention, dimensions: ['H', 'Q', 'L'] },
  { name: 'BERT, feed forward', layers: feedForward, dimensions: ['N', 'K', 'C'] },
] as const

const overQueries = dataflow('queries', [temporalMap(16, 16, 'L'), spatialMap(1, 1, 'Q')])
const flowOf = (each: Layer) => {
  if (each.kind !== 'custom') return kcPartitioned
  return each.operator.name === 'softmax' ? overQueries : queryPartitioned
}

const nameOf = (layers: readonly Layer[], { first, last, chain }: FusedGroup): string => {
  const tiles = (Array.isArray(chain.tile) ? chain.tile : []) as readonly (readonly [string, number])[]
  const tile = tiles.map(([dimension, size]) => `${dimension} ${size}`).join(' ')
  const names = first === last ? layers[first]!.name : `${layers[first]!.name} … ${layers[last]!.name}`
  return tile === '' ? names : `${names} (${tile})`
}

const bytes = (bits: number): string => `${short(bits / 8)}B`

for (const [buffer, capacity] of machines) {
  const hardware = machine(capacity)
  const lines: (readonly string[])[] = []
  for (const { name, layers, dimensions } of networks) {
    const mostTiles = layers.length > 3 ? tiles / 2 : tiles
    const { best, searched } = orThrow(
      fuseNetwork(layers, flowOf, hardware, { dimensions, mostTiles, mostLayers: 6 }),
    )
    const { best: tiled } = orThrow(
      fuseNetwork(layers, flowOf, hardware, { dimensions, mostTiles: tiles, mostLayers: 1 }),
    )
    const alone = layers.map((each) => orThrow(compareFused(fuse([each]), flowOf, hardware)).alone)
    const sum = (of: (each: (typeof alone)[number]) => number): number =>
      alone.reduce((total, each) => total + of(each), 0)
    const fused = best.groups.filter(({ first, last }) => last > first)
    console.log(`
${name}, ${buffer}: ${searched.tilings} tilings of ${searched.groups} groups; of several layers:`)
    for (const group of fused) {
      const { estimate } = group
      const [peak] = [...estimate.buffers.l2.peak.tensors].sort((a, b) => b.bits - a.bits)
      console.log(
        `  ${nameOf(layers, group)}: bound by ${estimate.bound.by}, ${bytes(estimate.buffers.l2.required.bits)} of L2, most of it ${layers[group.first + (peak?.layer ?? 0)]?.name ?? ''} ${peak?.tensor ?? ''}`,
      )
    }
    lines.push(
      [
        name,
        'each in one step',
        short(sum(({ runtime }) => runtime)),
        short(sum(({ energy }) => energy)),
        bytes(sum(({ bits }) => bits)),
      ],
      ['', 'each tiled', short(tiled.runtime), short(tiled.energy), bytes(tiled.bits)],
      ['', 'fused', short(best.runtime), short(best.energy), bytes(best.bits)],
    )
  }
  console.log(`\n${table([buffer, '', 'runtime', 'energy', 'off-chip'], lines, 2)}`)
}
