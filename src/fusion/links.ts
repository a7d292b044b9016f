/** Which input of each layer takes the output of the layer before, and whether their axes match (docs/spec.md, section 16). */
import { type EstimateError, fault, type Report } from '../error/error'
import { listed, show } from '../error/show'
import { own, type UnknownRecord } from '../internal/read'
import { readPadding } from '../operator/check-layer'
import { isLayerKind, layerKinds } from '../operator/layer-kinds'
import type { Axis, Problem, Tensor } from '../operator/problem'
import type { Place, Summand } from './touched'

/** A checked layer of a chain, with what it takes. */
export type Link = {
  readonly problem: Problem
  /** The layer as it was given. */
  readonly layer: unknown
  /** The number of the input that takes the output of the layer before; of the first layer, of the input that is fetched. */
  readonly taken: number
  readonly output: number
  /** Per tensor, where the elements of its axes are. */
  readonly places: readonly (readonly Place[])[]
}

/** What a layer says of the rows or columns of its input: how many there are, if it says so, and the padding. */
type Given = { readonly extent: number | null; readonly before: number; readonly after: number }

const unpadded: Given = { extent: null, before: 0, after: 0 }

/** Coordinates that an axis reaches over, all of its dimensions at their whole extent. */
const reachOf = (axis: Axis, extents: readonly number[]): number =>
  axis.reduce((sum, { dimension, coefficient }) => sum + coefficient * (extents[dimension]! - 1), 1)

export const isPlain = (axis: Axis): boolean => axis.length === 1 && axis[0]!.coefficient === 1

const numberOr = (value: unknown): number | null => (typeof value === 'number' ? value : null)

/** What a layer gives of the axes of a tensor: only those along which the window of a built-in layer slides are padded. */
const givenOf = (problem: Problem, layer: UnknownRecord, tensor: Tensor): readonly Given[] => {
  const { kind, dimensions } = problem
  const isSliding = isLayerKind(kind) && layerKinds[kind].form === 'window' && dimensions.includes("Y'")
  if (!isSliding || tensor.role === 'output') return tensor.axes.map(() => unpadded)
  const [top, bottom, left, right] = readPadding(layer['padding'], [])
  const sizes = layer['sizes'] as UnknownRecord // of a checked layer
  const ofOutput: Readonly<Record<string, Given>> = {
    "Y'": { extent: numberOr(own(sizes, 'Y')), before: top, after: bottom },
    "X'": { extent: numberOr(own(sizes, 'X')), before: left, after: right },
  }
  return tensor.axes.map((axis) =>
    axis.length === 1 ? unpadded : (ofOutput[dimensions[axis[0]!.dimension]!] ?? unpadded),
  )
}

/** The extents that a layer itself gives the axes of a tensor. */
const ownPlaces = (problem: Problem, layer: UnknownRecord, tensor: Tensor): readonly Place[] =>
  givenOf(problem, layer, tensor).map(({ extent, before, after }, a) => ({
    padding: before,
    extent: extent ?? reachOf(tensor.axes[a]!, problem.extents) - before - after,
  }))

const outputOf = ({ tensors }: Problem): number => tensors.findIndex(({ role }) => role === 'output')

/** Rows at the end that no window starts in are left over: fewer than this. */
const strideOf = (axis: Axis, output: Tensor): number => {
  const onOutput = axis.filter(({ dimension }) =>
    output.axes.some((of) => of.some((term) => term.dimension === dimension)),
  )
  return onOutput.length === 1 ? onOutput[0]!.coefficient : 1
}

/** Why an axis with this number of elements is not one that a layer reads; null if it is. */
const mismatchOf = (
  problem: Problem,
  axis: Axis,
  { extent, before, after }: Given,
  produced: number,
): string | null => {
  const reach = reachOf(axis, problem.extents)
  const names = axis.map(({ dimension }) => problem.dimensions[dimension]).join(' + ')
  if (extent !== null && extent !== produced)
    return `along ${names} it reads ${extent} elements, but the layer before puts out ${produced}`
  const left = produced + before + after - reach
  if (left >= 0 && left < strideOf(axis, problem.tensors[outputOf(problem)]!)) return null
  const padded = before + after === 0 ? '' : ` with ${before + after} of padding`
  return `along ${names} it reaches over ${reach}, but the layer before puts out ${produced}${padded}`
}

/** Why a tensor does not take axes with these numbers of elements; null if it does. */
const mismatchWith = (
  problem: Problem,
  layer: UnknownRecord,
  tensor: Tensor,
  produced: readonly number[],
): string | null => {
  if (tensor.axes.length !== produced.length)
    return `${tensor.name} has ${tensor.axes.length} axes, but the output of the layer before has ${produced.length}`
  const given = givenOf(problem, layer, tensor)
  for (let a = 0; a < produced.length; a++) {
    const why = mismatchOf(problem, tensor.axes[a]!, given[a]!, produced[a]!)
    if (why !== null) return `${tensor.name} does not match: ${why}`
  }
  return null
}

const broken = (
  path: string,
  expected: string,
  given: string,
  hint: string,
  message: string,
): EstimateError => fault('BrokenChain', path, { expected, given, hint, message })

const layerAt = (i: number): string => `chain.layers[${i}]`

const subjectOf = (i: number, { name }: Problem): string =>
  name === '' ? layerAt(i) : `${layerAt(i)} (${show(name).replace('the text ', '')})`

