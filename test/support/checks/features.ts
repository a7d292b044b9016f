/** What a problem exercises, so that a generator that silently stops covering something is noticed. */
import type { Accelerator, Interconnect } from '../../../src/index'
import { extentOf, valuesOf } from '../generators/axes'
import type { Extents, Subject } from '../generators/layers'
import { type CanonicalLevel, leftBy } from '../generators/levels'
import type { Problem } from '../generators/problems'
import type { SimAxis } from '../simulator/types'
import type { Judged } from './expected'

/** Numbers between the first and the last value that no iteration touches, in steps of the coefficients' divisor. */
const hasHoles = (axis: SimAxis, extents: Extents): boolean => {
  if (axis.length < 2) return false
  const sorted = valuesOf(axis, extents)
  const gaps = new Set(sorted.slice(1).map((value, i) => value - (sorted[i] ?? 0)))
  return gaps.size > 1
}

const commonDivisor = (a: number, b: number): number => (b === 0 ? a : commonDivisor(b, a % b))

const windowFeatures = ({ subject: { tensors, extents, kind } }: Problem): readonly string[] => {
  const found = tensors.flatMap(({ role, axes }) =>
    axes.flatMap((axis): readonly string[] => {
      if (axis.length < 2) return []
      if (!axis.every(({ dimension }) => extentOf(extents, dimension) > 1)) return []
      const [a = 1, b = 1] = axis.map(({ coefficient }) => coefficient)
      const divisor = commonDivisor(a, b)
      return [
        `window of an ${role}`,
        ...(divisor > 1 ? ['coefficients with a common divisor'] : []),
        ...(a > divisor && b > divisor ? ['coefficients of which neither divides the other'] : []),
        ...(a * b > 16 * divisor ** 2 ? ['many residues'] : []),
        ...(hasHoles(axis, extents) ? ['holes', `holes of an ${role}`] : []),
      ]
    }),
  )
  const outputs = tensors.filter(({ role }) => role === 'output').length
  const coupled = new Set(tensors.flatMap(({ axes }) => axes.flat().map(({ dimension }) => dimension)))
  return [
    ...found,
    `kind ${kind}`,
    ...(outputs > 1 ? ['several outputs'] : []),
    ...(outputs === tensors.length ? ['no input'] : []),
    ...(tensors.some(({ axes }) => axes.length === 0) ? ['scalar tensor'] : []),
    ...(Object.keys(extents).some((dimension) => !coupled.has(dimension))
      ? ['dimension coupled to no tensor']
      : []),
  ]
}

const geometryFeatures = ({ subject: { slides, layer } }: Problem): readonly string[] => [
  ...(slides.some(({ stride, form }) => stride > 1 && form === 'input') ? ['stride'] : []),
  ...(slides.some(({ dilation }) => dilation > 1) ? ['dilation'] : []),
  ...('padding' in layer && JSON.stringify(layer.padding).match(/[1-9]/) ? ['padding'] : []),
]

/** A spatial loop over a window: its units' tiles overlap. */
const haloFeatures = (level: CanonicalLevel, extents: Extents, { tensors }: Subject): readonly string[] =>
  level.loops.flatMap(({ dim, kind, size }) => {
    const slides = kind === 'spatial' && extentOf(extents, dim) > size && level.units > 1
    const axes = tensors
      .flatMap((tensor) => tensor.axes)
      .filter((axis) => axis.some(({ dimension }) => dimension === dim))
    const windows = slides
      ? axes.filter((axis) => axis.every(({ dimension }) => extentOf(extents, dimension) > 1))
      : []
    return windows
      .filter((axis) => axis.length > 1)
      .map((axis) => `units that share halos${hasHoles(axis, extents) ? ' with holes' : ''}`)
  })

const levelFeatures = ({ subject, canonical: { levels } }: Problem): readonly string[] => {
  let extents = subject.extents
  return levels.flatMap((level, depth) => {
    const found: string[] = [
      ...haloFeatures(level, extents, subject),
      ...(level.loops.length === 0 ? ['empty level'] : []),
      ...(depth > 0 && level.units === 1 ? ['Cluster(1)'] : []),
    ]
    for (const { dim, kind, size } of level.loops) {
      const extent = extentOf(extents, dim)
      const tiles = Math.ceil(extent / size)
      if (extent % size > 0) found.push('ragged tile')
      if (kind === 'spatial' && extent % size > 0) found.push('ragged spatial tile')
      if (kind === 'spatial' && tiles > level.units) found.push('folds')
      if (kind === 'spatial' && tiles > level.units && tiles % level.units > 0)
        found.push('idle units in the last fold')
      if (kind === 'spatial' && tiles < level.units) found.push('more units than tiles')
      if (depth > 0 && extent < extentOf(subject.extents, dim) && tiles > 1) found.push('tiles of tiles')
    }
    extents = leftBy(level, extents)
    return found
  })
}

