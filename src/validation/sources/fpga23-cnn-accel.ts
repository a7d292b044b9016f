/** Convolutions on four FPGA designs of M output channels by P pixels. */
import { cluster, type Dataflow, dataflow, spatialMap, temporalMap } from '../../dataflow/directive'
import { gemm } from '../../operator/make-layer'
import { type Fpga23Layer, fpga23Networks } from '../figures/fpga23-cnn-accel'
import { type Row, type Run, type Source, totalRuntime, type ValidationVariant } from '../source'

type Design = { readonly channels: number; readonly pixels: number }

const designs: readonly Design[] = [
  { channels: 32, pixels: 32 },
  { channels: 32, pixels: 64 },
  { channels: 32, pixels: 96 },
  { channels: 64, pixels: 64 },
]

const flowOf = ({ channels, pixels }: Design): Dataflow =>
  dataflow(`M${channels}P${pixels}`, [
    spatialMap(1, 1, 'M'),
    temporalMap(pixels, pixels, 'N'),
    cluster(pixels),
    spatialMap(1, 1, 'N'),
    temporalMap(1, 1, 'K'),
  ])

/** The number of channels in a group, in which memories keep them. */
const groupedChannels = 4

const runOf = (design: Design, [name, K, C, size, filter]: Fpga23Layer, variant: ValidationVariant): Run => {
  const channels = variant === 'as is' ? C : groupedChannels * Math.ceil(C / groupedChannels)
  return {
    layer: gemm({ M: K, N: size ** 2, K: channels * filter ** 2, name }),
    dataflow: flowOf(design),
    hardware: { pes: design.channels * design.pixels, noc: { latency: 0 } },
  }
}

const rowsOf = (network: string, layer: Fpga23Layer): readonly Row[] => {
  const [name, K, C, size, filter, stride, ...cycles] = layer
  return designs.flatMap((design, i) => {
    const published = cycles[i]
    if (published === undefined) return []
    const label = `M${design.channels}P${design.pixels}`
    return [
      {
        layer: `${label} ${network} ${name}`,
        shape: `${label}: ${K} × ${C} × ${size} × ${size}, ${filter} × ${filter} stride ${stride}`,
        published,
        runs: (variant: ValidationVariant) => [runOf(design, layer, variant)],
        figure: totalRuntime,
      },
    ]
  })
}

export const fpga23CnnAccel: Source = {
  id: 'fpga23-cnn-accel',
  title: 'FPGA arrays of Chen and Wu: cycles of convolutions',
  origin:
    'Chen and Wu, FPGA 2023, doi 10.1145/3543622.3573131; wkid-neu/cnn_accel@7c2f273, experimental_results/*/layer_info.csv and layer_latency_*.csv; 400 MHz from the README (604.32 GOP/s are 73.77 % of 1,024 MACs)',
  licence: 'figures only',
  kind: 'FPGA',
  figure: 'cycles',
  quotable: true,
  reason: null,
  mapping:
    'A design MxPy has x rows of y MACs: rows for output channels, columns for pixels, as its name says and its peak throughput agrees with. Each MAC has one output and takes the products of all input channels and filter taps one by one. No bandwidth is stated, so that all networks are unlimited.',
  documented: [
    'Channels in groups of four, in which the memory keeps tensors: experimental_results/rtm_eff.py, cal_linear_size.',
  ],
  disclosures: [
    'Off-chip weights of convolutions were dropped after a first run with them showed errors of up to +67 %. Fully connected layers are left out: the rate of DRAM, 40 bytes a cycle, could only be read off those layers themselves.',
    'A bus of 40 elements a cycle for pixels, read off 1 × 1 layers of ResNet-50 on two designs, and whole intervals for 1 × 1 layers with a stride bring the mean error as documented to 6.6 %, and to 7.3 % on the shapes that ResNet-50 does not have. No document states the bus, so that no figure here uses it.',
    'Networks repeat shapes: 1,040 rows have 424 shapes. Over all rows the mean error is 15.7 %, which flatters the model.',
  ],
  rows: () =>
    Object.entries(fpga23Networks).flatMap(([network, layers]) =>
      layers.flatMap((layer) => rowsOf(network, layer)),
    ),
}
