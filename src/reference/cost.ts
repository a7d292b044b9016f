/** The cost of a level: its cases added up, with those of the levels inside (section 11). */
import { type Case, caseAt, casesIn, statesOf } from './cases'
import { type Costing, stop } from './costing'
import { addProduct } from './extended'
import { exactSum, type Int64, larger, ofDouble, plus, plusTimes, quotient, times } from './int64'
import { outputsIn, outputTileInL1 } from './quirks'
import { newTally, note, type Tally, type TensorTally } from './tally'
import type { Dependence, Level, Loop } from './tiles'
import { transfer, withOffchip } from './time'
import { bringsNothing, extentsBelow, ingressOf, shortTiles, type Work, workOf } from './volumes'

/** The volumes of a case: ingress of input, of filter and of both, and its work. */
type Volumes = Work & { readonly input: Int64; readonly filter: Int64; readonly ingress: Int64 }

const volumesOf = (level: Level, now: Case): Volumes => {
  const { egress, longest, total } = workOf(level, now)
  const input = ingressOf(level, now, level.input)
  const filter = ingressOf(level, now, level.filter)
  return { input, filter, ingress: plus(input, filter), egress, longest, total }
}

const product = ({ loops }: Level, { firsts }: Dependence, of: (loop: Loop) => number): Int64 =>
  firsts.reduce((volume: Int64, place) => times(volume, of(loops[place]!)), 1)

/** Buffer needs and tensor sizes. Quirk 17: of inputs, needs pile up over the cases that are skipped at first. */
const needBuffers = (tally: Tally, level: Level, volumes: Volumes, sizes: readonly number[]): void => {
  for (const name of ['input', 'filter'] as const) {
    const tensor = tally[name]
    const unitTile = product(level, level[name], ({ tile }) => tile.full)
    tensor.l2Size = plus(tensor.l2Size, times(2, volumes[name]))
    tensor.l1Size = plus(tensor.l1Size, times(2, unitTile))
    tensor.size = product(level, level[name], ({ slot }) => sizes[slot]!)
  }
  const unitTile = product(level, level.output, ({ tile, outputs }) =>
    outputTileInL1(tile.full, outputs.full),
  )
  tally.output.l2Size = times(2, volumes.egress)
  tally.output.l1Size = times(2, unitTile)
  tally.output.size = product(level, level.output, ({ slot, windowSlot }) =>
    windowSlot < 0 ? sizes[slot]! : outputsIn(sizes[slot]!, sizes[windowSlot]!),
  )
}

const addTraffic = (tensor: TensorTally, volume: Int64, count: number): void => {
  tensor.traffic = plusTimes(tensor.traffic, count, volume)
}

/** What happens inside the units: cycles of the longest run, and active units as the sum of two numbers. */
type Inside = { readonly cycles: Int64; readonly active: number; readonly others: number }

const insideClusters = (costs: Costing, depth: number, now: Case, units: number): Inside | undefined => {
  const level = costs.levels[depth]!
  const { edge, ragged } = now.states[level.spatial[0]!]!
  const hasRagged = edge && ragged
  const one = costBelow(costs, depth, shortTiles(level, now, hasRagged))
  if (one === undefined) return undefined
  const cycles = larger(0, one.runtime)
  if (!hasRagged) return { cycles, active: one.active * units, others: 0 }
  if (level.edgeUnits === 1) return { cycles, active: one.active, others: 0 }
  const full = costBelow(costs, depth, shortTiles(level, now, false))
  if (full === undefined) return undefined
  return {
    cycles: larger(cycles, full.runtime),
    active: one.active,
    others: full.active * (level.edgeUnits - 1),
  }
}

const inside = (costs: Costing, depth: number, now: Case, units: number, longest: Int64) => {
  if (depth < costs.levels.length - 1) return insideClusters(costs, depth, now, units)
  return { cycles: ofDouble(Math.ceil(Number(longest) / costs.hardware.simd)), active: 0, others: 0 }
}

const addBandwidth = (tally: Tally, { ingress, egress }: Volumes, compute: Int64, count: number): void => {
  const moved = larger(ingress, egress)
  tally.peak = larger(tally.peak, quotient(moved, compute))
  // Quirk 22: truncated before it is added.
  tally.bandwidths = exactSum(tally.bandwidths, quotient(times(count, moved), compute))
}

/** Adds a case that does work; false if the tool dies of it. */
const addCase = (costs: Costing, depth: number, tally: Tally, now: Case, volumes: Volumes): boolean => {
  const { hardware, levels } = costs
  const { count } = now
  const { ingress, egress, total } = volumes
  addTraffic(tally.input, volumes.input, count)
  addTraffic(tally.filter, volumes.filter, count)
  // Quirk 16: each case overwrites the intensity of the cases before.
  tally.intensity = Number(total) / Number(ingress)
  const { spatial, edgeUnits, units } = levels[depth]!
  const active = now.states[spatial[0]!]!.edge ? edgeUnits : units
  const within = inside(costs, depth, now, active, volumes.longest)
  if (within === undefined) return false
  if (hardware.nocBw === 0) stop(costs, 'BAD_HARDWARE', 'hardware.nocBw', 'the bandwidth of the network is 0')
  if (costs.stopped !== undefined) return false
  const { cycles } = within
  const incoming = transfer(ingress, hardware)
  const outgoing = transfer(egress, hardware)
  const step = now.pivot < 0 ? plus(cycles, incoming) : larger(larger(outgoing, cycles), incoming)
  const whole = depth === 0 ? withOffchip(costs, tally, step, cycles) : step
  if (whole === undefined) return false
  tally.runtime = plusTimes(tally.runtime, count, whole)
  tally.macs = plusTimes(tally.macs, count, total)
  const isIdle = within.active + within.others === 0
  tally.active = addProduct(tally.active, isIdle ? active : within.active, within.others, count)
  const compute = cycles === 0 ? 1 : cycles
  addBandwidth(tally, volumes, compute, count)
  note(tally.ingress, incoming, count)
  note(tally.egress, outgoing, count)
  note(tally.compute, compute, count)
  tally.steps = plus(tally.steps, count)
  return true
}

/** Whether the tool survives the fetches and the count of a case. */
const isCountable = (costs: Costing, depth: number, now: Case): boolean => {
  const level = costs.levels[depth]!
  if (bringsNothing(level, now, level.input) || bringsNothing(level, now, level.filter))
    stop(costs, 'ZERO_UNIQUE', '', `a step of level ${depth} brings nothing new`)
  else if (now.count <= 0)
    stop(costs, 'OCCURRENCE_OVERFLOW', '', `level ${depth} counts ${now.count} steps of a kind`)
  return costs.stopped === undefined
}

/** Quirk 17: a case without work is skipped, but not before its outputs have been counted. */
const account = (
  costs: Costing,
  depth: number,
  tally: Tally,
  now: Case,
  sizes: readonly number[],
): boolean => {
  if (!isCountable(costs, depth, now)) return false
  const level = costs.levels[depth]!
  const volumes = volumesOf(level, now)
  if (tally.steps === 0) needBuffers(tally, level, volumes, sizes)
  addTraffic(tally.output, volumes.egress, now.count)
  tally.work = plusTimes(tally.work, now.count, volumes.total)
  return volumes.longest <= 0 || addCase(costs, depth, tally, now, volumes)
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
  for (let t = 0; t < cases; t++)
    if (!account(costs, depth, tally, caseAt(t, cases, choices, level.loops), sizes)) return undefined
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
