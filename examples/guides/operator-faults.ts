import { dataflow, estimate, layer, operator, renderErrors, temporalMap } from 'maestro-dataflow'

const wrong = operator({
  name: 'wrong in six ways',
  dimensions: ['I', 'J', 'K', 'I'],
  tensors: [
    { name: 'mirrored', role: 'input', axes: [[{ dimension: 'I', coefficient: -1 }]] },
    {
      name: 'three',
      role: 'input',
      axes: [[{ dimension: 'I' }, { dimension: 'J' }, { dimension: 'K' }]],
    },
    { name: 'diagonal', role: 'input', axes: [[{ dimension: 'J' }], [{ dimension: 'J' }]] },
    { name: 'stranger', role: 'input', axes: [[{ dimension: 'Z' }]] },
  ],
})
const result = estimate(layer(wrong, { I: 4, J: 4, K: 4 }), dataflow('I', [temporalMap('I')]), {
  pes: 4,
})
if (result._tag === 'Left') console.log(renderErrors(result.left))
