/**
 * The host's side of the kernel: writes what a call reads into the kernel's memory, and reads what it leaves there. Each
 * function writes all inputs of the call that it makes, so that nothing depends on what was called before. The one
 * exception is the coupling, which is written once per layer: its key is cleared before the write and set after it.
 */

import type { Level } from '../../dataflow/canonical'
import type { Overlap } from '../../hardware/accelerator'
import { contiguousAt, reloadedAt, type TransferRules } from '../../hardware/transfer-rules'
import { gcd } from '../../internal/arithmetic'
import { mostUnionLooks } from '../../internal/limits'
import type { Problem } from '../../operator/problem'
import { transitionsFor } from '../complexity'
import type { DelayColumns, ProjectedTable, Steps, StepTotals, TimeDetail } from '../step-types'
import type { Backend, Views } from './backend'
import { Delay, Input, Most, Output } from './layout'
import { Channel, LevelLinks } from './links'
import { Projection, Way } from './project'
import { restoreSchedule, saveSchedule } from './saved-schedule'
import { loadSchedule, readSchedule } from './schedule-data'
import { LevelRecord, Table, Totals } from './step-table'

const writeCoupling = (
  to: Float64Array,
  { tensors, extents }: Pick<Problem, 'extents' | 'tensors'>,
): void => {
  let k = 0
  to[Input.AxisEnd >> 3] = 0
  for (let t = 0; t < tensors.length; t++) {
    const { axes, role } = tensors[t]!
    to[(Input.IsInput >> 3) + t] = role === 'input' ? 1 : 0
    for (let x = 0; x < axes.length; x++, k++) {
      const [first, second] = axes[x]!
      const divisor = second === undefined ? 1 : gcd(first!.coefficient, second.coefficient)
      to[(Input.FirstDimension >> 3) + k] = first!.dimension
      to[(Input.SecondDimension >> 3) + k] = second === undefined ? -1 : second.dimension
      to[(Input.FirstCoefficient >> 3) + k] = first!.coefficient / divisor
      to[(Input.SecondCoefficient >> 3) + k] = second === undefined ? 0 : second.coefficient / divisor
      to[(Input.CommonDivisor >> 3) + k] = divisor
    }
    to[(Input.AxisEnd >> 3) + t + 1] = k
  }
  to[Input.Tensors >> 3] = tensors.length
  to[Input.Dimensions >> 3] = extents.length
  to[Input.MostRows >> 3] = transitionsFor(tensors)
}

const writeSchedule = (
  { numbers, integers }: Views,
  extents: readonly number[],
  levels: readonly Level[],
): void => {
  for (let d = 0; d < extents.length; d++) {
    const at = (Input.Extents >> 3) + d
    if (numbers[at] === extents[d]) continue
    integers[Input.Placed >> 2] = -1
    numbers[at] = extents[d]!
  }
  integers[Input.Levels >> 2] = levels.length
  let n = 0
  let iterated = 0
  for (let i = 0; i < levels.length; i++) {
    const { loops, units } = levels[i]!
    for (let l = 0; l < loops.length; l++) {
      const { dimension, spatial, tile } = loops[l]!
      if (tile >= extents[dimension]!) continue
      iterated |= 1 << dimension
      integers[(Input.LoopDimension >> 2) + n] = spatial ? -1 - dimension : dimension
      numbers[(Input.LoopTile >> 3) + n] = tile
      n++
    }
    numbers[(Input.Units >> 3) + i] = units
    integers[(Input.LoopEnd >> 2) + i + 1] = n
  }
  integers[Input.Iterated >> 2] = iterated
  integers[Input.MostLooks >> 2] = mostUnionLooks
}

/** Writes how inputs arrive; most schedules follow another one without rules. */
const writeRules = ({ integers }: Views, rules: TransferRules | null, levels: number): void => {
  if (rules === null && integers[Input.HasRules >> 2] === 0) return
  integers[Input.HasRules >> 2] = rules === null ? 0 : 1
  integers[Input.Contiguous >> 2] = rules === null ? 0 : contiguousAt(rules, 0)
  for (let level = 0; level < levels; level++)
    integers[(Input.Reloaded >> 2) + level] = rules === null ? 0 : reloadedAt(rules, level, levels)
}

