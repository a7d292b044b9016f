/**
 * Every kind of picture, drawn to SVG and PNG in a folder (`pictures` unless another is named): rooflines, energy and
 * traffic of a layer, dataflows beside each other, a Pareto front, who holds what when, how a mapping search came on, what
 * fused layers keep in the shared buffer, tokens a second of a language model, and published figures beside estimates. The
 * package makes Vega-Lite specifications only; vega and resvg draw them.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Resvg } from '@resvg/resvg-js'
import {
  accelerator,
  cluster,
  conv2d,
  dataflow,
  estimate,
  estimateNetwork,
  gemm,
  orThrow,
  pool2d,
  spatialMap,
  sz,
  temporalMap,
} from 'maestro-dataflow'
import {
  kcPartitioned,
  nvdlaArea28nm,
  paperDataflows,
  resnet50,
  vgg16,
  yrPartitioned,
} from 'maestro-dataflow/catalog'
import { fuse, occupancyOf } from 'maestro-dataflow/fusion'
import { map, mapInChunks } from 'maestro-dataflow/map'
import {
  arraySpec,
  comparisonSpec,
  energySpec,
  gapSpec,
  mappingSpec,
  mappingView,
  occupancySpec,
  type ParetoPoint,
  paretoSpec,
  rooflineSpec,
  tokensSpec,
  trafficSpec,
  type VegaLiteSpec,
  validationErrorsSpec,
  validationSpec,
} from 'maestro-dataflow/report'
import { validate } from 'maestro-dataflow/validation'
import { parse, View } from 'vega'
import { compile, type TopLevelSpec } from 'vega-lite'
import { measured, type Work } from './token-rates'

const folder = process.argv[2] ?? 'pictures'
const drawnPictures: string[] = []

const draw = async (name: string, spec: VegaLiteSpec): Promise<void> => {
  const compiled = compile(spec as unknown as TopLevelSpec).spec // plain JSON; Vega-Lite's own type spells out every mark
  const svg = await new View(parse(compiled), { renderer: 'none' }).toSVG()
  const png = new Resvg(svg, { background: 'white', fitTo: { mode: 'zoom', value: 2 } }).render().asPng()
  writeFileSync(join(folder, `${name}.svg`), svg)
  writeFileSync(join(folder, `${name}.png`), png)
  drawnPictures.push(name)
}

const hardware = accelerator({
  pes: 256,
  noc: { bandwidth: 32 },
  l2: { capacity: 2 ** 20 },
  offchip: { bandwidth: 8 },
  energy: { hop: 0.5, clusters: { read: 3, write: 3 }, offchip: { read: 100, write: 100 } },
})
const conv3 = vgg16.find(({ name }) => name === 'conv3_2') ?? vgg16[0]!
/** Weights of 4 bits off-chip and in the shared buffer, which are unpacked on the way to the PEs. */
const quantised = {
  ...conv3,
  precision: { input: 8, filter: 4, output: { partial: 32, final: 8 } },
} as const
const unpacking = { ...hardware, l1: { precision: { filter: 8 } } }
/** With the default table, which counts MACs, L1 and L2. */
const { energy: _table, ...uncounted } = hardware
const rowStationary = orThrow(estimate(conv3, yrPartitioned, hardware))

/** Tiles, PEs and networks: the designs of which no other is better in runtime, energy and area at once. */
const front = (): readonly ParetoPoint[] => {
  const points = [64, 128, 256, 512, 1024].flatMap((pes) =>
    [4, 8, 16, 32, 64].flatMap((bandwidth) =>
      [1, 2, 4, 8, 16].map((tile): ParetoPoint => {
        const flow = dataflow('KC-P with wider tiles', [
          spatialMap(1, 1, 'K'),
          temporalMap(64, 64, 'C'),
          temporalMap(tile, tile, "X'"),
          temporalMap(1, 1, "Y'"),
          cluster(64),
          spatialMap(1, 1, 'C'),
        ])
        const design = accelerator({ ...hardware, pes, noc: { bandwidth }, area: nvdlaArea28nm })
        const { runtime, energy, area } = orThrow(estimate(conv3, flow, design))
        return { pes, bandwidth, parameters: { tile }, runtime, energy: energy.total, area }
      }),
    ),
  )
  const costs = (point: ParetoPoint) => [point.runtime, point.energy, point.area ?? 0]
  const beats = (a: ParetoPoint, b: ParetoPoint) =>
    costs(a).every((cost, i) => cost <= costs(b)[i]!) && costs(a).some((cost, i) => cost < costs(b)[i]!)
  return points.filter((point) => !points.some((other) => beats(other, point)))
}

/** A small layer whose rows of filter and input meet on a diagonal. */
const diagonal = mappingView(
  conv2d({ K: 2, C: 2, R: 3, S: 3, Y: 8, X: 8, name: 'a small layer' }),
  dataflow('a row-stationary dataflow', [
    temporalMap(1, 1, 'K'),
    spatialMap(sz('R'), 1, 'Y'),
    temporalMap(1, 1, "X'"),
    cluster(sz('R')),
    spatialMap(1, 1, 'Y'),
    spatialMap(1, 1, 'R'),
  ]),
  { pes: 9, units: { count: 9 } },
)

