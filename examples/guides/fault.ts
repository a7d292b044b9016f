import { conv2d, dataflow, estimate, renderErrors, spatialMap, temporalMap } from 'maestro-dataflow'

const layer = conv2d({ K: 64, C: 64, R: 3, S: 3, Y: 56, X: 56, padding: 1 })
const faulty = dataflow('tiled', [
  spatialMap('K'),
  temporalMap("Y'"),
  temporalMap(10, 8, "X'"),
  spatialMap('C'),
])

const result = estimate(layer, faulty, { pes: 64 })
if (result._tag === 'Left') console.log(renderErrors(result.left))
else console.log(result.right.runtime)