/** As `Overlap` in `time.ts`. */
const overlapCode = (overlap: Overlap): number =>
  overlap === 'within-runs' ? 1 : overlap === 'across-runs' ? 2 : 0

const readDelay = (
  from: Float64Array,
  at: number,
  level: number,
  { least, most, total }: DelayColumns,
): void => {
  least[level] = from[at]!
  most[level] = from[at + 1]!
  total[level] = from[at + 2]!
}

const readDetail = (from: Float64Array, levels: number, into: TimeDetail): void => {
  const { fill, ingress, egress, ingressDelay, egressDelay, innerDelay, peakDemand, demanded } = into
  const charges = Output.Charges >> 3
  into.compute = from[charges]!
  for (let level = 0; level < levels; level++) {
    fill[level] = from[charges + 1 + level]!
    ingress[level] = from[charges + 1 + levels + level]!
    egress[level] = from[charges + 1 + 2 * levels + level]!
    const at = (Output.Delays + level * Delay.Bytes) >> 3
    readDelay(from, at + (Delay.IngressLeast >> 3), level, ingressDelay)
    readDelay(from, at + (Delay.EgressLeast >> 3), level, egressDelay)
    readDelay(from, at + (Delay.InnerLeast >> 3), level, innerDelay)
    peakDemand[level] = from[at + (Delay.Peak >> 3)]!
    demanded[level] = from[at + (Delay.Demanded >> 3)]!
  }
}

// The arrays are taken out of their record first: read anew for each number, they would take as long as the numbers.
const readTotalsOf = ({ numbers, integers }: Views, table: number, into: StepTotals): void => {
  const { units, steps, activeUnitSteps, union, sum, unitTile, levelTile, streamed, used } = into
  const levels = integers[(table + Table.Levels) >> 2]!
  const tensors = integers[(table + Table.Tensors) >> 2]!
  const first = integers[(table + Table.LevelRegion) >> 2]!
  into.levels = levels
  into.rows = integers[(table + Table.Rows) >> 2]!
  for (let level = 0; level < levels; level++) {
    const record = first + level * LevelRecord.Bytes
    units[level] = numbers[(record + LevelRecord.Units) >> 3]!
    steps[level] = numbers[(record + LevelRecord.Steps) >> 3]!
    activeUnitSteps[level] = numbers[(record + LevelRecord.ActiveUnitSteps) >> 3]!
    for (let t = 0; t < tensors; t++) {
      const at = (record + LevelRecord.Tensors + (t << Totals.Shift)) >> 3
      const i = level * Most.Tensors + t
      union[i] = numbers[at]!
      sum[i] = numbers[at + 1]!
      unitTile[i] = numbers[at + 2]!
      levelTile[i] = numbers[at + 3]!
    }
  }
  for (let t = 0; t < tensors; t++) {
    const at = (table + Table.Streamed + (t << 4)) >> 3
    streamed[t] = numbers[at]!
    used[t] = numbers[at + 1]!
  }
}

type Handle = { readonly address: number }

/** Makes handles of blocks of the kernel's memory, which are given back when a handle is no longer reachable. */
const handlesOf = (make: () => number, release: (address: number) => void) => {
  const registry = new FinalizationRegistry<number>(release)
  return {
    create: (): Handle => {
      const handle = { address: make() }
      registry.register(handle, handle.address, handle)
      return handle
    },
    release: (handle: Handle): void => {
      registry.unregister(handle)
      release(handle.address)
    },
  }
}

