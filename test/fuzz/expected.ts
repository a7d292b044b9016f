/** What the layer alone says of an estimate: its MACs, and the outputs that exist. Read anew from the layer's plain data. */
import type { Accelerator, Estimate, Layer, PerAxis, WindowLayer } from '../../src/index'
import { unless } from '../support/checks/answers'
import { withOperands } from '../support/generators/layers'
import { operatorOf } from '../support/simulator/operators'
import type { SimAxis, SimTensor } from '../support/simulator/types'
import type { Lines } from './judge'

type Extents = { readonly [dimension: string]: number }
type Shape = { readonly tensors: readonly SimTensor[]; readonly extents: Extents }

const both = (value: PerAxis | undefined, absent = 1): { readonly y: number; readonly x: number } =>
  typeof value === 'object' ? value : { y: value ?? absent, x: value ?? absent }

/** Padding before and after an axis together. */
const paddingOn = ({ padding }: WindowLayer, axis: 'y' | 'x'): number => {
  if (typeof padding !== 'object') return 2 * (padding ?? 0)
  if ('y' in padding) return 2 * padding[axis]
  return axis === 'y' ? padding.top + padding.bottom : padding.left + padding.right
}

const outputsOn = (layer: WindowLayer, axis: 'y' | 'x'): number => {
  const [input, output, window] = axis === 'y' ? ['Y', "Y'", 'R'] : ['X', "X'", 'S']
  const given = layer.sizes[output ?? '']
  if (given !== undefined) return given
  const reach = both(layer.dilation)[axis] * ((layer.sizes[window ?? ''] ?? 1) - 1) + 1
  return (
    Math.floor(
      ((layer.sizes[input ?? ''] ?? 1) + paddingOn(layer, axis) - reach) / both(layer.stride)[axis],
    ) + 1
  )
}

const shapeOf = (layer: Layer): Shape => {
  if (layer.kind === 'custom') {
    const { dimensions, tensors } = layer.operator
    const coupled = tensors.map(({ name, role, axes }) => ({
      name,
      role,
      axes: axes.map((axis) => axis.map(({ dimension, coefficient = 1 }) => ({ dimension, coefficient }))),
    }))
    return {
      tensors: coupled,
      extents: Object.fromEntries(dimensions.map((name) => [name, layer.sizes[name] ?? 1])),
    }
  }
  const isWindow = 'stride' in layer || 'dilation' in layer || 'padding' in layer
  const windowed = isWindow
    ? layer
    : { ...layer, kind: 'conv2d' as const, stride: 1, dilation: 1, padding: 0 }
  const { dimensions, tensors } = operatorOf(layer.kind, both(windowed.stride), both(windowed.dilation))
  const extentOf = (name: string): number => {
    if (name === "Y'") return outputsOn(windowed, 'y')
    if (name === "X'") return outputsOn(windowed, 'x')
    return layer.sizes[name] ?? layer.sizes[`${name}'`] ?? 1
  }
  const operands = 'operands' in layer ? layer.operands : undefined
  return {
    tensors: operands === undefined ? tensors : withOperands(tensors, operands),
    extents: Object.fromEntries(dimensions.map((name) => [name, extentOf(name)])),
  }
}

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b))

/** Distinct values of s·a + d·b: all pairs but those that another pair repeats. */
const valuesOn = (axis: SimAxis, extents: Extents): bigint => {
  const [first, second] = axis
  const a = BigInt(extents[first?.dimension ?? ''] ?? 1)
  if (first === undefined || second === undefined) return a
  const b = BigInt(extents[second.dimension] ?? 1)
  const divisor = gcd(BigInt(first.coefficient), BigInt(second.coefficient))
  const [s, d] = [BigInt(first.coefficient) / divisor, BigInt(second.coefficient) / divisor]
  return a <= d || b <= s ? a * b : a * b - (a - d) * (b - s)
}

const usedOf = ({ axes }: SimTensor, extents: Extents): bigint =>
  axes.reduce((elements, axis) => elements * valuesOn(axis, extents), 1n)

