/** A node together with what is known about its inputs: what every rule reads. */
import { chain, type Either, left, map, right, sequenceArray, traverseArray } from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { Attribute, Node, Values } from '../format/model'
import { axisOf, quoted, type Shape } from './shape'

/** What is known about a tensor; `constant` if it does not depend on the inputs of the graph. */
export type Fact =
  | {
      readonly _tag: 'Known'
      readonly shape: Shape
      readonly values: Values | undefined
      readonly constant: boolean
    }
  | { readonly _tag: 'Unknown'; readonly why: string; readonly constant: boolean }

/** A node, its operator's name among all domains, and what is known about its inputs. */
export type Call = {
  readonly node: Node
  readonly op: string
  readonly inputs: readonly (Fact | undefined)[]
  /** A product makes the scores of attention, or takes their softmax. */
  readonly attends?: 'scores' | 'context' | undefined
}

/** The shapes of a node's outputs, in order; Left is a sentence for people. */
export type ShapeRule = (call: Call) => Either<string, readonly Shape[]>

export const hasInput = ({ inputs }: Call, at: number): boolean => inputs[at] !== undefined

export const shapeAt = ({ inputs }: Call, at: number): Either<string, Shape> => {
  const fact = inputs[at]
  if (fact === undefined) return left(`Its input ${at + 1} is missing.`)
  return fact._tag === 'Known' ? right(fact.shape) : left(fact.why)
}

/** The shapes of all inputs that are there. */
export const shapesOf = (call: Call): Either<string, readonly Shape[]> => {
  const there = call.inputs.flatMap((fact, at) => (fact === undefined ? [] : [shapeAt(call, at)]))
  return there.length === 0 ? left('It has no inputs.') : sequenceArray(there)
}

export const valuesAt = ({ inputs }: Call, at: number): Values | undefined => {
  const fact = inputs[at]
  return fact?._tag === 'Known' ? fact.values : undefined
}

export const attributeOf = ({ node }: Call, name: string): Attribute | undefined =>
  node.attributes.find((attribute) => attribute.name === name)

export const intOf = (call: Call, name: string, absent: number): number =>
  attributeOf(call, name)?.int ?? absent

export const textOf = (call: Call, name: string, absent: string): string =>
  attributeOf(call, name)?.text ?? absent

/** A list of numbers; one number alone is a list, too. */
export const intsOf = (call: Call, name: string): readonly number[] | undefined => {
  const attribute = attributeOf(call, name)
  return attribute?.int !== undefined && attribute.ints.length === 0 ? [attribute.int] : attribute?.ints
}

export const floatsOf = (call: Call, name: string): readonly number[] | undefined =>
  attributeOf(call, name)?.floats

/** The numbers of an input, which newer operator sets have in place of an attribute; undefined if it has neither. */
export const numbersAt = (
  call: Call,
  at: number,
  name: string,
): Either<string, readonly number[] | undefined> => {
  const fact = call.inputs[at]
  if (fact === undefined) return right(intsOf(call, name))
  const values = valuesAt(call, at)
  if (values !== undefined) return right(values.data)
  return left(
    fact._tag === 'Unknown'
      ? fact.why
      : `Its ${name}, ${quoted(call.node.inputs[at] ?? '')}, are computed from data.`,
  )
}

/** As `numbersAt`, where there is no default. */
export const requiredNumbersAt = (call: Call, at: number, name: string): Either<string, readonly number[]> =>
  pipe(
    numbersAt(call, at, name),
    chain((numbers) => (numbers === undefined ? left(`Its ${name} are missing.`) : right(numbers))),
  )

/** As `requiredNumbersAt`, where it is one number. */
export const numberAt = (call: Call, at: number, name: string): Either<string, number> =>
  pipe(
    numbersAt(call, at, name),
    chain((numbers) => (numbers?.[0] === undefined ? left(`Its ${name} is missing.`) : right(numbers[0]))),
  )

/** Axes counted from the front, each once; undefined if none are given. */
export const axesAt = (call: Call, at: number, rank: number): Either<string, readonly number[] | undefined> =>
  pipe(
    numbersAt(call, at, 'axes'),
    chain((axes) =>
      axes === undefined
        ? right(undefined)
        : pipe(
            axes,
            traverseArray((axis) => axisOf(axis, rank)),
            map((counted) => [...new Set(counted)]),
          ),
    ),
  )

/** The attribute `axis`, counted from the front. */
export const axisAttribute = (call: Call, absent: number, rank: number): Either<string, number> =>
  axisOf(intOf(call, 'axis', absent), rank)

const one = (shape: Shape): readonly Shape[] => [shape]

/** A rule of one output. */
export const oneOutput =
  (rule: (call: Call) => Either<string, Shape>): ShapeRule =>
  (call) =>
    pipe(rule(call), map(one))

/** A rule of one output that follows from the first input's shape. */
export const fromInput = (rule: (input: Shape, call: Call) => Either<string, Shape>): ShapeRule =>
  oneOutput((call) =>
    pipe(
      shapeAt(call, 0),
      chain((input) => rule(input, call)),
    ),
  )

/** A rule of one output that follows from the first input's shape and one number of another input (or attribute). */
export const fromInputAndNumber = (
  at: number,
  name: string,
  rule: (input: Shape, number: number, call: Call) => Either<string, Shape>,
): ShapeRule =>
  fromInput((input, call) =>
    pipe(
      numberAt(call, at, name),
      chain((number) => rule(input, number, call)),
    ),
  )

/** A rule of one output that follows from the first input's shape and the numbers of another input (or attribute). */
export const fromInputAnd = (
  at: number,
  name: string,
  rule: (input: Shape, numbers: readonly number[], call: Call) => Either<string, Shape>,
): ShapeRule =>
  fromInput((input, call) =>
    pipe(
      requiredNumbersAt(call, at, name),
      chain((numbers) => rule(input, numbers, call)),
    ),
  )
