/**
 * The best mapping of every layer of four networks on three accelerators: the energy-delay product of the best found, how far
 * it may be from the optimum, and how far the paper's five dataflows are from it, in the median over distinct layers. A search
 * ends at a gap of 1 %, or after so many nodes. Words on the command line: `--nodes=20000` searches longer (the default takes
 * about half a minute), `--layers` prints every layer.
 */
import { accelerator, type Dataflow, type Layer, orThrow, prepare } from 'maestro-dataflow'
import {
  mobilenetV2,
  paperDataflows,
  resnet50,
  transformerEncoderLayer,
  vgg16,
} from 'maestro-dataflow/catalog'
import { type Mapping, map } from 'maestro-dataflow/map'
import { percent, short, table } from './table'

const option = (name: string): string | undefined =>
  process.argv.find((word) => word.startsWith(`--${name}=`))?.split('=')[1]
const nodes = Number(option('nodes') ?? 2000)
const enough = 0.01
const showsLayers = process.argv.includes('--layers')

const machine = (pes: number, cluster: number, shared: number, network: number, offchip: number) =>
  accelerator({
    pes,
    l1: { capacity: 512 },
    clusters: [{ capacity: cluster }],
    l2: { capacity: shared },
    noc: { bandwidth: network, latency: 1 },
    offchip: { bandwidth: offchip },
  })

const machines = [
  ['edge', machine(168, 4096, 108_000, 32, 16)],
  ['mid', machine(1024, 16 * 1024, 512 * 1024, 128, 32)],
  ['cloud', machine(65_536, 64 * 1024, 24 * 1024 ** 2, 2048, 512)],
] as const

// Twelve of these layers are BERT base.
const encoder = transformerEncoderLayer({ length: 512, width: 768, heads: 12, hidden: 3072 })
const bert = Array.from({ length: 12 }, () => encoder).flat()

const networks: readonly (readonly [name: string, layers: readonly Layer[]])[] = [
  ['VGG16', vgg16],
  ['ResNet-50', resnet50],
  ['MobileNetV2', mobilenetV2],
  ['BERT', bert],
]

type Mapped = {
  readonly layer: Layer
  readonly count: number
  readonly mapping: Mapping
  /** The energy-delay product under each of the five, over that of the best; null where it does not fit or is refused. */
  readonly ratios: readonly (number | null)[]
}

const distinct = (layers: readonly Layer[]): readonly (readonly [Layer, number])[] => {
  const counts = new Map<string, readonly [Layer, number]>()
  for (const layer of layers) {
    const key = JSON.stringify({ ...layer, name: '' })
    const [first, count] = counts.get(key) ?? [layer, 0]
    counts.set(key, [first, count + 1])
  }
  return [...counts.values()]
}

const mapLayer = (hardware: (typeof machines)[number][1], layer: Layer, count: number): Mapped => {
  const mapping = orThrow(map({ layer, hardware, objective: 'edp' }, { nodes, gap: enough }))
  const totals = orThrow(prepare(layer, hardware))
  const ratioOf = (dataflow: Dataflow): number | null => {
    const found = totals(dataflow)
    const least = mapping.best?.edp ?? Number.NaN
    return found._tag === 'Right' && found.right.fits ? found.right.edp / least : null
  }
  return { layer, count, mapping, ratios: paperDataflows.map(ratioOf) }
}

/** The mean of the two middle values if their number is even; null without values. */
const median = (values: readonly number[]): number | null => {
  const sorted = values.toSorted((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.floor((sorted.length - 1) / 2)]
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2
}

const times = (ratio: number): string => Number(ratio.toPrecision(3)).toLocaleString('en-US')

/** The ratios of layers that the dataflow fits, and of how many, if not of all. */
const ratioText = (ratios: readonly (number | null)[]): string => {
  const found = ratios.filter((ratio) => ratio !== null)
  const middle = median(found)
  if (middle === null) return '–'
  return `${times(middle)}${found.length < ratios.length ? ` (${found.length})` : ''}`
}

const sum = (mapped: readonly Mapped[], of: (mapping: Mapping) => number): number =>
  mapped.reduce((total, { mapping, count }) => total + count * of(mapping), 0)

const networkRow = (machineName: string, name: string, mapped: readonly Mapped[]): readonly string[] => {
  const runtime = sum(mapped, ({ best }) => best?.runtime ?? Number.NaN)
  const energy = sum(mapped, ({ best }) => best?.energy ?? Number.NaN)
  const gaps = mapped.map(({ mapping }) => mapping.gap ?? Number.NaN)
  return [
    machineName,
    name,
    String(mapped.length),
    runtime.toLocaleString('en-US'),
    short(runtime * energy),
    percent(median(gaps) ?? Number.NaN),
    percent(Math.max(...gaps)),
    mapped.reduce((total, { mapping }) => total + mapping.counts.nodes, 0).toLocaleString('en-US'),
    ...paperDataflows.map((_, i) => ratioText(mapped.map(({ ratios }) => ratios[i] ?? null))),
  ]
}

const layerRow = (name: string, { layer, count, mapping, ratios }: Mapped): readonly string[] => [
  name,
  `${layer.name}${count > 1 ? ` (${count} times)` : ''}`,
  (mapping.best?.runtime ?? Number.NaN).toLocaleString('en-US'),
  short(mapping.best?.edp ?? Number.NaN),
  percent(mapping.gap ?? Number.NaN),
  String(mapping.counts.nodes),
  ...ratios.map((ratio) => (ratio === null ? '–' : times(ratio))),
]

const five = paperDataflows.map(({ name }) => name)
const rows: (readonly string[])[] = []
for (const [machineName, hardware] of machines) {
  const layerRows: (readonly string[])[] = []
  for (const [name, layers] of networks) {
    const mapped = distinct(layers).map(([layer, count]) => mapLayer(hardware, layer, count))
    rows.push(networkRow(machineName, name, mapped))
    layerRows.push(...mapped.map((each) => layerRow(name, each)))
  }
  if (showsLayers)
    console.log(
      `${machineName}\n\n${table(['network', 'layer', 'cycles', 'EDP', 'gap', 'nodes', ...five], layerRows, 2)}\n`,
    )
}

console.log(
  `Least energy-delay product of each layer. A search ends at a gap of ${percent(enough)} or after ${nodes.toLocaleString('en')} nodes.\nMedians over the distinct layers: the gap, and the ratio of each dataflow's energy-delay product to that of the best mapping found.\nThe column "largest" has the largest gap.\n`,
)
const head = ['', 'network', 'layers', 'cycles', 'EDP', 'gap', 'largest', 'nodes', ...five]
console.log(table(head, rows, 2))
