/**
 * Which layers of VGG16, MobileNetV2 and a block of BERT to fuse on accelerators with shared buffers of 512 KiB and 4 MiB: the
 * groups, the fastest of all ways to cut that are searched, beside each layer by itself, as a whole and tiled. The fully connected layers of VGG16 and
 * MobileNetV2 are left out, and so are the residual additions of MobileNetV2. The block of BERT has its products with weights and
 * its attention. Words on the command line: `--tiles=16` searches more tiles along a dimension.
 */
import { accelerator, fullyConnected, type Layer, orThrow, pool2d } from 'maestro-dataflow'
import { kcPartitioned, mobilenetV2, vgg16 } from 'maestro-dataflow/catalog'
import { compareFused, type FusedGroup, fuse, fuseNetwork } from 'maestro-dataflow/fusion'
import { attention, attentionFlow } from './attention'
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

const feedForward = [
  fullyConnected({ N: 512, K: 3072, C: 768, name: 'feed forward 1' }),
  fullyConnected({ N: 512, K: 768, C: 3072, name: 'feed forward 2' }),
]

type List = { readonly layers: readonly Layer[]; readonly dimensions: readonly string[] }

const projection = (name: string): List => ({
  layers: [fullyConnected({ N: 512, K: 768, C: 768, name })],
  dimensions: ['N', 'K', 'C'],
})
const images = ["Y'", "X'", 'K']

/** Lists of layers that follow one another, and the dimensions whose tiles are tried. */
const networks: readonly { readonly name: string; readonly lists: readonly List[] }[] = [
  { name: 'VGG16', lists: [{ layers: withPools, dimensions: images }] },
  {
    name: 'MobileNetV2',
    lists: [{ layers: mobilenetV2.filter(({ kind }) => kind !== 'fullyConnected'), dimensions: images }],
  },
  {
    name: 'BERT block',
    lists: [
      ...['query', 'key', 'value'].map(projection),
      { layers: attention({ heads: 12, width: 64, length: 512 }), dimensions: ['H', 'Q', 'L'] },
      projection('output'),
      { layers: feedForward, dimensions: ['N', 'K', 'C'] },
    ],
  },
]

const flowOf = (each: Layer) => attentionFlow(each) ?? kcPartitioned

const nameOf = (layers: readonly Layer[], { first, last, chain }: FusedGroup): string => {
  const tiles = (Array.isArray(chain.tile) ? chain.tile : []) as readonly (readonly [string, number])[]
  const tile = tiles.map(([dimension, size]) => `${dimension} ${size}`).join(' ')
  const names = first === last ? layers[first]!.name : `${layers[first]!.name} … ${layers[last]!.name}`
  return tile === '' ? names : `${names} (${tile})`
}

const bytes = (bits: number): string => `${short(bits / 8)}B`

type Cost = { readonly runtime: number; readonly energy: number; readonly bits: number }

const sumOf = (costs: readonly Cost[]): Cost => ({
  runtime: costs.reduce((sum, { runtime }) => sum + runtime, 0),
  energy: costs.reduce((sum, { energy }) => sum + energy, 0),
  bits: costs.reduce((sum, { bits }) => sum + bits, 0),
})

const line = (name: string, way: string, { runtime, energy, bits }: Cost): readonly string[] => [
  name,
  way,
  short(runtime),
  short(energy),
  bytes(bits),
]

const describe = (layers: readonly Layer[], group: FusedGroup): string => {
  const { bound, buffers } = group.estimate
  const [most] = [...buffers.l2.peak.tensors].sort((a, b) => b.bits - a.bits)
  const fullest = `${layers[group.first + (most?.layer ?? 0)]?.name ?? ''} ${most?.tensor ?? ''}`
  return `  ${nameOf(layers, group)}: bottleneck ${bound.by}, ${bytes(buffers.l2.required.bits)} of L2, the largest part ${fullest}`
}

for (const [buffer, capacity] of machines) {
  const hardware = machine(capacity)
  const lines = networks.flatMap(({ name, lists }) => {
    const searched = lists.map(({ layers, dimensions }) => {
      const mostTiles = layers.length > 3 ? tiles / 2 : tiles
      const options = { dimensions, mostTiles, mostLayers: 6 }
      return {
        layers,
        fused: orThrow(fuseNetwork(layers, flowOf, hardware, options)),
        tiled: orThrow(
          fuseNetwork(layers, flowOf, hardware, { dimensions, mostTiles: tiles, mostLayers: 1 }),
        ),
      }
    })
    const tilings = searched.reduce((sum, { fused }) => sum + fused.searched.tilings, 0)
    console.log(
      `\n${name}, ${buffer}: ${tilings.toLocaleString('en')} tilings of groups compared; the plan fuses these groups:`,
    )
    for (const { layers, fused } of searched)
      for (const group of fused.best.groups)
        if (group.last > group.first) console.log(describe(layers, group))
    const alone = lists.flatMap(({ layers }) =>
      layers.map((each) => orThrow(compareFused(fuse([each]), flowOf, hardware)).alone),
    )
    return [
      line(name, 'each as a whole', sumOf(alone)),
      line('', 'each tiled', sumOf(searched.map(({ tiled }) => tiled.best))),
      line('', 'fused', sumOf(searched.map(({ fused }) => fused.best))),
    ]
  })
  console.log(`\n${table([buffer, '', 'runtime', 'energy', 'off-chip'], lines, 2)}`)
}
console.log(
  '\nruntime in cycles; energy in MACs, without networks and off-chip accesses, which are 0 in the energy table',
)
