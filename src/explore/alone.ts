/** Cells of one design each, as where the mapping is what varies: the pipeline of the costs is all that they take. */
import { costSchedule } from '../cost/cost-schedule'
import { readCountsUnder } from '../cost/counts'
import { SHARED } from '../cost/places'
import { doClustersFit, fits } from '../cost/requirements'
import { lazyWorkspace } from '../cost/workspace'
import type { Level } from '../dataflow/canonical'
import type { ResolvedHardware } from '../hardware/resolve'
import { steps } from '../profile/steps'
import { type Archive, isMatched, offerPoint } from './archive'
import { capacityAt } from './buffers'
import type { Place } from './cell'
import type { Plan } from './plan'
import { setPoint } from './point'
import type { Tally } from './tally'

const workspace = /* @__PURE__ */ lazyWorkspace()

/** The hardware of a plan with the first value of each axis. */
export const hardwareAlone = ({
  hardware,
  swept,
  pes,
  simd,
  bandwidth,
  l1,
  l2,
}: Pick<Plan, 'hardware' | 'swept' | 'pes' | 'simd' | 'bandwidth' | 'l1' | 'l2'>): ResolvedHardware => {
  return {
    ...hardware,
    pes: pes.given[0]!,
    simd: simd.given[0]!,
    networks: hardware.networks.map((network, level) =>
      swept[level] === 1 ? { ...network, bandwidth: bandwidth.sorted[0]! } : network,
    ),
    l1: capacityAt(l1, 0),
    l2: capacityAt(l2, 0),
  }
}

/** The same with other numbers of PEs and SIMD lanes. */
const onUnits = ({ alone }: Plan, pes: number, simd: number): ResolvedHardware =>
  alone.pes === pes && alone.simd === simd ? alone : { ...alone, pes, simd }

type Outcome = Exclude<keyof Tally, 'valid'> | null

/** Why a design is invalid, whose costs are in the workspace; null: it is valid. */
const invalidity = ({ limits }: Plan, hardware: ResolvedHardware): Outcome => {
  const {
    profile: { counts },
    costs: { requirements, totals },
  } = workspace()
  if (!fits(counts, requirements, hardware, counts.levels)) return 'l1'
  if (!doClustersFit(counts, requirements, hardware)) return 'clusters'
  if (!fits(counts, requirements, hardware, SHARED)) return 'l2'
  if (totals.area > limits.area) return 'area'
  if (totals.power > limits.power) return 'power'
  return totals.averagePower > limits.averagePower ? 'averagePower' : null
}

/** Costs a design into the workspace. Returns why it is invalid; null: it is valid. */
const costDesign = (plan: Plan, levels: readonly Level[], pes: number, simd: number): Outcome => {
  const { profile, costs } = workspace()
  const { problem, macs } = plan
  const rules = plan.hardware.perTensor?.rules ?? null
  if (!steps().profileSchedule(profile.table, problem, levels, simd, rules)) return 'dataflow'
  readCountsUnder(rules, profile, problem, macs)
  const hardware = onUnits(plan, pes, simd)
  return costSchedule(profile, hardware, 'timed', costs) === null ? invalidity(plan, hardware) : 'dataflow'
}

/** Where designs go: those that are matched are offered to no archive, and none where it is null. */
type Sink = { readonly archive: Archive | null; readonly tally: Tally }

/** Visits the one design of a cell with these levels. `placeOf` says where it is, which is asked only if it matters. */
export const visitAlone = (
  { archive, tally }: Sink,
  plan: Plan,
  levels: readonly Level[],
  pes: number,
  simd: number,
  placeOf: () => Place,
): void => {
  const outcome = costDesign(plan, levels, pes, simd)
  tally[outcome ?? 'valid']++
  if (outcome !== null || archive === null) return
  const { time, energy, totals } = workspace().costs
  setPoint(archive.point, plan, { pes, simd }, time.runtime, energy.total, totals.area, totals.power)
  if (!isMatched(archive)) offerPoint(archive, placeOf())
}