const networksOf = ({ noc }: Accelerator): readonly Interconnect[] =>
  noc === undefined ? [] : 'length' in noc ? noc : [noc]

const networkFeatures = (hardware: Accelerator): readonly string[] =>
  networksOf(hardware).flatMap(({ bandwidth, latency, multicast, reduction }): readonly string[] => [
    bandwidth === undefined
      ? 'unlimited bandwidth'
      : Number.isInteger(bandwidth)
        ? 'bandwidth'
        : 'fractional bandwidth',
    ...(typeof latency === 'object' ? ['hops'] : []),
    ...(latency === 0 ? ['no latency'] : []),
    ...(multicast === false ? ['no multicast'] : []),
    ...(reduction === false ? ['no reduction'] : []),
  ])

const hardwareFeatures = ({ hardware }: Problem): readonly string[] => {
  const { energy, simd, elementBytes, offchip, area, clock, overlap } = hardware
  return [
    ...networkFeatures(hardware),
    `overlap ${overlap ?? 'by default'}`,
    ...(simd !== undefined && simd > 1 ? ['simd'] : []),
    ...(elementBytes !== undefined && elementBytes !== 1 ? ['element bytes'] : []),
    ...(offchip?.bandwidth === undefined ? [] : ['off-chip bandwidth']),
    ...(area === undefined ? [] : ['area']),
    ...(clock === undefined ? [] : ['clock']),
    ...(energy === undefined ? [] : ['energy table']),
    ...(energy?.unit === 'pJ' ? ['energy in picojoules'] : []),
    ...(energy?.unit === 'pJ' && clock !== undefined ? ['average power'] : []),
    ...(JSON.stringify(energy ?? 0).includes('points') ? ['energy by capacity'] : []),
    ...(energy?.clusters !== undefined && 'length' in energy.clusters ? ['energy per level'] : []),
    ...(energy !== undefined && Object.keys(energy).filter((key) => key !== 'unit').length < 6
      ? ['partial energy table']
      : []),
  ]
}

type Expected = {
  readonly bound: { readonly by: string; readonly level: number | null }
  readonly warnings: readonly string[]
  readonly buffers: Readonly<Record<'l1' | 'l2', { readonly fits: boolean }>> & {
    readonly clusters: readonly { readonly fits: boolean }[]
  }
  readonly offchip: { readonly tensors: Readonly<Record<string, { readonly resident: boolean }>> }
}

type Rounded = { readonly energy: { readonly uncounted: readonly string[] } }

/** What the answer turned out to be. */
const answerFeatures = ({ exact, rounded }: Judged): readonly string[] => {
  // expectedOf builds it in this shape, which its own type does not tell.
  const { bound, warnings, buffers, offchip } = exact as Expected
  const { energy } = rounded as Rounded
  const residents = Object.values(offchip.tensors).map(({ resident }) => resident)
  return [
    `bound by ${bound.by}${bound.level !== null && bound.level > 0 ? ' inside clusters' : ''}`,
    ...warnings.map((tag) => `warning ${tag}`),
    ...energy.uncounted.map((part) => `uncounted ${part}`),
    ...(energy.uncounted.length === 0 ? ['everything counted'] : []),
    ...(warnings.length === 0 ? ['no warning'] : []),
    ...(buffers.l1.fits ? [] : ['l1 does not fit']),
    ...(buffers.clusters.some(({ fits }) => !fits) ? ['cluster does not fit'] : []),
    ...(buffers.l2.fits ? [] : ['l2 does not fit']),
    ...(buffers.l2.fits && residents.includes(false) ? ['streamed though it fits'] : []),
    ...(residents.includes(true) && residents.includes(false) ? ['some resident, some streamed'] : []),
  ]
}

/** The features of a problem, each once. */
export const featuresOf = (problem: Problem, expected: Judged): ReadonlySet<string> =>
  new Set([
    ...problem.used,
    ...windowFeatures(problem),
    ...geometryFeatures(problem),
    ...levelFeatures(problem),
    ...hardwareFeatures(problem),
    ...answerFeatures(expected),
    `${problem.canonical.levels.length} levels`,
  ])
