/** Convolutions, pools and reductions. */
import { chain, map } from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { type Call, hasInput, shapeAt } from '../shape/call'
import { type FoldedAxes, remaining } from '../shape/fold'
import type { Shape } from '../shape/shape'
import { type Axis, convolutionOf, poolAxes, transposedConvolutionOf } from '../shape/window'
import { activated } from './products'
import { elements, fold, type WorkRule, withSteps } from './work'

const outputsOf = (axes: readonly Axis[]): Shape => axes.map(({ output }) => output)

export const convolutionWork =
  (inputAt: number, filterAt: number): WorkRule =>
  (call) =>
    pipe(
      convolutionOf(call, inputAt, filterAt),
      map((convolution) => ({
        steps: [{ _tag: 'Convolution', part: '0', convolution }],
        outputs: [[convolution.batch, convolution.filters, ...outputsOf(convolution.axes)]],
      })),
    )

export const transposedWork: WorkRule = (call) =>
  pipe(
    transposedConvolutionOf(call),
    map((convolution) => ({
      steps: [{ _tag: 'TransposedConvolution', part: '0', convolution }],
      outputs: [[convolution.batch, convolution.filters, ...outputsOf(convolution.axes)]],
    })),
  )

/** A pool, and of MaxPool the places of the maxima. */
export const poolWork: WorkRule = (call: Call) =>
  pipe(
    shapeAt(call, 0),
    chain(([batch = 0, channels = 0]) =>
      pipe(
        poolAxes(call),
        map((axes) => {
          const output = [batch, channels, ...outputsOf(axes)]
          return { steps: [{ _tag: 'Pool', part: '0', batch, channels, axes }], outputs: [output, output] }
        }),
      ),
    ),
  )

export const foldWork =
  (foldedAxes: FoldedAxes): WorkRule =>
  (call) =>
    pipe(
      shapeAt(call, 0),
      chain((input) =>
        pipe(
          foldedAxes(call, input),
          map((axes) => ({ steps: [fold('0', input, axes)], outputs: [remaining(call, input, axes)] })),
        ),
      ),
    )

/** A convolution, perhaps something added to it, and an activation. */
export const fusedConvolution = activated(
  withSteps(convolutionWork(0, 1), ({ steps, outputs: [output = []] }, call) =>
    hasInput(call, 3) ? [...steps, elements('add', output, output, output)] : steps,
  ),
)
