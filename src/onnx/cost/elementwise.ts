/** Elementwise layers, whose operands are as large as the coupling can say. */
import type { Layer } from '../../operator/layer'
import { elementwise } from '../../operator/make-layer'
import type { Operands } from '../../operator/shapes'
import { elementsOf, type Shape } from '../shape/shape'

type Letter = Exclude<Operands, number>[number][number]

const letters: readonly Letter[] = ['N', 'C', 'Y', 'X']

/** Neighbouring axes that become one dimension of the layer. */
type Group = { readonly letter: Letter; readonly axes: readonly number[] }

/** The dimensions of a tensor, by its number of groups of axes: first batch and channels, columns last. */
const lettersFor = (count: number): readonly Letter[] =>
  count === 1 ? ['C'] : count === 3 ? ['N', 'C', 'X'] : letters.slice(0, count)

const named = (groups: readonly (readonly number[])[]): readonly Group[] => {
  const names = lettersFor(groups.length)
  return groups.map((axes, at) => ({ letter: names[at]!, axes }))
}

/** As tensors are usually read: the last axis is columns, all between channels and columns are rows. */
const usual = (shape: Shape): readonly Group[] => {
  const axes = shape.map((_, axis) => axis)
  return axes.length <= 4
    ? named(axes.map((axis) => [axis]))
    : named([[0], [1], axes.slice(2, -1), axes.slice(-1)])
}

/** Whether an operand has an extent of its own along an axis; where the layer's is 1, it does not matter. */
const has = (operand: Shape, axis: number): boolean => operand[axis] !== 1

/** Neighbouring axes that every operand has, or lacks, together. */
const byOperands = (shape: Shape, operands: readonly Shape[]): readonly Group[] | undefined => {
  const groups: number[][] = []
  let before: string | undefined
  shape.forEach((extent, axis) => {
    if (extent === 1) return
    const pattern = operands.map((operand) => (has(operand, axis) ? '1' : '0')).join('')
    if (pattern === before) groups.at(-1)!.push(axis)
    else groups.push([axis])
    before = pattern
  })
  return groups.length > letters.length ? undefined : named(groups)
}

const isWhole = (operand: Shape, { axes }: Group, shape: Shape): boolean => {
  const own = axes.filter((axis) => shape[axis] !== 1)
  const present = own.filter((axis) => has(operand, axis)).length
  return present === 0 || present === own.length
}

/** Groups in which every operand has its true size; if four are not enough, one that is too large for some. */
const groupsFor = (shape: Shape, operands: readonly Shape[]): readonly Group[] => {
  const groups = usual(shape)
  const isExact = operands.every((operand) => groups.every((group) => isWhole(operand, group, shape)))
  return isExact ? groups : (byOperands(shape, operands) ?? groups)
}

/** An operand with as many axes as the output; one that does not stretch to it is taken to be as large. */
const aligned = (operand: Shape, shape: Shape): Shape => {
  const padded = [...Array.from({ length: Math.max(0, shape.length - operand.length) }, () => 1), ...operand]
  const stretches = padded.length === shape.length && padded.every((own, i) => own === shape[i] || own === 1)
  return stretches ? padded : shape
}

const isFull = (operand: Shape, shape: Shape): boolean => operand.every((extent, i) => extent === shape[i])

const operandsOf = (groups: readonly Group[], shape: Shape, operands: readonly Shape[]): Operands => {
  if (operands.every((operand) => isFull(operand, shape))) return operands.length
  return operands.map((operand) =>
    isFull(operand, shape)
      ? [...letters] // a list of its own: what is handed out may be changed
      : groups
          .filter(({ axes }) => axes.some((axis) => shape[axis] !== 1 && has(operand, axis)))
          .map(({ letter }) => letter),
  )
}

/** The axes before the last as one, where every operand has all of them or none: rows, as transformers in the catalog have them. */
export const rowwiseLayer = (name: string, shape: Shape, inputs: readonly Shape[]): Layer => {
  const operands = inputs.map((operand) => aligned(operand, shape))
  const leading = { letter: 'N', axes: [0, 1] } as const
  if (shape.length !== 3 || !operands.every((operand) => isWhole(operand, leading, shape)))
    return elementwiseLayer(name, shape, inputs)
  const rows = ([first = 1, second = 1, last = 1]: Shape): Shape => [first * second, last]
  return elementwiseLayer(name, rows(shape), operands.map(rows))
}

/** One operation on each element of a tensor of any rank. */
export const elementwiseLayer = (name: string, shape: Shape, inputs: readonly Shape[]): Layer => {
  const operands = inputs.map((operand) => aligned(operand, shape))
  const groups = groupsFor(shape, operands)
  const sizeOf = (letter: Letter): number => {
    const group = groups.find((each) => each.letter === letter)
    return group === undefined ? 1 : elementsOf(group.axes.map((axis) => shape[axis]!))
  }
  const read = operandsOf(groups, shape, operands)
  return elementwise({
    name,
    N: sizeOf('N'),
    C: sizeOf('C'),
    Y: sizeOf('Y'),
    X: sizeOf('X'),
    ...(read === 2 ? {} : { operands: read }),
  })
}
