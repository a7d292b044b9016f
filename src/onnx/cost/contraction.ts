/** A product of any tensors as the layer that `einsum` makes of it. */
import { frozen } from '../../internal/frozen'
import type { ParsedTensor } from '../../operator/einsum/parsed'
import { printEinsum } from '../../operator/einsum/print'
import { operatorOf } from '../../operator/einsum/to-operator'
import type { Layer } from '../../operator/layer'
import { layer } from '../../operator/make-layer'
import type { Contraction } from '../work/work'

/** Nothing of it is reported at a place in a text. */
const nowhere = { start: 0, end: 0 }

const tensorOf = (labels: readonly string[]): ParsedTensor => ({
  ...nowhere,
  name: undefined,
  axes: labels.map((name) => [{ ...nowhere, name, coefficient: 1 }]),
})

export const contractionLayer = (name: string, { operands, result, extents }: Contraction): Layer => {
  const parsed = {
    form: 'arrow' as const,
    operands: operands.map(tensorOf),
    outputs: [tensorOf(result)],
    uncoupled: [],
  }
  const made = operatorOf('', parsed)
  const sizes = Object.fromEntries(made.dimensions.map((label) => [label, extents.get(label) ?? 1]))
  return layer(frozen({ ...made, name: printEinsum(made, parsed.form) }), sizes, name)
}
