/** YOLOv2 on a Zynq UltraScale+, in four designs of one HLS code. */
import { cluster, type Dataflow, dataflow, spatialMap, temporalMap } from '../../dataflow/directive'
import type { Interconnect } from '../../hardware/accelerator'
import { conv2d, pool2d } from '../../operator/make-layer'
import { type Yolov2Design, yolov2Designs } from '../figures/yolov2-zynq'
import { type Row, type Run, type Source, totalRuntime, type ValidationVariant } from '../source'

/** Rows (and columns) of the input, input channels, output channels, rows (and columns) of the filters. */
type Convolution = readonly [size: number, C: number, K: number, filter: number]

const convolutions: readonly Convolution[] = [
  [416, 3, 32, 3],
  [208, 32, 64, 3],
  [104, 64, 128, 3],
  [104, 128, 64, 1],
  [104, 64, 128, 3],
  [52, 128, 256, 3],
  [52, 256, 128, 1],
  [52, 128, 256, 3],
  [26, 256, 512, 3],
  [26, 512, 256, 1],
  [26, 256, 512, 3],
  [26, 512, 256, 1],
  [26, 256, 512, 3],
  [13, 512, 1024, 3],
  [13, 1024, 512, 1],
  [13, 512, 1024, 3],
  [13, 1024, 512, 1],
  [13, 512, 1024, 3],
  [13, 1024, 1024, 3],
  [13, 1024, 1024, 3],
  [26, 512, 64, 1],
  [13, 1280, 1024, 3],
  [13, 1024, 425, 1],
]

/** Rows (and columns) of the input, and channels. */
const pools: readonly (readonly [size: number, C: number])[] = [
  [416, 32],
  [208, 64],
  [104, 128],
  [52, 256],
  [26, 512],
]

const one = (dimension: string) => temporalMap(1, 1, dimension)

/** Tiles outside; inside a tile the taps of a filter, and for each of them all pixels. */
const flowOf = ({ K, C, rows, columns }: Yolov2Design['tiles']): Dataflow =>
  dataflow('tiles of the HLS loops', [
    temporalMap(rows, rows, "Y'"),
    temporalMap(columns, columns, "X'"),
    temporalMap(K, K, 'K'),
    temporalMap(C, C, 'C'),
    cluster(1),
    one('R'),
    one('S'),
    one("Y'"),
    one("X'"),
    cluster(K),
    spatialMap(1, 1, 'K'),
    cluster(C),
    spatialMap(1, 1, 'C'),
  ])

/** Between memory and tiles, in elements for each time that a MAC takes. */
const networkOf = ({ interval, ports, shared }: Yolov2Design, variant: ValidationVariant): Interconnect => {
  const inputs = interval * ports.inputs
  const weights = interval * ports.weights
  if (variant === 'as is') return { bandwidth: shared ? inputs : inputs + weights, latency: 1 }
  const outputs = { tensors: ['outputs'], bandwidth: interval * ports.outputs }
  return {
    bandwidth: inputs,
    latency: 1,
    channels: shared ? [outputs] : [{ tensors: ['filter'], bandwidth: weights }, outputs],
  }
}

const convolutionRuns = (design: Yolov2Design, variant: ValidationVariant): readonly Run[] => {
  const { tiles } = design
  const hardware = { pes: tiles.K * tiles.C, noc: [networkOf(design, variant), { latency: 0 }] }
  return convolutions.map(([size, C, K, filter]) => ({
    layer: conv2d({ K, C, R: filter, S: filter, Y: size, X: size, padding: filter === 1 ? 0 : 1 }),
    dataflow: flowOf(tiles),
    hardware,
  }))
}

/** All at once: nothing takes time but the inputs, which the port takes at a fixed rate. */
const poolRuns = ({ ports }: Yolov2Design): readonly Run[] =>
  pools.map(([size, C]) => ({
    layer: pool2d({ C, R: 2, S: 2, Y: size, X: size, stride: 2 }),
    dataflow: dataflow('all at once', [spatialMap(1, 1, 'C')]),
    hardware: {
      pes: C,
      simd: size ** 2,
      noc: { bandwidth: ports.inputs, latency: 0, channels: [{ tensors: ['outputs'] }] },
    },
  }))

const rowOf = (design: Yolov2Design): Row => ({
  layer: design.name,
  shape: design.name,
  published: Math.round(design.seconds * design.megahertz * 1e6),
  runs: (variant) => [...convolutionRuns(design, variant), ...poolRuns(design)],
  figure: (estimates) =>
    design.interval * totalRuntime(estimates.slice(0, convolutions.length)) +
    totalRuntime(estimates.slice(convolutions.length)),
})

export const yolov2Zynq: Source = {
  id: 'yolov2-zynq',
  title: 'YOLOv2 on a Zynq UltraScale+: cycles of the network',
  origin:
    'dhm2013724/yolov2_xilinx_fpga@ec33f7c, README, "New Evaluation"; loops from hls/*/acc_i16c.cpp and hls/*/cnn.cpp',
  licence: 'MIT',
  kind: 'FPGA',
  figure: 'cycles',
  quotable: true,
  reason: null,
  mapping:
    'The loops of the HLS source: tiles of rows, columns, output and input channels; in a tile the taps of a filter, for each tap all pixels, and for each pixel all channels of the tile at once. A MAC takes the initiation interval that the source states. Pools take the time of reading their inputs. Inputs and weights come through one network of the width of their ports.',
  documented: [
    'Ports as the README has them: one for inputs, one for weights in the designs that have two, and a channel for outputs of its own.',
  ],
  disclosures: [
    'Four totals of one code base: errors of layers may cancel. Six older designs of the README, whose ports are not stated, were not run.',
  ],
  rows: () => yolov2Designs.map(rowOf),
}
