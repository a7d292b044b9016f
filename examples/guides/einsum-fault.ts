import { dataflow, einsum, estimate, renderErrors, spatialMap } from 'maestro-dataflow'

const sizes = { b: 1, h: 8, q: 128, k: 128, e: 64 }
const wrong = einsum('b h q e, b h kk e -> b h q k', sizes)
const result = estimate(wrong, dataflow('queries', [spatialMap('q')]), { pes: 128 })
if (result._tag === 'Left') console.log(renderErrors(result.left))
