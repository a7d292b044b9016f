/** Steps as layers that the cost model takes. */
import { chain, type Either, left, map, right, sequenceArray } from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { EstimateError } from '../../error/error'
import { product } from '../../internal/arithmetic'
import { checkLayer } from '../../operator/check-layer'
import type { Layer } from '../../operator/layer'
import { workOf } from '../../operator/work'
import type { MatrixForm } from '../options'
import type { Step } from '../work/work'
import { attentionLayer } from './attention'
import { contractionLayer } from './contraction'
import { elementwiseLayer, rowwiseLayer } from './elementwise'
import type { Costed } from './outcome'
import { productLayer } from './products'
import { convolutionLayer, foldingLayer, poolLayer, transposedConvolutionLayer } from './windows'

const layerOf = (name: string, step: Step, form: MatrixForm): Either<string, Layer> => {
  switch (step._tag) {
    case 'Product':
      return right(productLayer(name, step.product, form))
    case 'Convolution':
      return convolutionLayer(name, step.convolution)
    case 'TransposedConvolution':
      return transposedConvolutionLayer(name, step.convolution)
    case 'Pool':
      return poolLayer(name, step.batch, step.channels, step.axes)
    case 'Fold':
      return right(foldingLayer(name, step.shape, step.axes))
    case 'Elementwise':
      return right(
        form === 'transformer'
          ? rowwiseLayer(name, step.shape, step.operands)
          : elementwiseLayer(name, step.shape, step.operands),
      )
    case 'Attention':
      return right(attentionLayer(name, step.does, step.shape))
    case 'Contraction':
      return right(contractionLayer(name, step.contraction))
  }
}

const isEmpty = ({ sizes }: Layer): boolean => Object.values(sizes).includes(0)

/** A layer with what it does, as the cost model counts it. */
const costed = (layer: Layer, times: number): Either<string, Costed> => {
  const faults: EstimateError[] = []
  const problem = checkLayer(layer, faults)
  const operations = problem === undefined ? Number.NaN : product(problem.extents)
  if (problem === undefined || !Number.isSafeInteger(operations))
    return left(`Its extents are too large to be counted. ${faults[0]?.message ?? ''}`.trim())
  return right({ layer, times, work: workOf(problem), operations })
}

/** The layers of a node's steps; those with an extent of 0 do nothing. */
export const layersOf = (
  label: string,
  steps: readonly Step[],
  form: MatrixForm,
): Either<string, readonly Costed[]> =>
  pipe(
    sequenceArray(
      steps.map((step) =>
        pipe(
          layerOf(steps.length === 1 ? label : `${label}.${step.part}`, step, form),
          map((layer) => ({ layer, times: step._tag === 'Product' ? step.times : 1 })),
        ),
      ),
    ),
    chain((made) =>
      sequenceArray(
        made
          .filter(({ layer, times }) => times > 0 && !isEmpty(layer))
          .map(({ layer, times }) => costed(layer, times)),
      ),
    ),
  )
