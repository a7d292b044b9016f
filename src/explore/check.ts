/** Explorations that come from elsewhere: whether a part can be the answer to its shard. */
import type { Either } from 'fp-ts/Either'
import { attempt } from '../error/attempt'
import { type EstimateErrors, fault, type Report } from '../error/error'
import { listed, show } from '../error/show'
import { isNonNegativeInteger } from '../internal/arithmetic'
import { isRecord, type UnknownRecord } from '../internal/read'
import type { Range } from './axis'
import { basisAt } from './energy-basis'
import type { ExploreOptions } from './explore'
import type { Plan } from './plan'
import { readOptions, readRange } from './read-options'
import { readSpace } from './read-space'
import { advance, snapshot, startRun } from './run'
import { type DesignObjective, type Exploration, objectives, reasons, type Space } from './space'

const wrong = (path: string, expected: string, given: string, report: Report): void => {
  const hint =
    'Explore the shard again, in the same space; a file may be damaged, or of another shard or space.'
  report.push(fault('Malformed', path, { expected, given, hint }))
}

const recordOf = (value: unknown): UnknownRecord => (isRecord(value) ? value : {})

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** Counts that add up to the designs of the shard; how many are valid. */
const checkCounts = (designs: UnknownRecord, [from, to]: Range, report: Report): number => {
  const invalid = recordOf(designs['invalid'])
  const counts = [designs['valid'], ...reasons.map((reason) => invalid[reason])]
  const sum = counts.reduce<number>(
    (total, count) => (isNonNegativeInteger(count) ? total + count : Number.NaN),
    0,
  )
  if (designs['total'] !== to - from)
    wrong('exploration.designs.total', `${to - from}, as in the shard`, show(designs['total']), report)
  if (sum !== to - from)
    wrong(
      'exploration.designs',
      `counts that add up to ${to - from}`,
      Number.isNaN(sum) ? 'counts that are not whole numbers' : `${sum} in all`,
      report,
    )
  return Number(counts[0])
}

const checkObjectives = (best: UnknownRecord, chosen: readonly DesignObjective[], report: Report): void => {
  const given = objectives.filter((objective) => best[objective] !== undefined)
  if (given.join() !== chosen.join())
    wrong('exploration.best', `a design for ${listed(chosen)}`, `one for ${listed(given)}`, report)
}

const indexOf = (design: unknown): unknown => recordOf(design)['index']

/** Text that is the same for designs of the same values, in whatever order these are. */
const textOf = (design: unknown): string => {
  const { parameters, ...others } = recordOf(design)
  const sorted = (record: UnknownRecord) => Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([sorted(others), sorted(recordOf(parameters))])
}

type Claim = readonly [path: string, design: unknown]

/** Every design that is named is what exploring it gives, and no other of them is better. */
const checkDesigns = (plan: Plan, claims: readonly Claim[], found: Exploration, report: Report): void => {
  const expected = new Map<string, string>([
    ...found.front.map((design, i) => [`exploration.front[${i}]`, textOf(design)] as const),
    ...plan.objectives.map(
      (objective) => [`exploration.best.${objective}`, textOf(found.best[objective] ?? null)] as const,
    ),
  ])
  for (const [path, design] of claims)
    if (expected.get(path) !== textOf(design)) {
      wrong(path, 'the figures of the named designs', `other figures, or another design`, report)
      return // what follows may be moved
    }
  if (claims.length !== expected.size)
    wrong(
      'exploration.front',
      `${found.front.length} designs, none of which dominates another`,
      'others',
      report,
    )
}

const basisText = (basis: unknown): string => {
  const { unit, uncounted } = recordOf(basis)
  return JSON.stringify(basis === null ? null : [unit, uncounted])
}

