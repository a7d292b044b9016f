/** A thousand designs, valid and invalid in several ways. */
import { dataflow, gemm, spatialMap, temporalMap } from 'maestro-dataflow'
import { nvdlaArea28nm } from 'maestro-dataflow/catalog'
import { powersOfTwo } from 'maestro-dataflow/explore'

/** @type {import('maestro-dataflow/explore').Space<'tile'>} */
export const space = {
  layer: gemm({ M: 96, N: 64, K: 80 }),
  dataflow: ({ tile }) => dataflow('rows', [temporalMap(tile, tile, 'K'), spatialMap(1, 1, 'M')]),
  // The last is not legal.
  parameters: { tile: [8, 1, 32, 0] },
  pes: [4, 96, 24, 128, 24],
  bandwidth: [1, 64, 7],
  l1: powersOfTwo(64, 8192),
  l2: [1024, 65536],
  hardware: { area: nvdlaArea28nm },
  budget: { area: 2e6 },
  objectives: ['runtime', 'energy', 'area'],
}
