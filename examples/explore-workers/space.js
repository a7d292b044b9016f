/** What is explored. Its dataflow is a function, which cannot be sent to a thread: every thread imports this module. */
import { cluster, dataflow, spatialMap, sz, temporalMap } from 'maestro-dataflow'
import { nvdlaArea28nm, vgg16 } from 'maestro-dataflow/catalog'
import { powersOfTwo, range } from 'maestro-dataflow/explore'

const layer = vgg16.find(({ name }) => name === 'conv4_2')
if (layer === undefined) throw new Error('VGG16 has no layer conv4_2')

/** @type {import('maestro-dataflow/explore').Space<'tileK' | 'tileC' | 'tileY' | 'tileX'>} */
export const space = {
  layer,
  // Clusters share filters out among them, the PEs of each its input channels.
  dataflow: ({ tileK, tileC, tileY, tileX }) =>
    dataflow('KC-P', [
      spatialMap(tileK, tileK, 'K'),
      temporalMap(tileC, tileC, 'C'),
      temporalMap(sz('R'), sz('R'), 'R'),
      temporalMap(sz('S'), sz('S'), 'S'),
      temporalMap(tileY, tileY, "Y'"),
      temporalMap(tileX, tileX, "X'"),
      cluster(tileC),
      spatialMap(1, 1, 'C'),
    ]),
  parameters: {
    tileK: powersOfTwo(1, 128),
    tileC: powersOfTwo(1, 128),
    tileY: [1, 2, 4, 7, 14, 28],
    tileX: [1, 2, 4, 7, 14, 28],
  },
  pes: range(1, 1024),
  bandwidth: range(1, 256),
  l1: range(128, 2048, 128),
  l2: range(32 * 1024, 512 * 1024, 32 * 1024),
  hardware: { area: nvdlaArea28nm },
  budget: { area: 4e6, power: 1000 },
}