/** The functions of `steps.ts` over one form of the kernel. */
export const stepsOver = ({ kernel, views }: Backend): Steps => {
  const tables = handlesOf(kernel.newTable, kernel.releaseTable)
  const projections = handlesOf(kernel.newProjection, kernel.releaseProjection)
  const allLinks = handlesOf(kernel.newLinks, kernel.releaseLinks)

  // The coupling that the kernel has read. Cleared before another one is written, and set after it was read.
  let readTensors: Problem['tensors'] | null = null
  const readCoupling = (problem: Pick<Problem, 'extents' | 'tensors'>): void => {
    readTensors = null
    writeCoupling(views().numbers, problem)
    kernel.readCoupling()
    readTensors = problem.tensors
  }

  return {
    newStepTable: tables.create,
    releaseStepTable: tables.release,
    profileSchedule: (into, problem, levels, simd, rules = null) => {
      if (readTensors !== problem.tensors) readCoupling(problem)
      writeSchedule(views(), problem.extents, levels)
      writeRules(views(), rules, levels.length)
      return kernel.profileSchedule(into.address, simd) > 0
    },
    newProjection: projections.create,
    releaseProjection: projections.release,
    setWords: ({ address }, channels, divisor) => {
      const { numbers, integers } = views()
      integers[(address + Projection.Channels) >> 2] = channels
      numbers[(address + Projection.Divisor) >> 3] = divisor
    },
    setWay: ({ address }, level, tensor, takesUnion, weight = 1, channel = 0) => {
      const { numbers, integers } = views()
      const way = address + Projection.Ways + level * Projection.LevelBytes + tensor * Way.Bytes
      numbers[(way + Way.Weight) >> 3] = weight
      integers[(way + Way.Volume) >> 2] = takesUnion ? 0 : 8
      integers[(way + Way.Channel) >> 2] = channel
    },
    setWeights: ({ address }, levels, tensors, weights) => {
      const { numbers } = views()
      for (let level = 0; level < levels; level++) {
        const way = (address + Projection.Ways + level * Projection.LevelBytes + Way.Weight) >> 3
        const first = level * Most.Tensors
        for (let t = 0; t < tensors; t++) numbers[way + t * (Way.Bytes >> 3)] = weights[first + t]!
      }
    },
    project: (table, projection, share = 1) => {
      kernel.project(table.address, projection.address, share)
      // The same handle, marked: only what was projected can be timed.
      return table as ProjectedTable
    },
    largestTransfer: ({ address }) => views().numbers[(address + Table.Largest) >> 3]!,
    newLinks: allLinks.create,
    releaseLinks: allLinks.release,
    setSkew: ({ address }, level, skew) => {
      views().numbers[(address + level * LevelLinks.Bytes + LevelLinks.Skew) >> 3] = skew
    },
    setChannel: ({ address }, level, channel, bandwidth, latency, sharedPort = false) => {
      const { numbers, integers } = views()
      const at = address + level * LevelLinks.Bytes + LevelLinks.Channels + channel * Channel.Bytes
      numbers[(at + Channel.Bandwidth) >> 3] = bandwidth
      numbers[(at + Channel.Latency) >> 3] = latency
      integers[(at + Channel.SharedPort) >> 2] = sharedPort ? 1 : 0
    },
    time: (table, links, overlap) => kernel.time(table.address, links.address, overlapCode(overlap)),
    sweep: (table, links, overlap, levelBits, bandwidths, cycles) => {
      for (let from = 0; from < bandwidths.length; from += Most.Bandwidths) {
        const part = bandwidths.subarray(from, from + Most.Bandwidths)
        views().numbers.set(part, Input.Swept >> 3)
        kernel.sweep(table.address, links.address, overlapCode(overlap), levelBits, part.length)
        const { numbers } = views()
        for (let i = 0; i < part.length; i++) cycles[from + i] = numbers[(Input.Swept >> 3) + i]!
      }
    },
    timeInDetail: (table, links, overlap, into) => {
      into.cycles = kernel.time(table.address, links.address, overlapCode(overlap))
      kernel.charge(table.address, links.address, overlapCode(overlap))
      kernel.delays(table.address)
      const { numbers, integers } = views()
      readDetail(numbers, integers[(table.address + Table.Levels) >> 2]!, into)
      return into
    },
    readTotals: (table, into) => {
      readTotalsOf(views(), table.address, into)
      return into
    },
    readSchedule: (table) => readSchedule(views(), table.address),
    loadSchedule: (into, schedule) => loadSchedule({ kernel, views }, into.address, schedule),
    saveSchedule: (table) => saveSchedule({ kernel, views }, table.address),
    restoreSchedule: (into, schedule) => restoreSchedule({ kernel, views }, into.address, schedule),
  }
}
