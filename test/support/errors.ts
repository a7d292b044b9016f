/** What the unit tests share: a sound input, junk that the compiler would stop, and errors in a form to compare. */
import { type Either, isLeft } from 'fp-ts/Either'
import {
  type Accelerator,
  accelerator,
  conv2d,
  type Dataflow,
  type DescribedError,
  type Directive,
  dataflow,
  type EstimateError,
  type EstimateErrors,
  estimate,
  type Layer,
  layer,
  type Operator,
  operator,
  spatialMap,
  temporalMap,
} from '../../src/index'

export const conv = conv2d({ K: 4, C: 4, R: 3, S: 3, Y: 8, X: 8, name: 'conv' })
export const flow: Dataflow = dataflow('KC', [spatialMap(1, 1, 'K'), temporalMap(2, 2, 'C')])
export const hardware = accelerator({ pes: 16 })

/** A value where the types forbid it, as JavaScript and JSON will bring it. */
export const junk = <A = never>(value: unknown): A => value as A

export const errorsOf = <A>(result: Either<EstimateErrors, A>): readonly EstimateError[] =>
  isLeft(result) ? result.left : []

/** An error as `Tag path`. */
export const inShort = (errors: readonly EstimateError[]): string[] =>
  errors.map(({ _tag, path }) => `${_tag} ${path}`.trim())

export type Inputs = { readonly layer?: Layer; readonly dataflow?: Dataflow; readonly hardware?: Accelerator }

/** The errors of an estimate of these inputs; what is left out is sound. */
export const refusal = (inputs: Inputs): readonly EstimateError[] =>
  errorsOf(estimate(inputs.layer ?? conv, inputs.dataflow ?? flow, inputs.hardware ?? hardware))

export const refusalOfDirectives = (
  directives: readonly Directive[],
  of: Layer = conv,
): readonly EstimateError[] => refusal({ layer: of, dataflow: dataflow('given', directives) })

/** Two inputs that slide over each other, one plain input, one output. */
export const slidingOperator = operator({
  name: 'slide',
  dimensions: ['W', 'F', 'K'],
  tensors: [
    { name: 'signal', role: 'input', axes: [[{ dimension: 'W', coefficient: 2 }, { dimension: 'F' }]] },
    { name: 'taps', role: 'input', axes: [[{ dimension: 'K' }], [{ dimension: 'F' }]] },
    { name: 'result', role: 'output', axes: [[{ dimension: 'K' }], [{ dimension: 'W' }]] },
  ],
})

/** A layer of an operator that may be nonsense, with an extent of 2 for each dimension it should have. */
export const nonsenseLayer = (of: unknown, sizes: unknown = { I: 2 }): Layer =>
  layer(junk<Operator>(of), junk<{ readonly [dimension: string]: number }>(sizes))

const unreadable: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['says undefined', /undefined/],
  ['shows an object as text', /\[object/],
  ['has two spaces in a row', / {2}/],
  ['has a space before its punctuation', / [.,;]/],
  ['is empty', /^\s*$/],
  ['ends in a dangling clause', /[;:,]\s*$/],
]

/** What a reader would stumble over in an error; messages and hints are sentences. */
export const stumbles = (error: DescribedError): readonly string[] => {
  const parts = ['expected', 'given', 'hint', 'message'] as const
  const bad = parts.flatMap((part) =>
    unreadable
      .filter(([, pattern]) => pattern.test(error[part]))
      .map(([what]) => `${part} ${what}: ${JSON.stringify(error[part])}`),
  )
  const noSentence = error.message.endsWith('.')
    ? []
    : [`message has no period: ${JSON.stringify(error.message)}`]
  const noHint = /[.?]$/.test(error.hint) ? [] : [`hint is no sentence: ${JSON.stringify(error.hint)}`]
  const tooLong = parts.filter((part) => error[part].length > 400).map((part) => `${part} is very long`)
  return [...bad, ...noSentence, ...noHint, ...tooLong]
}
