/** The cost of a level: its cases added up, with those of the levels inside (section 11). */
import { type Case, caseAt, casesIn, statesOf } from './cases'
import { type Costing, stop } from './costing'
import { addProduct } from './extended'
import { exactSum, type Int64, larger, ofDouble, plus, plusTimes, quotient, times } from './int64'
import { outputsIn, outputsInL1 } from './quirks'
import { newTally, note, type Tally, type TensorTally } from './tally'
import type { Dependence, Level, Loop } from './tiles'
import { transfer, withOffchip } from './time'
import { bringsNothing, extentsBelow, ingressOf, shortTiles, type Work, workOf } from './volumes'

/** A level while its cases are added up, over dimensions of these sizes. */
type Run = {
  readonly costs: Costing
  readonly depth: number
  readonly level: Level
  readonly sizes: readonly number[]
  readonly tally: Tally
  /** By the loops at their edges, what cases have in common. */
  readonly efforts: Map<number, Effort>
}

/** What a case computes, and once it counts, what happens inside its units. */
type Effort = { readonly work: Work; inside: Inside | undefined }

/** Cycles of the longest run inside; active units, and their average inside as the sum of two numbers. */
type Inside = {
  readonly cycles: Int64
  readonly units: number
  readonly active: number
  readonly others: number
}

type Ingress = { readonly input: Int64; readonly filter: Int64 }

const product = ({ loops }: Level, { firsts }: Dependence, of: (loop: Loop) => number): Int64 =>
  firsts.reduce((volume: Int64, place) => times(volume, of(loops[place]!)), 1)

/** Buffer needs and tensor sizes. Quirk 17: of inputs, needs pile up over the cases that are skipped at first. */
const needBuffers = ({ tally, level, sizes }: Run, ingress: Ingress, egress: Int64): void => {
  for (const name of ['input', 'filter'] as const) {
    const tensor = tally[name]
    const unitTile = product(level, level[name], ({ tile }) => tile.full)
    tensor.l2Size = plus(tensor.l2Size, times(2, ingress[name]))
    tensor.l1Size = plus(tensor.l1Size, times(2, unitTile))
    tensor.size = product(level, level[name], ({ slot }) => sizes[slot]!)
  }
  const unitTile = product(level, level.output, ({ tile, outputs }) => outputsInL1(tile.full, outputs.full))
  tally.output.l2Size = times(2, egress)
  tally.output.l1Size = times(2, unitTile)
  tally.output.size = product(level, level.output, ({ slot, windowSlot }) =>
    windowSlot < 0 ? sizes[slot]! : outputsIn(sizes[slot]!, sizes[windowSlot]!),
  )
}

const insideClusters = ({ costs, depth, level }: Run, now: Case, units: number): Inside | undefined => {
  const { edge, ragged } = now.states[level.spatial[0]!]!
  const hasRagged = edge && ragged
  const one = costBelow(costs, depth, shortTiles(level, now, hasRagged))
  if (one === undefined) return undefined
  const cycles = larger(0, one.runtime)
  if (!hasRagged) return { cycles, units, active: one.active * units, others: 0 }
  if (level.edgeUnits === 1) return { cycles, units, active: one.active, others: 0 }
  const full = costBelow(costs, depth, shortTiles(level, now, false))
  if (full === undefined) return undefined
  const others = full.active * (level.edgeUnits - 1)
  return { cycles: larger(cycles, full.runtime), units, active: one.active, others }
}

const insideOf = (run: Run, now: Case, longest: Int64): Inside | undefined => {
  const { costs, depth, level } = run
  const units = now.states[level.spatial[0]!]!.edge ? level.edgeUnits : level.units
  if (depth < costs.levels.length - 1) return insideClusters(run, now, units)
  const cycles = ofDouble(Math.ceil(Number(longest) / costs.hardware.simd))
  return { cycles, units, active: 0, others: 0 }
}

const addTraffic = (tensor: TensorTally, volume: Int64, count: number): void => {
  tensor.traffic = plusTimes(tensor.traffic, count, volume)
}

const addBandwidth = (tally: Tally, moved: Int64, compute: Int64, count: number): void => {
  tally.peak = larger(tally.peak, quotient(moved, compute))
  // Quirk 22: truncated before it is added.
  tally.bandwidths = exactSum(tally.bandwidths, quotient(times(count, moved), compute))
}

const addActive = (tally: Tally, { units, active, others }: Inside, count: number): void => {
  tally.active = addProduct(tally.active, active + others === 0 ? units : active, others, count)
}

