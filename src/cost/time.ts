/**
 * Time (cost model, section 5): steps, runs and the final drain, folded from the deepest level up. This is the definition
 * of what the kernel computes over the tape; a property test holds the two equal.
 */
import type { AnalysedLevel, StepTable } from '../analysis/analysis'
import type { Overlap } from '../hardware/accelerator'
import type { ResolvedHardware, ResolvedNetwork } from '../hardware/resolve'
import type { Bound, Spread } from './estimate-type'

/** Cycles to transfer so many elements over a level's network. */
export const transfer = (elements: number, { bandwidth, latency }: ResolvedNetwork): number => {
  if (elements === 0) return 0
  return latency + (bandwidth === Infinity ? 1 : Math.ceil(elements / bandwidth)) - 1
}

/** What a step's cycles are charged to. */
type Charges = { inner: number; ingress: number; egress: number }

/** A step's terms: its longest unit, what arrives for it, what leaves. */
type Terms = { readonly inner: number; readonly ingress: number; readonly egress: number }

type Hiding = 'everything' | 'egress' | 'nothing'

/** What a step hides behind its inner work: the first step of a run cannot hide its fill. */
const hidingOf = (overlap: Overlap, isEntry: boolean, isInitial: boolean): Hiding => {
  if (overlap === 'none') return 'nothing'
  if (overlap === 'across-runs') return isInitial ? 'egress' : 'everything'
  return isEntry ? 'egress' : 'everything'
}

const cyclesOf = ({ inner, ingress, egress }: Terms, hiding: Hiding): number => {
  if (hiding === 'nothing') return ingress + inner + egress
  if (hiding === 'egress') return Math.max(ingress + inner, egress)
  return Math.max(inner, ingress, egress)
}

/** Charges `times` steps to their largest term (ties: inner, ingress, egress); terms that add are charged each its own. */
const charge = ({ inner, ingress, egress }: Terms, hiding: Hiding, times: number, charges: Charges): void => {
  if (hiding === 'nothing') charges.egress += times * egress
  if (hiding === 'nothing' || (hiding === 'egress' && ingress + inner >= egress)) {
    charges.inner += times * inner
    charges.ingress += times * ingress
  } else if (hiding === 'everything' && inner >= ingress && inner >= egress) charges.inner += times * inner
  else if (hiding === 'everything' && ingress >= egress) charges.ingress += times * ingress
  else charges.egress += times * egress
}

type LevelTime = {
  /** Cycles of each row of the table; those of entries are the first steps of runs. */
  readonly rows: readonly number[]
  /** Cycles of the inner steps of a run, per box. */
  readonly boxes: readonly number[]
  readonly delay: { readonly ingress: Spread; readonly egress: Spread; readonly compute: Spread }
  readonly bandwidth: { readonly peak: number; readonly average: number }
  readonly charges: Charges
}

/** The longest run that a step starts, or its PEs' compute time. */
const innerOf = (table: StepTable, row: number, next: LevelTime | undefined): number => {
  if (next === undefined) return table.compute[row]!
  let longest = 0
  for (let run = row === 0 ? 0 : table.runEnd[row - 1]!; run < table.runEnd[row]!; run++)
    longest = Math.max(longest, next.rows[table.runEntry[run]!]! + next.boxes[table.runBox[run]!]!)
  return longest
}

type Gathered = { min: number; max: number; sum: number }

const gather = (into: Gathered, value: number, times: number): void => {
  into.min = Math.min(into.min, value)
  into.max = Math.max(into.max, value)
  into.sum += value * times
}

const gathered = (): Gathered => ({ min: Infinity, max: 0, sum: 0 })

const spread = ({ min, max, sum }: Gathered, steps: number): Spread => ({ min, max, average: sum / steps })

const boxTimes = (table: StepTable, rows: readonly number[]): readonly number[] => {
  const boxes: number[] = []
  let row = table.entries
  for (const end of table.boxEnd) {
    let cycles = 0
    for (; row < end; row++) cycles += table.perRun[row]! * rows[row]!
    boxes.push(cycles)
  }
  return boxes
}

const levelTime = (
  { table, steps }: AnalysedLevel,
  network: ResolvedNetwork,
  overlap: Overlap,
  next: LevelTime | undefined,
): LevelTime => {
  const ingressVolumes = network.multicast ? table.ingressUnion : table.ingressSum
  const egressVolumes = network.reduction ? table.egressUnion : table.egressSum
  const gather3 = { ingress: gathered(), egress: gathered(), compute: gathered() }
  const charges: Charges = { inner: 0, ingress: 0, egress: 0 }
  let peak = 0
  let demanded = 0
  const rows: number[] = []
  for (let row = 0; row < table.count.length; row++) {
    const times = table.count[row]!
    const inner = innerOf(table, row, next)
    const ingress = transfer(ingressVolumes[row]!, network)
    const egress = transfer(egressVolumes[row]!, network)
    const terms = { inner, ingress, egress }
    const hiding = hidingOf(overlap, row < table.entries, row < table.initial)
    rows.push(cyclesOf(terms, hiding))
    charge(terms, hiding, times, charges)
    gather(gather3.ingress, ingress, times)
    gather(gather3.egress, egress, times)
    gather(gather3.compute, inner, times)
    const volume = Math.max(ingressVolumes[row]!, egressVolumes[row]!)
    peak = Math.max(peak, volume / inner)
    demanded += volume * times
  }
  const delay = {
    ingress: spread(gather3.ingress, steps),
    egress: spread(gather3.egress, steps),
    compute: spread(gather3.compute, steps),
  }
  const bandwidth = { peak, average: demanded / gather3.compute.sum }
  return { rows, boxes: boxTimes(table, rows), delay, bandwidth, charges }
}

export type Timing = {
  readonly onChipRuntime: number
  readonly levels: readonly Pick<LevelTime, 'delay' | 'bandwidth'>[]
  readonly bound: Bound
}

/** The level whose work the runtime is spent on: where inner work weighs most, the next level decides. */
const boundOf = (levels: readonly LevelTime[], drains: readonly number[]): Bound => {
  for (const [level, { charges }] of levels.entries()) {
    const egress = charges.egress + drains[level]!
    if (charges.inner >= charges.ingress && charges.inner >= egress) continue
    return { by: charges.ingress >= egress ? 'ingress' : 'egress', level }
  }
  return { by: 'compute', level: levels.length - 1 }
}

/** On-chip time of an analysed schedule: the run of level 0 and the final drain, deepest level first. */
export const timeOf = (levels: readonly AnalysedLevel[], hardware: ResolvedHardware): Timing => {
  const times: LevelTime[] = []
  for (let i = levels.length - 1; i >= 0; i--)
    times.unshift(levelTime(levels[i]!, hardware.networks[i]!, hardware.overlap, times[0]))
  const drains = levels.map(({ drain }, i) => {
    const network = hardware.networks[i]!
    return transfer(network.reduction ? drain.union : drain.sum, network)
  })
  const onChipRuntime =
    times[0]!.rows[0]! + times[0]!.boxes[0]! + drains.reduce((sum, cycles) => sum + cycles, 0)
  return { onChipRuntime, levels: times, bound: boundOf(times, drains) }
}