/** Whether the tensor does not enter the shared buffer, so that all crosses the chip's border that crosses level 0's network. */
const isBypassing = ({ name, role }: SimTensor, { l2 }: Accelerator): boolean =>
  l2?.bypass !== undefined && (l2.bypass.includes(name) || l2.bypass.includes(`${role}s`))

/** Whether the tensor is moved in whole intervals, so that all between its first and its last element crosses. */
const isContiguous = ({ name, role }: SimTensor, { l2 }: Accelerator): boolean =>
  role === 'input' && (l2?.contiguous?.includes(name) === true || l2?.contiguous?.includes('inputs') === true)

const wholeOf = ({ axes }: SimTensor, extents: Extents): bigint =>
  axes.reduce(
    (elements, axis) =>
      elements *
      axis.reduce(
        (length, { dimension, coefficient }) =>
          length + BigInt(coefficient) * (BigInt(extents[dimension] ?? 1) - 1n),
        1n,
      ),
    1n,
  )

const tensorLines = (
  tensor: SimTensor,
  { levels, offchip }: Estimate,
  extents: Extents,
  hardware: Accelerator,
): Lines => {
  const isBypassed = isBypassing(tensor, hardware)
  const used = Number(usedOf(tensor, extents))
  const figures = levels[0]?.tensors[tensor.name]
  const outside = offchip.tensors[tensor.name]
  if (figures === undefined || outside === undefined) return [`${tensor.name} is missing`]
  const { ingress = 0, egress = 0, accumulations = 0, streamed = 0 } = figures
  const whole = isContiguous(tensor, hardware) ? Number(wholeOf(tensor, extents)) : used
  const crossed = outside.resident ? whole : isBypassed ? Math.max(ingress, egress) : streamed
  const [come, gone] = tensor.role === 'input' ? [crossed, 0] : [crossed - used, crossed]
  return [
    ...unless(tensor.role === 'input' || egress - accumulations === used, `egress − accumulations = ${used}`),
    ...unless(tensor.role === 'output' || ingress >= used, `ingress ≥ ${used}`),
    ...unless(streamed >= used, `streamed ≥ ${used}`),
    ...unless(!(isBypassed && outside.resident), 'what bypasses the shared buffer is not resident'),
    ...unless(outside.reads === come && outside.writes === gone, `off-chip reads ${come}, writes ${gone}`),
  ].map((line) => `${tensor.name}: ${line}`)
}

/** Whether inputs arrive in another way than element by element into buffers that keep what they need again. */
const arriveOtherwise = ({ l1, clusters, l2 }: Accelerator): boolean =>
  l2?.contiguous !== undefined ||
  [l1, ...(Array.isArray(clusters) ? clusters : [clusters])].some((buffer) => buffer?.keep !== undefined)

/** What a unit acquires, the units inside it acquire; and what units hold together, they hold one by one. */
const passedOnLines = ({ levels }: Estimate): Lines =>
  levels.flatMap(({ units, tensors }, i) =>
    Object.entries(tensors).flatMap(([name, { ingress = 0, unitTile, levelTile }]) => [
      ...unless(
        ingress >= (levels[i - 1]?.tensors[name]?.fills ?? 0),
        `level ${i}, ${name}: ingress ≥ fills above`,
      ),
      ...unless(levelTile <= units * unitTile, `level ${i}, ${name}: levelTile ≤ units · unitTile`),
    ]),
  )

/** What the layer's data and the estimate of it on an accelerator disagree on. */
export const disagreements = (layer: Layer, hardware: Accelerator, estimate: Estimate): Lines => {
  const { tensors, extents } = shapeOf(layer)
  const macs = Object.values(extents).reduce((product, extent) => product * BigInt(extent), 1n)
  return [
    ...unless(BigInt(estimate.macs) === macs, `MACs ${estimate.macs}, not ${macs}`),
    ...tensors.flatMap((tensor) => tensorLines(tensor, estimate, extents, hardware)),
    ...(arriveOtherwise(hardware) ? [] : passedOnLines(estimate)),
  ]
}
