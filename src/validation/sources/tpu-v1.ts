/** The first TPU on four applications, with layers that are assumed to be square. */
import type { Estimate } from '../../cost/estimate-type'
import { cluster, dataflow, spatialMap, temporalMap } from '../../dataflow/directive'
import { gemm } from '../../operator/make-layer'
import { type TpuApplication, tpuApplications } from '../figures/tpu-v1'
import type { Row, Run, Source } from '../source'

const side = 256
const clock = 700e6
const weightBandwidth = 34e9

const stationary = dataflow('weights stay in the array', [
  temporalMap(side, side, 'N'),
  temporalMap(side, side, 'K'),
  cluster(side),
  spatialMap(1, 1, 'N'),
  cluster(side),
  spatialMap(1, 1, 'K'),
  temporalMap(1, 1, 'M'),
])

const widthOf = ([, weights, layers]: TpuApplication): number => Math.round(Math.sqrt(weights / layers))

/** A layer with weights that take no time, and with MACs that take none. */
const runsOf = (application: TpuApplication): readonly Run[] => {
  const [, , , batch] = application
  const width = widthOf(application)
  const layer = gemm({ M: batch, N: width, K: width })
  const weights = { tensors: ['B'], bandwidth: weightBandwidth / clock }
  return [
    { layer, dataflow: stationary, hardware: { pes: side ** 2, noc: { latency: 0 } } },
    {
      layer,
      dataflow: dataflow('all at once', [spatialMap(width, width, 'N')]),
      hardware: { pes: 1, simd: batch * width ** 2, noc: { latency: 0, channels: [weights] } },
    },
  ]
}

const teraOps = (estimates: readonly Estimate[]): number => {
  const cycles = estimates.reduce((most, { runtime }) => Math.max(most, runtime), 0)
  return (2 * (estimates[0]?.macs ?? 0) * clock) / cycles / 1e12
}

const rowOf = (application: TpuApplication): Row => {
  const [name, , , , published] = application
  return { layer: name, shape: name, published, runs: () => runsOf(application), figure: teraOps }
}

export const tpuV1: Source = {
  id: 'tpu-v1',
  title: 'TPU v1: TeraOps/s, with layers that are assumed',
  origin: 'Jouppi et al., ISCA 2017, Tables 1 and 3 (row 9)',
  licence: 'figures only',
  kind: 'silicon',
  figure: 'TeraOps/s',
  quotable: false,
  reason:
    'The shapes of layers are not published: the weights of an application are divided among equal square layers.',
  mapping:
    'Weights of 256 × 256 stay in the array while the batch passes by. The next ones come from DRAM at 34 GB/s meanwhile: a layer takes as long as its MACs or as its weights, whichever is longer.',
  documented: [],
  disclosures: [
    'The figure is a rate: an error above 0 means too fast. CNN0 and CNN1, whose layers are not square, were not run. Google’s own model is 8 % off the counters on average.',
  ],
  rows: () => tpuApplications.map(rowOf),
}
