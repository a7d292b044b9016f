/** What must hold between the counts of any estimate (docs/spec.md, sections 3 to 6). */
import type { Estimate, LevelEstimate, LevelTensor } from '../../../src/index'
import { extentOf, usedElements } from '../generators/axes'
import type { Extents } from '../generators/layers'
import type { CanonicalLevel } from '../generators/levels'
import type { Problem } from '../generators/problems'
import type { SimTensor } from '../simulator/types'
import { unless } from './answers'

type Lines = readonly string[]

/** Of averages, which are rounded in their last place. */
const rounding = 1e-12

const product = (factors: readonly number[]): number => factors.reduce((a, b) => a * b, 1)

const nowhere: LevelTensor = { unitTile: Number.NaN, levelTile: Number.NaN }

/** The tensor's figures at a level; those that its role has none of are 0. */
const figuresOf = (level: LevelEstimate | undefined, { name }: SimTensor): Required<LevelTensor> => ({
  ...{ ingress: 0, fills: 0, egress: 0, evictions: 0, accumulations: 0, streamed: 0 },
  ...(level?.tensors[name] ?? nowhere),
})

/** Steps of level 0: folds of a spatial loop, tiles of the others. */
const stepsOf = ({ units, loops }: CanonicalLevel, extents: Extents): number =>
  product(
    loops.map(({ dim, kind, size }) => {
      const tiles = Math.ceil(extentOf(extents, dim) / size)
      return kind === 'spatial' ? Math.ceil(tiles / units) : tiles
    }),
  )

const sharedBufferLines = (tensor: SimTensor, { levels, offchip }: Estimate, extents: Extents): Lines => {
  const used = usedElements(tensor, extents)
  const { ingress, egress, accumulations, streamed, levelTile } = figuresOf(levels[0], tensor)
  const { reads, writes, resident } = offchip.tensors[tensor.name] ?? {
    reads: -1,
    writes: -1,
    resident: false,
  }
  const isInput = tensor.role === 'input'
  return [
    ...unless(isInput || egress - accumulations === used, 'egress − accumulations = used outputs'),
    ...unless(!isInput || ingress >= used, 'level-0 ingress ≥ used elements'),
    ...unless(streamed >= used, 'streamed ≥ used'),
    // What the union of the tiles gains, some unit acquires; what it loses, some unit loses.
    ...unless(streamed <= (isInput ? ingress : egress), 'streamed ≤ traffic of level 0'),
    ...unless(levelTile <= used, 'levelTile ≤ used'),
    ...unless(
      (isInput ? reads : writes) === (resident ? used : streamed),
      'off-chip traffic is used or streamed',
    ),
    ...unless(
      (isInput ? writes : reads) === (isInput || resident ? 0 : streamed - used),
      'revisits come back',
    ),
  ].map((line) => `${tensor.name}: ${line}`)
}

const levelLines = (tensor: SimTensor, level: number, { levels }: Estimate): Lines => {
  const own = figuresOf(levels[level], tensor)
  const above = level === 0 ? undefined : figuresOf(levels[level - 1], tensor)
  const units = levels[level]?.units ?? 0
  return [
    ...unless(own.ingress <= own.fills, 'ingress ≤ fills'),
    ...unless(own.egress <= own.evictions, 'egress ≤ evictions'),
    ...unless(own.fills <= units * own.ingress, 'fills ≤ units · ingress'),
    ...unless(own.evictions <= units * own.egress, 'evictions ≤ units · egress'),
    ...unless(own.accumulations >= 0, 'accumulations ≥ 0'),
    ...unless(own.unitTile <= own.levelTile, 'unitTile ≤ levelTile'),
    ...unless(own.levelTile <= units * own.unitTile, 'levelTile ≤ units · unitTile'),
    // What a cluster's buffer acquires is new to its units too.
    ...unless(own.ingress >= (above?.fills ?? 0), 'ingress ≥ fills of the level above'),
    ...unless(above === undefined || own.egress - own.accumulations === above.evictions, 'first arrivals'),
    ...unless(own.levelTile <= (above?.unitTile ?? own.levelTile), 'levelTile ≤ unitTile of the level above'),
  ].map((line) => `level ${level}, ${tensor.name}: ${line}`)
}

