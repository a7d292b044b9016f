/** The shape `cnn-layer`, which problems of Timeloop name without writing it out. */
import type { TensorCoupling } from '../../operator/operator'

const plain = (...names: readonly string[]): TensorCoupling['axes'] =>
  names.map((dimension) => [{ dimension }])

export const convolution = {
  name: 'cnn-layer',
  dimensions: ['R', 'S', 'P', 'Q', 'C', 'K', 'N'],
  coefficients: new Map<string, number | null>([
    ['Wstride', 1],
    ['Hstride', 1],
    ['Wdilation', 1],
    ['Hdilation', 1],
  ]),
  spaces: [],
  /** P goes with R, Q with S. */
  tensors: (coefficients: ReadonlyMap<string, number>): readonly TensorCoupling[] => {
    const of = (name: string): number => coefficients.get(name) ?? 1
    const window = (output: string, stride: string, filter: string, dilation: string) => [
      { dimension: output, coefficient: of(stride) },
      { dimension: filter, coefficient: of(dilation) },
    ]
    return [
      { name: 'Weights', role: 'input', axes: plain('C', 'K', 'R', 'S') },
      {
        name: 'Inputs',
        role: 'input',
        axes: [
          ...plain('N', 'C'),
          window('P', 'Wstride', 'R', 'Wdilation'),
          window('Q', 'Hstride', 'S', 'Hdilation'),
        ],
      },
      { name: 'Outputs', role: 'output', axes: plain('N', 'K', 'P', 'Q') },
    ]
  },
}