/** A matrix product of BERT on 168 PEs, of which the best mapping is searched. */
const searched = {
  layer: gemm({ M: 512, N: 768, K: 768 }),
  hardware: accelerator({
    pes: 168,
    noc: { bandwidth: 32, latency: 1 },
    l1: { capacity: 512 },
    clusters: [{ capacity: 4096 }],
    l2: { capacity: 108_000 },
    offchip: { bandwidth: 16 },
  }),
}

/** Two convolutions and a pool, four rows at a time. */
const fused = fuse(
  [
    conv2d({ K: 64, C: 3, R: 3, S: 3, Y: 56, X: 56, padding: 1, name: 'conv1' }),
    conv2d({ K: 64, C: 64, R: 3, S: 3, Y: 56, X: 56, padding: 1, name: 'conv2' }),
    pool2d({ C: 64, R: 2, S: 2, Y: 56, X: 56, stride: 2, name: 'pool' }),
  ],
  { tile: { "Y'": 4 } },
)
const byRows = dataflow('rows of outputs', [temporalMap(1, 1, "Y'"), spatialMap(1, 1, "X'")])
const small = { ...hardware, l2: { capacity: 2 ** 17 } }

mkdirSync(folder, { recursive: true })
const under = (layers: typeof vgg16) =>
  layers.map((layer) => orThrow(estimate(layer, kcPartitioned, hardware)))
const networks = paperDataflows.map((flow) => ({
  name: flow.name,
  network: orThrow(estimateNetwork(vgg16, flow, hardware)),
}))
const best = orThrow(estimateNetwork(vgg16, paperDataflows, hardware, { objective: 'energy' }))
const clusters = { pes: 256, level: 0, steps: { from: 109, count: 6 } }

const on = 'on 256 PEs'
await draw(
  'roofline-offchip',
  rooflineSpec(under(vgg16), hardware, { title: `Roofline of VGG16 under KC-P ${on}` }),
)
await draw(
  'roofline-network',
  rooflineSpec(under(resnet50), hardware, { of: 'network', title: `Roofline of ResNet-50 under KC-P ${on}` }),
)
await draw('energy', energySpec(rowStationary))
await draw('energy-not-counted', energySpec(orThrow(estimate(conv3, yrPartitioned, uncounted))))
await draw('traffic', trafficSpec(rowStationary))
await draw('traffic-in-bits', trafficSpec({ layer: quantised, dataflow: yrPartitioned, hardware: unpacking }))
const bestTitle = (what: string) => ({ title: `${what} of VGG16 under the best of five dataflows ${on}` })
await draw('network-energy', energySpec(best, bestTitle('Energy')))
await draw('network-traffic', trafficSpec(best, bestTitle('Off-chip traffic')))
await draw('dataflows', comparisonSpec(networks, { title: `VGG16 under the paper's dataflows ${on}` }))
await draw(
  'dataflows-energy',
  comparisonSpec(networks, { of: 'energy', title: `VGG16 under the paper's dataflows ${on}` }),
)
const designs = {
  front: front(),
  energy: rowStationary.energy,
  best: { runtime: null, energy: null, area: null },
}
await draw('pareto-energy', paretoSpec(designs))
await draw('pareto-area', paretoSpec(designs, { x: 'area', y: 'runtime', budget: { area: 4.8e6 } }))
await draw('mapping', mappingSpec(orThrow(diagonal)))
await draw('mapping-clusters', mappingSpec(orThrow(mappingView(conv3, kcPartitioned, clusters))))
await draw(
  'array',
  arraySpec(orThrow(mappingView(conv3, kcPartitioned, { pes: 256, units: { count: 256 } }))),
)
await draw('array-small', arraySpec(orThrow(diagonal)))
await draw(
  'mapping-gap',
  gapSpec([...mapInChunks(searched, { nodes: 4000, chunk: 50 })].map(orThrow), {
    title: 'Mapping search of a 512 × 768 × 768 product on 168 PEs',
  }),
)
// A gap of 0: within 1 % a few points stand for all.
const trades = orThrow(map({ ...searched, objective: 'pareto' }, { nodes: 30_000, gap: 0 })).front
const { energy } = orThrow(estimate(searched.layer, trades[0]!.dataflow, searched.hardware))
await draw('mapping-front', paretoSpec(trades, { x: 'runtime', y: 'energy', energy }))
await draw('fused-buffer', occupancySpec(orThrow(occupancyOf(fused, byRows, small))))
await draw(
  'fused-buffer-in-part',
  occupancySpec(orThrow(occupancyOf({ ...fused, tile: { "Y'": 4, "X'": 4 } }, byRows, small, { steps: 20 }))),
)

const contexts = [1024, 2048, 4096, 8192, 16_384]
const works = contexts.flatMap((context): readonly Work[] => [
  { phase: 'prefill', batch: 1, context },
  ...[1, 8, 64].map((batch): Work => ({ phase: 'decode', batch, context })),
])
await draw('tokens', tokensSpec(measured(works).map(({ costs, ...rate }) => rate)))

/** What may be quoted, each source with all that its documents state. */
const compared = orThrow(validate()).filter(
  ({ source, quotable }, i, all) => quotable && all[i + 1]?.source !== source,
)
await draw('validation', validationSpec(compared))
await draw('validation-errors', validationErrorsSpec(compared))

console.log(
  `${drawnPictures.join('\n')}\n\n${drawnPictures.length} pictures are in ${resolve(folder)}, each as SVG and PNG.`,
)