const stepLines = (
  { units, steps, activeUnitSteps }: LevelEstimate,
  above: LevelEstimate | undefined,
): Lines => [
  ...unless(steps <= activeUnitSteps, 'steps ≤ activeUnitSteps'),
  ...unless(activeUnitSteps <= steps * units, 'activeUnitSteps ≤ steps · units'),
  ...unless(
    steps >= (above?.activeUnitSteps ?? 1),
    'a level runs once per active unit and step of the level above',
  ),
]

const spreadLines = ({ delay, bandwidth }: LevelEstimate): Lines => [
  ...Object.entries(delay).flatMap(([what, { min, max, average }]) =>
    unless(
      min <= average * (1 + rounding) && average <= max * (1 + rounding),
      `min ≤ average ≤ max of ${what}`,
    ),
  ),
  ...unless(bandwidth.average <= bandwidth.peak * (1 + rounding), 'average ≤ peak bandwidth'),
]

/** Every number of an estimate, by its path. */
const numbersIn = (value: unknown, path = ''): readonly (readonly [string, number])[] => {
  if (typeof value === 'number') return [[path, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => numbersIn(inner, `${path}.${key}`))
}

/** These may be fractions; everything else is a count. */
const fractional = /energy|edp|area|power|activePes|seconds|throughput|utilization|average|peak/

const soundLines = (estimate: Estimate): Lines =>
  numbersIn(estimate).flatMap(([path, number]) => [
    ...unless(Number.isFinite(number) && number >= 0 && !Object.is(number, -0), `${path} is ${number}`),
    ...unless(fractional.test(path) || Number.isSafeInteger(number), `${path} is ${number}, no count`),
  ])

/** What the PEs could do while each step lasts, all parents' steps one after another. */
const mostMacs = (levels: Estimate['levels'], simd: number): number => {
  const last = levels.at(-1)
  return last === undefined ? 0 : last.delay.compute.average * last.steps * last.units * simd
}

const totalLines = ({ hardware, subject, canonical }: Problem, estimate: Estimate): Lines => {
  const { macs, runtime, onChipRuntime, offChipTime, floor, utilization, activePes, bound, levels } = estimate
  return [
    ...unless(macs === product(Object.values(subject.extents)), 'MACs = ∏ sizes'),
    ...unless(runtime >= floor, 'runtime ≥ floor'),
    ...unless(runtime === Math.max(onChipRuntime, offChipTime), 'runtime is the longer of the two times'),
    ...unless(utilization > 0 && utilization <= 1, 'utilization from 0 to 1'),
    ...unless(activePes >= 1 && activePes <= hardware.pes * (1 + rounding), 'activePes from 1 to the PEs'),
    ...unless(
      mostMacs(levels, hardware.simd ?? 1) >= macs * (1 - rounding),
      'the PEs have time for all MACs',
    ),
    ...unless(
      (bound.by === 'offchip') === offChipTime > onChipRuntime,
      'bound by off-chip where that is longer',
    ),
    ...unless(
      Object.values(bound.cycles).reduce((sum, cycles) => sum + cycles, 0) === runtime,
      'every cycle is charged once',
    ),
    ...unless(
      bound.cycles[bound.by] === Math.max(...Object.values(bound.cycles)),
      'the bound is charged most',
    ),
    ...unless(
      levels[0]?.steps === stepsOf(canonical.levels[0] ?? { units: 1, loops: [] }, subject.extents),
      'steps of level 0',
    ),
  ]
}

const peLines = ({ name, role }: SimTensor, { macs, pe, levels }: Estimate): Lines => {
  const { reads, writes } = pe.tensors[name] ?? { reads: -1, writes: -1 }
  const fills = levels.at(-1)?.tensors[name]?.fills
  return unless(reads === macs && writes === (role === 'input' ? fills : macs), `${name}: accesses of L1`)
}

/** Everything that does not hold. */
export const wrongCounts = (problem: Problem, estimate: Estimate): Lines => [
  ...soundLines(estimate),
  ...totalLines(problem, estimate),
  ...estimate.levels.flatMap((level, i) => [
    ...stepLines(level, estimate.levels[i - 1]),
    ...spreadLines(level),
  ]),
  ...problem.subject.tensors.flatMap((tensor) => [
    ...sharedBufferLines(tensor, estimate, problem.subject.extents),
    ...peLines(tensor, estimate),
    ...estimate.levels.flatMap((_, level) => levelLines(tensor, level, estimate)),
  ]),
]
