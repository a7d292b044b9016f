/** Random widths and densities of a layer's tensors, and what an accelerator makes of them (docs/spec.md, sections 10 and 15). */
import type { Format, Formats, Place, Precision, Sparse, Width } from '../simulator/hardware'
import type { GivenOperands } from '../simulator/simulate-machine'
import type { Density } from '../simulator/sparsity'
import type { SimTensor } from '../simulator/types'
import { partsOf } from '../simulator/widths'
import type { Subject } from './layers'
import type { Canonical } from './levels'
import { chance, pick, type Random, shuffled, some } from './random'

/** A name that no operator has: an accelerator for many layers may list it. */
export const absentName = 'absent'

export const namesOf = (tensors: readonly SimTensor[], role: SimTensor['role']): readonly string[] =>
  tensors.filter((tensor) => tensor.role === role).map(({ name }) => name)

/** Common ones, and any multiple of 1/32: MXFP4 has 4.25 bits, NVFP4 4.5. */
const commonWidths = [1, 2, 4, 4, 4.125, 4.25, 4.5, 8, 8, 12, 16, 32]

export const widthOf = (random: Random): number => {
  if (chance(random, 80)) return pick(random, commonWidths)
  return chance(random, 10) ? pick(random, [1 / 32, 1024]) : random(1, 64 * 32) / 32
}

const outputWidth = (random: Random): Width => {
  if (chance(random, 30)) return widthOf(random)
  const [final, partial] = [widthOf(random), widthOf(random)].sort((a, b) => a - b)
  if (chance(random, 70)) return { partial, final }
  return chance(random, 50) ? { partial } : { final }
}

/** Of some tensors and roles; `more` are names beside the operator's. */
const precisionOf = (random: Random, tensors: readonly SimTensor[], more: readonly string[]): Precision => {
  if (chance(random, 15)) return widthOf(random)
  if (chance(random, 5)) return {}
  const inputs = [...namesOf(tensors, 'input'), 'inputs', ...some(random, more, 15)]
  const outputs = [...namesOf(tensors, 'output'), 'outputs']
  const entries = [
    ...some(random, inputs, 50).map((name) => [name, widthOf(random)] as const),
    ...some(random, outputs, 60).map((name) => [name, outputWidth(random)] as const),
  ]
  return Object.fromEntries(shuffled(random, entries))
}

/** Of a buffer: inputs only. */
export const bufferPrecision = (
  random: Random,
  tensors: readonly SimTensor[],
): number | Readonly<Record<string, number>> => {
  if (chance(random, 30)) return widthOf(random)
  const names = some(random, [...namesOf(tensors, 'input'), 'inputs', ...some(random, [absentName], 10)], 50)
  return Object.fromEntries(names.map((name) => [name, widthOf(random)]))
}

type Precisions = { readonly layer: Precision | undefined; readonly accelerator: Precision | undefined }

/** Of the layer and of the accelerator, such that no final sum is wider than a partial one. */
const precisionsOf = (random: Random, tensors: readonly SimTensor[], word: number): Precisions => {
  const draw = (more: readonly string[]) =>
    chance(random, 70) ? precisionOf(random, tensors, more) : undefined
  for (let tries = 0; tries < 20; tries++) {
    const drawn = { layer: draw([]), accelerator: draw([absentName]) }
    const { partial, final } = partsOf(tensors, drawn.layer, drawn.accelerator, word)
    if (tensors.every(({ name }) => (final[name] ?? 0) <= (partial[name] ?? 0))) return drawn
  }
  return { layer: 8, accelerator: undefined }
}

/** Dimensions that are alone on an axis of every one of the tensors. */
const plainDimensions = (tensors: readonly SimTensor[]): readonly string[] => {
  const [first = [], ...others] = tensors.map(({ axes }) =>
    axes.flatMap((axis) => (axis.length === 1 ? axis.map(({ dimension }) => dimension) : [])),
  )
  return first.filter((dimension) => others.every((each) => each.includes(dimension)))
}

const divisorsOf = (n: number): readonly number[] =>
  Array.from({ length: n }, (_, i) => i + 1).filter((divisor) => n % divisor === 0)