const notTaken = (i: number, problem: Problem, whys: readonly string[]): EstimateError => {
  const why = whys[0] ?? 'it has no input'
  return broken(
    layerAt(i),
    'a layer with an input whose axes match the output of the layer before, one by one',
    whys.length === 0 ? 'a layer without inputs' : why,
    'Give it the extents of the output of the layer before, name the input that takes it in chain.inputs, or cut the chain here.',
    `${subjectOf(i, problem)} does not take the output of the layer before: ${why}.`,
  )
}

const notAnInput = (i: number, name: unknown, { tensors }: Problem): EstimateError => {
  const inputs = tensors.flatMap((tensor) => (tensor.role === 'input' ? [tensor.name] : []))
  return broken(
    `chain.inputs[${i}]`,
    `${listed(inputs, 'or')}, or null`,
    show(name),
    `Name the input that takes the output of the layer before, or write null for the first that matches.`,
    `chain.inputs[${i}] is ${show(name)}, but the inputs of ${layerAt(i)} are ${listed(inputs)}.`,
  )
}

const severalOutputs = (i: number, problem: Problem, outputs: number): EstimateError =>
  broken(
    layerAt(i),
    'a layer with one output',
    `a layer with ${outputs} outputs`,
    'Split the layer into one for each output, or cut the chain here.',
    `${subjectOf(i, problem)} has ${outputs} outputs, but every layer of a chain has one.`,
  )

const notPlain = (i: number, problem: Problem, axis: Axis): EstimateError => {
  const names = axis
    .map(
      ({ dimension, coefficient }) =>
        `${coefficient === 1 ? '' : `${coefficient}·`}${problem.dimensions[dimension]}`,
    )
    .join(' + ')
  return broken(
    layerAt(i),
    'an output of which each axis is one dimension of coefficient 1, because another layer takes it',
    `an output with the axis ${names}`,
    'Make it the last layer of its chain.',
    `${subjectOf(i, problem)} puts out an axis ${names}, which no other layer of a chain can take.`,
  )
}

/** The input that takes what is produced; −1 where that was reported. Of the first layer, nothing is produced. */
const takenBy = (
  i: number,
  problem: Problem,
  layer: UnknownRecord,
  name: unknown,
  produced: readonly number[] | null,
  report: Report,
): number => {
  const inputs = problem.tensors.flatMap(({ role }, t) => (role === 'input' ? [t] : []))
  const isNamed = name !== null && name !== undefined
  const candidates = isNamed ? inputs.filter((t) => problem.tensors[t]!.name === name) : inputs
  if (isNamed && candidates.length === 0) {
    report.push(notAnInput(i, name, problem))
    return -1
  }
  const whys: string[] = []
  for (const t of candidates) {
    const why = produced === null ? null : mismatchWith(problem, layer, problem.tensors[t]!, produced)
    if (why === null) return t
    whys.push(why)
  }
  report.push(notTaken(i, problem, whys))
  return -1
}

const emptied = (i: number, problem: Problem, tensor: Tensor): EstimateError =>
  fault('InvalidExtent', layerAt(i), {
    expected: 'more rows and columns than there is padding',
    given: `a layer whose ${tensor.name} is padding only`,
    hint: "Reduce the padding, or give Y and X instead of Y' and X'.",
    message: `${subjectOf(i, problem)} reads no more rows or columns of ${tensor.name} than it pads.`,
  })

const checkOutput = (i: number, problem: Problem, isLast: boolean, report: Report): void => {
  const outputs = problem.tensors.filter(({ role }) => role === 'output')
  if (outputs.length > 1) report.push(severalOutputs(i, problem, outputs.length))
  else if (!isLast) {
    const bent = outputs[0]!.axes.find((axis) => !isPlain(axis))
    if (bent !== undefined) report.push(notPlain(i, problem, bent))
  }
}

/** The extents of the axes of a layer's output, which are plain. */
const producedBy = ({ tensors, extents }: Problem): readonly number[] =>
  tensors.find(({ role }) => role === 'output')!.axes.map((axis) => reachOf(axis, extents))

/** Links the layers of a chain; faults are reported, and then the answer means nothing. */
export const linkLayers = (
  problems: readonly Problem[],
  layers: readonly unknown[],
  inputs: readonly unknown[] | null,
  report: Report,
): readonly Link[] => {
  problems.forEach((problem, i) => {
    checkOutput(i, problem, i === problems.length - 1, report)
  })
  if (report.length > 0) return []
  return problems.map((problem, i) => {
    const layer = layers[i] as UnknownRecord // it is checked
    const produced = i === 0 ? null : producedBy(problems[i - 1]!)
    const taken = takenBy(i, problem, layer, inputs?.[i], produced, report)
    const places = problem.tensors.map((tensor, t) => {
      const own = ownPlaces(problem, layer, tensor)
      if (t === taken && produced !== null)
        return own.map(({ padding }, a) => ({ padding, extent: produced[a] ?? 1 }))
      if (own.some(({ extent }) => extent < 1)) report.push(emptied(i, problem, tensor))
      return own
    })
    return { problem, layer, taken, output: outputOf(problem), places }
  })
}

/** The terms of an axis, each over an interval of its dimension. */
export const summandsOf = (
  axis: Axis,
  intervalOf: (dimension: number) => { readonly low: number; readonly high: number },
): readonly Summand[] =>
  axis.map(({ dimension, coefficient }) => {
    const { low, high } = intervalOf(dimension)
    return { low, high, coefficient }
  })