/** What energies are counted in, and leave out: the designs that are not named may have more levels than the others. */
const checkEnergy = ({ hardware }: Plan, given: unknown, levels: number, report: Report): void => {
  const most = levels === 0 ? 0 : hardware.energy.clusters.length + 1
  const possible = Array.from({ length: most - levels + 1 }, (_, more) => basisAt(hardware, levels + more))
  if (!possible.some((basis) => basisText(basis) === basisText(given)))
    wrong(
      'exploration.energy',
      'the unit of the energy table, and the parts that it sets to 0',
      show(given),
      report,
    )
}

const checkClaims = (plan: Plan, given: UnknownRecord, range: Range, valid: number, report: Report): void => {
  const [front, best] = [listOf(given['front']), recordOf(given['best'])]
  const claims: readonly Claim[] = [
    ...front.map((design, i): Claim => [`exploration.front[${i}]`, design]),
    ...plan.objectives.map((objective): Claim => [`exploration.best.${objective}`, best[objective]]),
  ]
  const named = claims.filter(([, design]) => design !== null)
  const outside = named.find(([, design]) => {
    const index = indexOf(design)
    return !(isNonNegativeInteger(index) && range[0] <= index && index < range[1])
  })
  if (outside !== undefined) {
    const expected = `an index of the shard, ${range[0]} to ${range[1] - 1}`
    wrong(`${outside[0]}.index`, expected, show(indexOf(outside[1])), report)
    return
  }
  const indices = [...new Set(named.map(([, design]) => Number(indexOf(design))))].sort((a, b) => a - b)
  if (indices.length > valid || (indices.length === 0) !== (valid === 0)) {
    wrong('exploration.front', `designs of ${valid} that are valid`, `${indices.length} designs`, report)
    return
  }
  const run = startRun(plan)
  for (const index of indices) advance(run, index, index + 1)
  checkDesigns(plan, claims, snapshot(run), report)
  checkEnergy(plan, given['energy'], run.levels, report)
}

/**
 * The exploration of a shard that was computed elsewhere, if it can be: its counts add up to the designs of the shard, its
 * objectives are those of the space, every design on its front and every best one is in the shard and has the figures that
 * exploring it gives, and none of them beats another. What it does not find without exploring the shard again: designs
 * that are missing on the front, and valid ones counted as invalid.
 *
 * @param space - The space that was explored.
 * @param exploration - The answer to check, for instance one that a worker sent as JSON.
 * @param options - The shard that the answer is of; the whole space by default.
 *
 * @example
 * ```ts
 * import { dataflow, gemm, orThrow, spatialMap } from 'maestro-dataflow'
 * import { checkExploration, explore, range } from 'maestro-dataflow/explore'
 *
 * const space = {
 *   layer: gemm({ M: 64, N: 64, K: 64 }),
 *   dataflow: () => dataflow('rows', [spatialMap('M')]),
 *   pes: range(1, 100),
 * }
 * const shard = { index: 0, count: 2 }
 * const sent = JSON.stringify(orThrow(explore(space, { shard })))
 * checkExploration(space, JSON.parse(sent), { shard })._tag // => 'Right'
 * checkExploration(space, JSON.parse(sent), { shard: { index: 1, count: 2 } })._tag // => 'Left'
 * ```
 * @since 0.2.0
 * @category exploration
 */
export const checkExploration = <P extends string>(
  space: Space<P>,
  exploration: Exploration,
  options: Pick<ExploreOptions, 'shard'> = {},
): Either<EstimateErrors, Exploration> =>
  attempt((report) => {
    const given = readOptions(options, ['shard'], report)
    const plan = readSpace(space, [], report)
    const range = readRange(given['shard'], plan?.total ?? 1, report)
    if (plan === undefined || report.length > 0) return undefined
    // Read once: what was checked is what is handed on.
    const read: Exploration = JSON.parse(JSON.stringify(exploration))
    const record = recordOf(read)
    const valid = checkCounts(recordOf(record['designs']), range, report)
    checkObjectives(recordOf(record['best']), plan.objectives, report)
    if (report.length === 0) checkClaims(plan, record, range, valid, report)
    return report.length === 0 ? read : undefined
  })
