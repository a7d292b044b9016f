/** The cost of a level: its cases added up, with those of the levels inside (section 11). */
import { type Case, caseAt, casesIn, statesOf } from './cases'
import { addProduct } from './extended'
import { failure, isFailure, type ReferenceFailure } from './failure'
import { exactSum, type Int64, isMultiple, larger, ofDouble, plus, quotient, times } from './int64'
import type { ReferenceHardware } from './layer'
import { outputsIn } from './quirks'
import { type Buffers, newTally, note, type Tally } from './tally'
import type { Dependence, Level, Loop } from './tiles'
import {
  bringsNothing,
  egressOf,
  extentsBelow,
  ingressOf,
  longestWork,
  shortTiles,
  totalWork,
} from './volumes'

/** What the levels of a layer share while it is costed. */
export type Costing = {
  readonly levels: readonly Level[]
  readonly hardware: ReferenceHardware
  /** Per level, the costs that are known, by which tiles of the level above are short. */
  readonly known: readonly Map<number, Tally>[]
  /** The tally that was complete first: its L1 sizes are the layer's. */
  firstComplete: Tally | undefined
  /** Looks at directives that are left. */
  looks: number
}

/** A layer that maps each dimension once per level needs fewer looks at its directives. */
const mostLooks = 2 ** 27

export const costing = (levels: readonly Level[], hardware: ReferenceHardware): Costing => ({
  levels,
  hardware,
  known: levels.map(() => new Map()),
  firstComplete: undefined,
  looks: mostLooks,
})

/** The volumes of a case. */
type Volumes = {
  readonly input: Int64
  readonly filter: Int64
  readonly ingress: Int64
  readonly egress: Int64
  readonly work: Int64
}

const volumesOf = (level: Level, now: Case): Volumes => {
  const input = ingressOf(level, now, level.input)
  const filter = ingressOf(level, now, level.filter)
  const egress = egressOf(level, now)
  return { input, filter, ingress: plus(input, filter), egress, work: totalWork(level, now) }
}

const product = ({ loops }: Level, { places }: Dependence, of: (loop: Loop) => number): Int64 =>
  places.reduce((volume: Int64, place) => times(volume, of(loops[place]!)), 1)

/**
 * Buffer needs and tensor sizes. Quirk 17: of inputs they pile up over the cases before the first that counts. Quirk 18:
 * outputs in L1 are counted by the tile of input that makes them.
 */
const needBuffers = (tally: Tally, level: Level, volumes: Volumes, sizes: readonly number[]): void => {
  for (const name of ['input', 'filter'] as const) {
    const buffers = tally[name]
    buffers.l2Size = plus(buffers.l2Size, times(2, volumes[name]))
    buffers.l1Size = plus(
      buffers.l1Size,
      times(
        2,
        product(level, level[name], ({ tile }) => tile.full),
      ),
    )
    buffers.l2Write = product(level, level[name], ({ slot }) => sizes[slot]!)
  }
  const { output } = tally
  output.l2Size = times(2, volumes.egress)
  output.l1Size = times(
    2,
    product(level, level.output, ({ tile }) => tile.full),
  )
  output.l2Read = product(level, level.output, ({ slot, windowSlot }) =>
    windowSlot < 0 ? sizes[slot]! : outputsIn(sizes[slot]!, sizes[windowSlot]!),
  )
}

const addOutputs = ({ output }: Tally, { egress, work }: Volumes, count: number): void => {
  output.l2Write = plus(output.l2Write, times(count, egress))
  output.l1Write = plus(output.l1Write, times(count, work))
  output.l1Read = plus(output.l1Read, times(count, work))
}

const addInput = (buffers: Buffers, volume: Int64, work: Int64, count: number): void => {
  buffers.l2Read = plus(buffers.l2Read, times(count, volume))
  buffers.l1Write = buffers.l2Read
  buffers.l1Read = plus(buffers.l1Read, times(count, work))
}

/** What happens inside the units of a case: the longest run, and active units as a sum of two products. */
type Inside = { readonly cycles: Int64; readonly active: number; readonly others: number }

const insideOf = (costs: Costing, depth: number, now: Case, units: number): Inside | ReferenceFailure => {
  const level = costs.levels[depth]!
  const { edge, ragged } = now.states[level.spatial[0]!]!
  const one = costBelow(costs, depth, shortTiles(level, now, edge && ragged))
  if (isFailure(one)) return one
  if (!(edge && ragged && level.edgeUnits > 1))
    return { cycles: larger(0, one.runtime), active: one.active * (edge && ragged ? 1 : units), others: 0 }
  const full = costBelow(costs, depth, shortTiles(level, now, false))
  if (isFailure(full)) return full
  const cycles = larger(larger(0, one.runtime), full.runtime)
  return { cycles, active: one.active, others: full.active * (level.edgeUnits - 1) }
}

const computeOf = (
  costs: Costing,
  depth: number,
  now: Case,
  units: number,
  longest: Int64,
): Inside | ReferenceFailure =>
  depth === costs.levels.length - 1
    ? { cycles: ofDouble(Math.ceil(Number(longest) / costs.hardware.simd)), active: 0, others: 0 }
    : insideOf(costs, depth, now, units)

/** Cycles of a transfer. Quirk 20: of nothing, one less than the latency. */
const transfer = (volume: Int64, { nocBw, hopLatency }: ReferenceHardware): Int64 => {
  const sends = plus(quotient(volume, nocBw), isMultiple(volume, nocBw) ? 0 : 1)
  return plus(plus(hopLatency, sends), -1)
}

