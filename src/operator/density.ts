/** The densities that a layer gives its inputs (docs/spec.md, section 15), checked on untrusted data. */
import { type EstimateError, fault, type Report } from '../error/error'
import { listed, literal, show } from '../error/show'
import { isPositiveInteger } from '../internal/arithmetic'
import { isRecord, own, readRecord } from '../internal/read'
import type { Tensor } from './problem'
import { hasOwnName, inputsName, outputsName } from './roles'

/** Blocks along a dimension, each of `size` elements with the same number of nonzeros. */
export type Block = { readonly size: number; readonly dimension: number }

/** The share of nonzeros of an input, and the blocks of structured sparsity. */
export type TensorDensity = { readonly share: number; readonly block: Block | null }

type Shape = { readonly dimensions: readonly string[]; readonly extents: readonly number[] }

const path = 'layer.density'

const unsound = (place: string, expected: string, value: unknown, hint: string): EstimateError =>
  fault('Malformed', place, { expected, given: show(value), hint })

const shareHint =
  "Give the share of nonzeros, such as 0.5, or a structure such as { n: 2, m: 4, along: 'C' } for 2 of every 4 along C."

const ofOutput = (name: string, value: unknown): EstimateError =>
  unsound(
    `${path}.${name}`,
    'absent, because only inputs have densities',
    value,
    `Leave ${name} out; the density of an output follows from its operands.`,
  )

/** The dimensions that are alone on an axis of a tensor. */
const aloneIn = ({ axes }: Tensor): readonly number[] =>
  axes.flatMap((axis) => (axis.length === 1 ? [axis[0]!.dimension] : []))

const readBlock = (
  value: Readonly<Record<string, unknown>>,
  place: string,
  tensors: readonly Tensor[],
  { dimensions, extents }: Shape,
  report: Report,
): TensorDensity | null => {
  const record = readRecord(value, place, ['n', 'm', 'along'], 'Malformed', report)
  if (record === undefined) return null
  const { n, m, along } = record
  const common = dimensions.filter((_, d) => tensors.every((tensor) => aloneIn(tensor).includes(d)))
  if (!isPositiveInteger(n) || !isPositiveInteger(m) || n > m) {
    report.push(
      fault('Malformed', place, {
        expected: 'n nonzeros in every m elements: positive integers, n at most m',
        given: `n: ${show(n)}, m: ${show(m)}`,
        hint: `Write for instance { n: 2, m: 4, along: ${literal(common.find((name) => name === along) ?? common[0] ?? 'C')} }.`,
      }),
    )
    return null
  }
  const dimension = typeof along === 'string' ? dimensions.indexOf(along) : -1
  if (dimension < 0 || !common.includes(dimensions[dimension]!)) {
    const expected =
      common.length === 0
        ? 'a share of nonzeros, because no dimension is alone on an axis'
        : `${listed(common, 'or')}, a dimension that is alone on an axis of the tensor`
    const whole = common.find((name) => extents[dimensions.indexOf(name)]! % m === 0) ?? common[0]
    report.push(
      unsound(
        `${place}.along`,
        expected,
        along,
        whole === undefined ? 'Give the share of nonzeros, such as 0.5.' : `Write along: ${literal(whole)}.`,
      ),
    )
    return null
  }
  if (extents[dimension]! % m !== 0) {
    const extent = extents[dimension]!
    report.push(
      unsound(
        `${place}.m`,
        `a divisor of ${extent}, the extent of ${along as string}`, // it is the name of a dimension
        m,
        `Choose an m that divides ${extent}, or give a share such as ${Number((n / m).toPrecision(3))}.`,
      ),
    )
    return null
  }
  return { share: n / m, block: { size: m, dimension } }
}

/** The density at a place, which all of the tensors have. */
const readDensity = (
  value: unknown,
  name: string,
  tensors: readonly Tensor[],
  shape: Shape,
  report: Report,
): TensorDensity | null => {
  if (value === undefined) return null
  const place = `${path}.${name}`
  if (isRecord(value)) return readBlock(value, place, tensors, shape, report)
  if (typeof value === 'number' && value > 0 && value <= 1) return { share: value, block: null }
  const percent =
    typeof value === 'number' && value > 1 && value <= 100 ? `Write ${value / 100} for ${value} %. ` : ''
  report.push(
    unsound(place, 'a number above 0 and at most 1, or { n, m, along }', value, percent + shareHint),
  )
  return null
}

/** A copy without densities of outputs, which are reported as such, so that only inputs are known by name. */
const withoutOutputs = (value: unknown, outputs: readonly string[], report: Report): unknown => {
  if (!isRecord(value) || !outputs.some((name) => Object.hasOwn(value, name))) return value
  const others = { ...value }
  for (const name of outputs) {
    const density = own(others, name)
    if (density !== undefined) report.push(ofOutput(name, density))
    delete others[name]
  }
  return others
}

/** Per tensor its density, of its own name before that of `inputs`; null where the layer gives none. */
export const readDensities = (
  value: unknown,
  tensors: readonly Tensor[],
  shape: Shape,
  report: Report,
): readonly (TensorDensity | null)[] | null => {
  const named = tensors.filter(hasOwnName)
  const namesOf = (role: Tensor['role']) =>
    named.flatMap((tensor) => (tensor.role === role ? [tensor.name] : []))
  const [known, outputs] = [
    [...namesOf('input'), inputsName],
    [...namesOf('output'), outputsName],
  ]
  if (typeof value === 'number') {
    const hint = `Write density: { inputs: ${value > 0 && value <= 1 ? value : 0.5} }.`
    report.push(unsound(path, 'an object with densities by input', value, hint))
    return null
  }
  const record = readRecord(withoutOutputs(value, outputs, report), path, known, 'Malformed', report)
  if (record === undefined) return null
  const given = new Map(known.map((name) => [name, record[name]]))
  const isOwn = (tensor: Tensor): boolean => hasOwnName(tensor) && given.get(tensor.name) !== undefined
  const inputs = tensors.filter(({ role }) => role === 'input')
  const others = inputs.filter((tensor) => !isOwn(tensor))
  const ofInputs = readDensity(given.get(inputsName), inputsName, others, shape, report)
  const densities = tensors.map((tensor) => {
    if (tensor.role === 'output') return null
    return isOwn(tensor)
      ? readDensity(given.get(tensor.name), tensor.name, [tensor], shape, report)
      : ofInputs
  })
  return densities.some((density) => density !== null) ? densities : null
}
