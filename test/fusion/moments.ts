/** What fills the shared buffer at every moment of an enumeration. */
import type { FusedMoment } from '../../src/fusion'
import type { Parts } from './oracle'
import { known, outputOf } from './problem'

export type Bits = { readonly step: number; readonly layer: number; readonly tensors: FusedMoment['tensors'] }

/** Every moment of the enumeration, in the order of the peak of an estimate. */
export const momentsBySets = ({ problem, nest, others, choice, moments }: Parts): readonly Bits[] =>
  moments.at.flatMap((layers, step) =>
    layers.flatMap((present, layer): readonly Bits[] => {
      if (present === null) return []
      const made = problem.layers.map((_, j) => ({
        layer: Math.max(0, j - 1),
        tensor: j === 0 ? known(nest.taken[0]).tensor.name : outputOf(known(problem.layers[j - 1])).name,
        bits: known(present[j]),
      }))
      const brought = others.map((other, i) => {
        const { always, own } = known(choice.ways[i])
        return { layer: other.layer, tensor: other.tensor, bits: always + (other.layer === layer ? own : 0) }
      })
      const last = {
        layer: problem.layers.length - 1,
        tensor: outputOf(known(problem.layers.at(-1))).name,
        bits: known(present.at(-1)),
      }
      return [{ step, layer, tensors: [...made, ...brought, last].filter(({ bits }) => bits > 0) }]
    }),
  )