/** Adds the cycles of a case; false if the tool dies of it. */
const addTime = (run: Run, now: Case, ingress: Int64, egress: Int64, { cycles }: Inside): boolean => {
  const { costs, depth, tally } = run
  const { hardware } = costs
  const { count, pivot } = now
  if (hardware.nocBw === 0) stop(costs, 'BAD_HARDWARE', 'hardware.nocBw', 'the bandwidth of the network is 0')
  if (costs.stopped !== undefined) return false
  const incoming = transfer(ingress, hardware)
  const outgoing = transfer(egress, hardware)
  const step = pivot < 0 ? plus(cycles, incoming) : larger(larger(outgoing, cycles), incoming)
  const whole = depth === 0 ? withOffchip(costs, tally, step, cycles) : step
  if (whole === undefined) return false
  const compute = cycles === 0 ? 1 : cycles
  tally.runtime = plusTimes(tally.runtime, count, whole)
  addBandwidth(tally, larger(ingress, egress), compute, count)
  note(tally.ingress, incoming, count)
  note(tally.egress, outgoing, count)
  note(tally.compute, compute, count)
  return true
}

/** Adds a case that does work; false if the tool dies of it. */
const addCase = (run: Run, now: Case, { input, filter }: Ingress, effort: Effort): boolean => {
  const { tally } = run
  const { count } = now
  const { egress, longest, total } = effort.work
  const ingress = plus(input, filter)
  addTraffic(tally.input, input, count)
  addTraffic(tally.filter, filter, count)
  // Quirk 16: each case overwrites the intensity of the cases before.
  tally.intensity = Number(total) / Number(ingress)
  effort.inside ??= insideOf(run, now, longest)
  const { inside } = effort
  if (inside === undefined || !addTime(run, now, ingress, egress, inside)) return false
  tally.macs = plusTimes(tally.macs, count, total)
  addActive(tally, inside, count)
  tally.steps = plus(tally.steps, count)
  return true
}

/** Whether the tool survives the fetches and the count of a case. */
const isCountable = ({ costs, depth, level }: Run, now: Case): boolean => {
  if (bringsNothing(level, now, level.input) || bringsNothing(level, now, level.filter))
    stop(costs, 'ZERO_UNIQUE', '', `a step of level ${depth} brings nothing new`)
  else if (now.count <= 0)
    stop(costs, 'OCCURRENCE_OVERFLOW', '', `level ${depth} counts ${now.count} steps of a kind`)
  return costs.stopped === undefined
}

const effortOf = ({ level, efforts }: Run, now: Case): Effort => {
  const known = efforts.get(now.edges)
  if (known !== undefined) return known
  const effort: Effort = { work: workOf(level, now), inside: undefined }
  efforts.set(now.edges, effort)
  return effort
}

/** Quirk 17: a case without work is skipped, but not before its outputs have been counted. */
const account = (run: Run, now: Case): boolean => {
  if (!isCountable(run, now)) return false
  const { level, tally } = run
  const ingress = { input: ingressOf(level, now, level.input), filter: ingressOf(level, now, level.filter) }
  const effort = effortOf(run, now)
  const { egress, longest, total } = effort.work
  if (tally.steps === 0) needBuffers(run, ingress, egress)
  addTraffic(tally.output, egress, now.count)
  tally.work = plusTimes(tally.work, now.count, total)
  return longest <= 0 || addCase(run, now, ingress, effort)
}

/** The cost of a level over dimensions of these sizes; undefined if the tool gives none. */
export const costOf = (costs: Costing, depth: number, sizes: readonly number[]): Tally | undefined => {
  const level = costs.levels[depth]!
  const choices = statesOf(level, sizes)
  const cases = casesIn(choices)
  costs.looks -= cases * choices.length
  if (costs.looks < 0)
    return stop(costs, 'TOO_COMPLEX', 'directives', `level ${depth} has too many kinds of step`)
  const tally = newTally()
  const run = { costs, depth, level, sizes, tally, efforts: new Map<number, Effort>() }
  for (let t = 0; t < cases; t++) if (!account(run, caseAt(t, cases, choices, level.loops))) return undefined
  if (tally.steps !== 0) tally.active /= Number(tally.steps)
  costs.firstComplete ??= tally
  return tally
}

/** The cost of the level inside the units of this one, where these tiles are short. */
const costBelow = (costs: Costing, depth: number, short: number): Tally | undefined => {
  const known = costs.known[depth + 1]!
  const before = known.get(short)
  if (before !== undefined) return before
  const cost = costOf(costs, depth + 1, extentsBelow(costs.levels[depth]!, short))
  if (cost !== undefined) known.set(short, cost)
  return cost
}