/** Cycles of the off-chip memory for a double buffer. */
const offchipCycles = (size: Int64, { offchipBw }: ReferenceHardware): Int64 =>
  quotient(quotient(size, offchipBw), 2)

/** Off-chip memory, at level 0 only: the cycles of a step with it, or why the tool dies of it. */
const withOffchip = (
  tally: Tally,
  cycles: Int64,
  compute: Int64,
  hardware: ReferenceHardware,
): Int64 | ReferenceFailure => {
  if (hardware.offchipBw === 0)
    return failure('BAD_HARDWARE', 'hardware.offchipBw', 'the off-chip bandwidth is 0')
  const inputs = plus(tally.input.l2Size, tally.filter.l2Size)
  const outputs = tally.output.l2Size
  const longest = larger(cycles, larger(offchipCycles(inputs, hardware), offchipCycles(outputs, hardware)))
  if (compute === 0) return failure('ZERO_COMPUTE_DELAY', '', 'level 0 has a step without work inside')
  const demand = larger(quotient(outputs, compute), quotient(inputs, compute))
  // Quirk 15: the maximum so far is halved again in every case.
  tally.offchip = quotient(larger(tally.offchip, demand), 2)
  return longest
}

/** Adds a case that does work. */
const addCase = (
  costs: Costing,
  depth: number,
  tally: Tally,
  now: Case,
  volumes: Volumes,
  longest: Int64,
): ReferenceFailure | undefined => {
  const { hardware } = costs
  const { count } = now
  const level = costs.levels[depth]!
  const { ingress, egress, work } = volumes
  addInput(tally.input, volumes.input, work, count)
  addInput(tally.filter, volumes.filter, work, count)
  // Quirk 16: each case overwrites the intensity of the cases before.
  tally.intensity = Number(work) / Number(ingress)
  const units = now.states[level.spatial[0]!]!.edge ? level.edgeUnits : level.units
  const inside = computeOf(costs, depth, now, units, longest)
  if (isFailure(inside)) return inside
  if (hardware.nocBw === 0)
    return failure('BAD_HARDWARE', 'hardware.nocBw', 'the bandwidth of the network is 0')
  const incoming = transfer(ingress, hardware)
  const outgoing = transfer(egress, hardware)
  const step =
    now.pivot < 0 ? plus(inside.cycles, incoming) : larger(larger(outgoing, inside.cycles), incoming)
  const cycles = depth === 0 ? withOffchip(tally, step, inside.cycles, hardware) : step
  if (typeof cycles === 'object') return cycles
  tally.runtime = plus(tally.runtime, times(count, cycles))
  tally.macs = plus(tally.macs, times(count, work))
  const isIdle = inside.active + inside.others === 0
  tally.active = addProduct(tally.active, isIdle ? units : inside.active, inside.others, count)
  const compute = inside.cycles === 0 ? 1 : inside.cycles
  const moved = larger(ingress, egress)
  tally.peak = larger(tally.peak, quotient(moved, compute))
  // Quirk 22: truncated before it is added.
  tally.bandwidths = exactSum(tally.bandwidths, quotient(times(count, moved), compute))
  note(tally.ingress, incoming, count)
  note(tally.egress, outgoing, count)
  note(tally.compute, compute, count)
  tally.steps = plus(tally.steps, count)
  return undefined
}

/** A case from its volumes on. Quirk 17: one without work is skipped, but what its outputs "moved" is counted. */
const account = (
  costs: Costing,
  depth: number,
  tally: Tally,
  now: Case,
  sizes: readonly number[],
): ReferenceFailure | undefined => {
  const level = costs.levels[depth]!
  for (const name of ['input', 'filter'] as const)
    if (bringsNothing(level, now, level[name]))
      return failure('ZERO_UNIQUE', '', `a step of level ${depth} brings nothing new of the ${name}`)
  if (now.count <= 0)
    return failure('OCCURRENCE_OVERFLOW', '', `level ${depth} counts ${now.count} steps of a kind`)
  const volumes = volumesOf(level, now)
  if (tally.steps === 0) needBuffers(tally, level, volumes, sizes)
  addOutputs(tally, volumes, now.count)
  const longest = longestWork(level, now)
  return longest <= 0 ? undefined : addCase(costs, depth, tally, now, volumes, longest)
}

/** The cost of a level over dimensions of these sizes. */
export const costOf = (costs: Costing, depth: number, sizes: readonly number[]): Tally | ReferenceFailure => {
  const level = costs.levels[depth]!
  const states = statesOf(level, sizes)
  const cases = casesIn(states)
  costs.looks -= cases * states.length
  if (costs.looks < 0)
    return failure('TOO_COMPLEX', 'directives', `level ${depth} has too many kinds of step`)
  const tally = newTally()
  for (let t = 0; t < cases; t++) {
    const wrong = account(costs, depth, tally, caseAt(t, states, level.loops), sizes)
    if (wrong !== undefined) return wrong
  }
  if (tally.steps !== 0) tally.active /= Number(tally.steps)
  costs.firstComplete ??= tally
  return tally
}

const costBelow = (costs: Costing, depth: number, short: number): Tally | ReferenceFailure => {
  const known = costs.known[depth + 1]!
  const before = known.get(short)
  if (before !== undefined) return before
  const cost = costOf(costs, depth + 1, extentsBelow(costs.levels[depth]!, short))
  if (!isFailure(cost)) known.set(short, cost)
  return cost
}
