/** What is explored. Every machine has a copy of this module, as its dataflow is a function, which no queue can hold. */
import { cluster, dataflow, spatialMap, sz, temporalMap } from 'maestro-dataflow'
import { eyerissEnergy, nvdlaArea28nm, vgg16 } from 'maestro-dataflow/catalog'
import { powersOfTwo, range } from 'maestro-dataflow/explore'

const layer = vgg16.find(({ name }) => name === 'conv1_2')
if (layer === undefined) throw new Error('VGG16 has no layer conv1_2')

/** @type {import('maestro-dataflow/explore').Space<'tileC' | 'tileK'>} */
export const space = {
  layer,
  // Clusters share output rows out among them, the PEs of each its filter rows.
  dataflow: ({ tileC, tileK }) =>
    dataflow('YR-P', [
      temporalMap(tileC, tileC, 'C'),
      temporalMap(tileK, tileK, 'K'),
      spatialMap(1, 1, "Y'"),
      temporalMap(1, 1, "X'"),
      temporalMap(sz('R'), sz('R'), 'R'),
      temporalMap(sz('S'), sz('S'), 'S'),
      cluster(sz('R')),
      spatialMap(1, 1, 'R'),
    ]),
  parameters: { tileC: powersOfTwo(1, 64), tileK: powersOfTwo(1, 64) },
  pes: range(24, 1008, 24),
  bandwidth: range(1, 64),
  l1: range(128, 2048, 128),
  l2: range(32 * 1024, 512 * 1024, 32 * 1024),
  // Buffers cost more to access the larger they are, and what they cannot keep comes from a slow memory.
  hardware: { energy: eyerissEnergy, area: nvdlaArea28nm, offchip: { bandwidth: 16 } },
  budget: { area: 4e6, power: 1000 },
}
