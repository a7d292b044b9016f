/** NVDLA's performance sheet: cycles of MACs in a full configuration, 64 channels × 32 filters. */
import { cluster, dataflow, spatialMap, temporalMap } from '../../dataflow/directive'
import type { Accelerator } from '../../hardware/accelerator'
import { conv2d } from '../../operator/make-layer'
import { nvdlaLayers } from '../figures/nvdla-sheet'
import { type Row, type Source, totalRuntime } from '../source'
import { fieldsOf } from '../text'

const atoms = dataflow('atoms of 64 channels', [
  spatialMap(1, 1, 'K'),
  temporalMap(64, 64, 'C'),
  temporalMap(1, 1, 'R'),
  temporalMap(1, 1, 'S'),
  temporalMap(1, 1, "Y'"),
  temporalMap(1, 1, "X'"),
  cluster(64),
  spatialMap(1, 1, 'C'),
])

const hardware: Accelerator = { pes: 2048, noc: { latency: 0 } }

/** 2 × 2 outputs of a filter of 3 × 3 take 36 MACs, and 16 multiplications of a Winograd convolution. */
const winogradGain = 36 / 16

const rowOf = ([C, K, filter, stride, side, winograd, cycles, ...name]: readonly string[]): Row => {
  const [rows, outputs] = [Number(filter), Number(side)]
  const layer = conv2d({
    K: Number(K),
    C: Number(C),
    R: rows,
    S: rows,
    "Y'": outputs,
    "X'": outputs,
    stride: Number(stride),
    name: name.join(' '),
  })
  return {
    layer: layer.name,
    shape: [C, K, filter, stride, side, winograd].join(' '),
    published: Number(cycles),
    runs: () => [{ layer, dataflow: atoms, hardware }],
    figure: (estimates) => totalRuntime(estimates) / (winograd === '1' ? winogradGain : 1),
  }
}

export const nvdlaSheet: Source = {
  id: 'nvdla-sheet',
  title: 'NVDLA’s performance sheet: cycles of the MACs of AlexNet, GoogLeNet and ResNet-50',
  origin: 'nvdla/hw@8e06b1b, perf/NVDLA_OpenSource_Performance.xlsx',
  licence: 'figures only',
  kind: 'model',
  figure: 'cycles',
  quotable: false,
  reason:
    'The sheet is arithmetic. The hardware works on groups of 64 channels and 32 filters, its atoms. Where a layer fills them, the sheet’s cycles are MACs / 2,048, and equality proves little; elsewhere it rounds channels and filters up to 16, which the hardware’s atoms cannot do.',
  mapping:
    '32 filters are spread over clusters of 64 PEs, and 64 channels inside each. Weights stay while the outputs pass, as NVDLA’s documentation describes.',
  documented: [],
  disclosures: [
    'Winograd convolutions of the sheet are compared with the cycles of plain ones / 2.25.',
    'NVDLA folds the image channels of first layers, and this mapping does not; these layers have the largest errors.',
    'Three mappings were tried for the sheet’s DRAM traffic, which is not compared here: it counts no padding, and not the rows that a stride skips.',
  ],
  rows: () => fieldsOf(nvdlaLayers).map(rowOf),
}
