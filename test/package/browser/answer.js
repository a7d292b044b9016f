import * as catalog from './package/dist/catalog.js'
import * as maestro from './package/dist/index.js'

const { accelerator, conv2d, dataflow, estimate, estimateNetwork, inferReuse, spatialMap } = maestro
const { kcPartitioned, paperDataflows, vgg16, yrPartitioned } = catalog

const hardware = accelerator({ pes: 256, noc: { bandwidth: 32, latency: 1 }, l2: { capacity: 524288 } })
const layer = conv2d({ K: 128, C: 128, R: 3, S: 3, Y: 28, X: 28, padding: 1, name: 'conv3_2' })

/** Estimates, a network, reuse and errors, as one JSON text: every engine must give the same characters. */
export const answer = () =>
  JSON.stringify({
    estimates: [kcPartitioned, yrPartitioned].map((flow) => estimate(layer, flow, hardware)),
    network: estimateNetwork(vgg16, paperDataflows, hardware),
    reuse: inferReuse(layer, kcPartitioned, { pes: 256 }),
    errors: estimate(layer, dataflow('wrong', [spatialMap(0, 1, 'Q')]), accelerator({ pes: -1 })),
  })
