/** What is explored: part of the image, so that all pods have the same. */
import { dataflow, gemm, spatialMap, temporalMap } from 'maestro-dataflow'
import { nvdlaArea28nm } from 'maestro-dataflow/catalog'
import { powersOfTwo, range } from 'maestro-dataflow/explore'

/** @type {import('maestro-dataflow/explore').Space<'tileN' | 'tileK'>} */
export const space = {
  // Queries and keys of one head of BERT, 512 tokens long.
  layer: gemm({ M: 512, N: 512, K: 64 }),
  dataflow: ({ tileN, tileK }) =>
    dataflow('output rows', [
      temporalMap(tileN, tileN, 'N'),
      temporalMap(tileK, tileK, 'K'),
      spatialMap(1, 1, 'M'),
    ]),
  parameters: { tileN: powersOfTwo(1, 512), tileK: powersOfTwo(1, 64) },
  pes: range(8, 512, 8),
  simd: [1, 2, 4, 8],
  bandwidth: range(1, 64),
  l1: powersOfTwo(64, 65536),
  l2: powersOfTwo(4096, 2 ** 20),
  hardware: { area: nvdlaArea28nm },
  budget: { area: 4e6, power: 1000 },
  objectives: ['runtime', 'energy', 'area'],
}