/** Blocks that divide the extent, and more often than not every tile of it too. */
const structuredOf = (
  random: Random,
  { extents }: Subject,
  { levels }: Canonical,
  dimensions: readonly string[],
): Density | undefined => {
  if (dimensions.length === 0) return undefined
  const worthy = dimensions.filter((dimension) => extents[dimension] !== 1)
  const along = pick(random, worthy.length > 0 ? worthy : dimensions)
  const all = divisorsOf(extents[along] ?? 1)
  const tiles = levels.flatMap(({ loops }) => loops.filter(({ dim }) => dim === along))
  const whole = all.filter((m) => m > 1 && tiles.every(({ size }) => size % m === 0))
  const blocks = all.filter((each) => each > 1 || chance(random, 10))
  const m = pick(random, whole.length > 0 && chance(random, 60) ? whole : blocks.length > 0 ? blocks : all)
  return { n: chance(random, 85) ? random(1, Math.max(1, m - 1)) : m, m, along }
}

const uniformOf = (random: Random): number =>
  chance(random, 60)
    ? pick(random, [0.05, 0.125, 0.25, 0.3, 1 / 3, 0.5, 0.5, 0.7, 0.9, 1])
    : random(1, 1000) / pick(random, [1000, 1001])

const densityOf = (
  random: Random,
  subject: Subject,
  canonical: Canonical,
  tensors: readonly SimTensor[],
): Density => {
  const structured = chance(random, 50)
    ? structuredOf(random, subject, canonical, plainDimensions(tensors))
    : undefined
  return structured ?? uniformOf(random)
}

const densitiesOf = (
  random: Random,
  subject: Subject,
  canonical: Canonical,
): Readonly<Record<string, Density>> => {
  const inputs = subject.tensors.filter(({ role }) => role === 'input')
  const named = some(random, inputs, 65)
  const others = inputs.filter((tensor) => !named.includes(tensor))
  const density = (tensors: readonly SimTensor[]) => densityOf(random, subject, canonical, tensors)
  const byRole = inputs.length > 0 && chance(random, 30)
  return Object.fromEntries(
    shuffled(random, [
      ...named.map((tensor) => [tensor.name, density([tensor])] as const),
      // of those without an entry of their own; where there are none, it must still be a density
      ...(byRole ? [['inputs', others.length > 0 ? density(others) : uniformOf(random)] as const] : []),
    ]),
  )
}

const places: readonly Place[] = ['offchip', 'l2', 'clusters', 'l1']

const formatOf = (random: Random, mayBeStructured: boolean): Formats => {
  const one = (): Format =>
    mayBeStructured && chance(random, 50)
      ? 'structured'
      : chance(random, 50)
        ? 'bitmask'
        : { coordinate: pick(random, [1, 2, 3, 4, 2.5, 8]) }
  if (chance(random, 55)) return one()
  return Object.fromEntries(some(random, places, 55).map((place) => [place, one()]))
}

const sparseOf = (
  random: Random,
  tensors: readonly SimTensor[],
  densities: Readonly<Record<string, Density>>,
): Sparse => {
  const inputs = namesOf(tensors, 'input')
  const tokens = [...inputs, 'inputs', ...some(random, [absentName], 8)]
  const listed = shuffled(random, some(random, tokens, 45))
  const list = () => shuffled(random, some(random, tokens, 50))
  const isUniform = (name: string): boolean => typeof (densities[name] ?? densities['inputs']) === 'number'
  const byRole = inputs.filter((name) => !listed.includes(name))
  const format = Object.fromEntries(
    listed.map((name) => [
      name,
      formatOf(random, name === 'inputs' ? !byRole.some(isUniform) : !isUniform(name)),
    ]),
  )
  return {
    ...(chance(random, 65) ? { gate: list() } : {}),
    ...(chance(random, 65) ? { skip: list() } : {}),
    ...(chance(random, 75) ? { format } : {}),
  }
}

export type Operands = GivenOperands & {
  readonly onAccelerator: { readonly precision?: Precision; readonly sparse?: Sparse }
}

/** Widths and densities, each absent more often than not. */
export const randomOperands = (
  random: Random,
  subject: Subject,
  canonical: Canonical,
  word: number,
): Operands => {
  const { tensors } = subject
  const { layer, accelerator } = chance(random, 60)
    ? precisionsOf(random, tensors, word)
    : { layer: undefined, accelerator: undefined }
  const density = chance(random, 60) ? densitiesOf(random, subject, canonical) : undefined
  const sparse = chance(random, density === undefined ? 10 : 90)
    ? sparseOf(random, tensors, density ?? {})
    : undefined
  return {
    ...(layer === undefined ? {} : { precision: layer }),
    ...(density === undefined ? {} : { density }),
    onAccelerator: {
      ...(accelerator === undefined ? {} : { precision: accelerator }),
      ...(sparse === undefined ? {} : { sparse }),
    },
  }
}
