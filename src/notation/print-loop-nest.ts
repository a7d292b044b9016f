/** Loop nests as text in the manner of C, for reading, and for comparing with what other tools print. */
import type { Either } from 'fp-ts/Either'
import { visible } from '../internal/visible'
import { checkLayer } from '../operator/check-layer'
import type { Layer } from '../operator/layer'
import type { Axis, Problem, Tensor } from '../operator/problem'
import type { LoopNest, NestLoop, ReadNest } from './loop-nest'
import { attemptNest, type LoopNestErrors } from './loop-nest-error'
import { readLoopNest } from './read-loop-nest'

/** A loop with its counter, and how far apart its tiles start. */
type PrintedLoop = {
  readonly dimension: number
  readonly factor: number
  readonly counter: string
  readonly apart: number
  readonly keyword: 'for' | 'parallel_for'
  /** The storage whose loops start here. */
  readonly heading: string | undefined
}

/** A name that C takes: Y' is Yout. */
const variable = (dimension: string): string => dimension.replace(/'/g, 'out')

type Loop = NestLoop & Pick<PrintedLoop, 'keyword' | 'heading'>

const loopsOf = ({ levels, tile }: ReadNest, headings: readonly string[]): readonly Loop[] => {
  const under = (heading: string | undefined, loops: readonly Omit<Loop, 'heading'>[]): readonly Loop[] =>
    loops.map((loop, i) => ({ ...loop, heading: i === 0 ? heading : undefined }))
  const inTime = (loops: readonly NestLoop[]) => loops.map((loop) => ({ ...loop, keyword: 'for' as const }))
  const tiles = tile.flatMap((factor, dimension) => (factor > 1 ? [{ dimension, factor }] : []))
  return [
    ...levels.flatMap(({ temporal, spatial }, i) =>
      under(headings[i], [
        ...inTime(temporal),
        ...(spatial === null ? [] : [{ ...spatial, keyword: 'parallel_for' as const }]),
      ]),
    ),
    ...under('PE', inTime(tiles)),
  ]
}

const printedLoops = (loops: readonly Loop[], { dimensions }: Problem): readonly PrintedLoop[] =>
  loops.map((loop, i) => {
    const isSame = ({ dimension }: Loop) => dimension === loop.dimension
    const outside = loops.slice(0, i).filter(isSame).length
    const apart = loops
      .slice(i + 1)
      .filter(isSame)
      .reduce((product, { factor }) => product * factor, 1)
    return { ...loop, apart, counter: `${variable(dimensions[loop.dimension] ?? '')}_${outside}` }
  })

const times = (factor: number, name: string): string => (factor === 1 ? name : `${factor} * ${name}`)

/** `const int K = 4 * K_0 + K_1;` */
const indexLine = (dimension: number, loops: readonly PrintedLoop[], { dimensions }: Problem): string => {
  const terms = loops
    .filter((loop) => loop.dimension === dimension)
    .map(({ apart, counter }) => times(apart, counter))
  return `const int ${variable(dimensions[dimension] ?? '')} = ${terms.length === 0 ? '0' : terms.join(' + ')};`
}

const elementOf = ({ name, axes }: Tensor, { dimensions }: Problem): string => {
  const indexOf = (axis: Axis): string =>
    axis
      .map(({ dimension, coefficient }) => times(coefficient, variable(dimensions[dimension] ?? '')))
      .join(' + ')
  return `${variable(name)}${axes.map((axis) => `[${indexOf(axis)}]`).join('')}`
}

const statements = (problem: Problem): readonly string[] => {
  const inputs = problem.tensors.filter(({ role }) => role === 'input')
  const product = inputs.length === 0 ? '1' : inputs.map((tensor) => elementOf(tensor, problem)).join(' * ')
  const outputs = problem.tensors.filter(({ role }) => role === 'output')
  return outputs.map((tensor) => `${elementOf(tensor, problem)} += ${product};`)
}

const textOf = (nest: ReadNest, headings: readonly string[], problem: Problem): string => {
  const loops = printedLoops(loopsOf(nest, headings), problem)
  const lines = loops.flatMap(({ keyword, counter, factor, heading }, depth) => {
    const indent = '  '.repeat(depth)
    const brace = depth === loops.length - 1 ? ' {' : ''
    return [
      ...(heading === undefined ? [] : [`${indent}// ${visible(heading)}`]),
      `${indent}${keyword} (int ${counter} = 0; ${counter} < ${factor}; ${counter}++)${brace}`,
    ]
  })
  const indent = '  '.repeat(loops.length)
  const body = [...problem.dimensions.map((_, d) => indexLine(d, loops, problem)), ...statements(problem)]
  const closing = loops.length === 0 ? [] : [`${'  '.repeat(loops.length - 1)}}`]
  return [...lines, ...body.map((line) => `${indent}${line}`), ...closing, ''].join('\n')
}

/**
 * A loop nest as text in the manner of C: a loop for each factor, `parallel_for` for those in space, the loops of each storage
 * under its name, and inside all of them the indices and the MAC. `Y'` and `X'` are called `Yout` and `Xout`.
 *
 * @param layer - The layer that the loop nest is of.
 * @param nest - The loop nest to print.
 *
 * @example
 * ```ts
 * import { gemm, dataflow, orThrow, spatialMap, temporalMap } from 'maestro-dataflow'
 * import { printLoopNest, toLoopNest } from 'maestro-dataflow/notation'
 *
 * const product = gemm({ M: 32, N: 4, K: 8 })
 * const rows = dataflow('rows', [spatialMap('M'), temporalMap('N')])
 * const text = orThrow(printLoopNest(product, orThrow(toLoopNest(product, rows, { pes: 16 }))))
 * text.split('\n').map((line) => line.trim()).slice(0, 6) // => ['// l2', 'for (int M_0 = 0; M_0 < 2; M_0++)', 'for (int N_0 = 0; N_0 < 4; N_0++)', 'parallel_for (int M_1 = 0; M_1 < 16; M_1++)', '// PE', 'for (int K_0 = 0; K_0 < 8; K_0++) {']
 * text.includes('C[M][N] += A[M][K] * B[K][N];') // => true
 * ```
 * @since 0.2.0
 * @category loop nests
 */
export const printLoopNest = (layer: Layer, nest: LoopNest): Either<LoopNestErrors, string> =>
  attemptNest((report): string | undefined => {
    const problem = checkLayer(layer, report.inputs)
    const read = problem === undefined ? undefined : readLoopNest(nest, problem, report)
    if (problem === undefined || read === undefined || report.nest.length + report.inputs.length > 0)
      return undefined
    const headings = nest.levels.map(({ target }, i) => target ?? `level ${i}`)
    return textOf(read, headings, problem)
  })
