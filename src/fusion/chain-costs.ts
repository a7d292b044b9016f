/** What a chain costs (docs/spec.md, section 16): the costs of its runs, added up, and of what crosses the border of the chip. */

import { bitsOf } from '../cost/buffers'
import type { BottleneckCause } from '../cost/estimate-type'
import { roomOf } from '../cost/residency'
import { perCycleOf, staticOver } from '../cost/static-energy'
import { energyAt, type ReadWrite } from '../hardware/energy'
import type { ResolvedHardware } from '../hardware/resolve'
import { tabulate } from '../internal/tabulate'
import type { CostedKind, Crossing, Weighing } from './border'
import type { FusedBuffer, FusedEstimate } from './fused-estimate'
import type { RunCost, Words } from './run-cost'

export type Kinds = readonly (readonly CostedKind[])[]

export const sumOverRuns = (kinds: Kinds, of: (cost: RunCost) => number): number =>
  kinds.reduce((sum, ofLayer) => ofLayer.reduce((inner, { times, cost }) => inner + times * of(cost), sum), 0)

const costs = (kinds: Kinds): readonly RunCost[] => kinds.flatMap((of) => of.map(({ cost }) => cost))

const mostOverRuns = (kinds: Kinds, of: (cost: RunCost) => number): number =>
  costs(kinds).reduce((most, cost) => Math.max(most, of(cost)), 0)

/** Of equals, the first. */
const causes = ['compute', 'fill', 'ingress', 'egress'] as const

/** The causes of the runtime: all of it on what is off-chip where that takes longer. */
export const boundOfChain = (kinds: Kinds, onChip: number, offChip: number): FusedEstimate['bound'] => {
  const none = { compute: 0, fill: 0, ingress: 0, egress: 0, offchip: 0 }
  if (offChip > onChip) return { by: 'offchip', cycles: { ...none, offchip: offChip } }
  const sums = causes.map((cause) => sumOverRuns(kinds, ({ cycles }) => cycles[cause]))
  const most = Math.max(...sums)
  const by: BottleneckCause = causes[sums.indexOf(most)]!
  const [compute, fill, ingress, egress] = sums as [number, number, number, number] // one for each cause
  return { by, cycles: { compute, fill, ingress, egress, offchip: 0 } }
}

/** A buffer of the units of a level: all runs of all layers use it. */
type InnerBuffer = FusedBuffer & {
  /** The capacity, or what it must hold. */
  readonly bytes: number
  readonly count: number
}

const innerBuffer = (
  kinds: Kinds,
  capacityOf: (hardware: ResolvedHardware) => number | null,
  bufferOf: (cost: RunCost) => RunCost['buffers'][number] | undefined,
): InnerBuffer => {
  const bitsIn = (cost: RunCost): number =>
    bitsOf(bufferOf(cost)?.required ?? 0, cost.areWords, cost.hardware)
  const bits = mostOverRuns(kinds, bitsIn)
  const all = costs(kinds)
  const capacity = capacityOf(all[0]!.hardware)
  return {
    required: { bits },
    capacity: capacity === null ? null : 8 * capacity,
    fits: all.every(
      (cost) =>
        (bufferOf(cost)?.required ?? 0) <=
        roomOf(capacityOf(cost.hardware) ?? capacity, cost.hardware, cost.areWords),
    ),
    bytes: capacity ?? bits / 8,
    count: mostOverRuns(kinds, (cost) => bufferOf(cost)?.count ?? 0),
  }
}

const isCluster = (cost: RunCost, level: number): boolean => level < cost.buffers.length - 1

export type InnerBuffers = { readonly clusters: readonly InnerBuffer[]; readonly l1: InnerBuffer }

/** The buffers of the units: of each level the one that some run has, and L1. */
export const innerBuffersOf = (kinds: Kinds): InnerBuffers => {
  const levels = mostOverRuns(kinds, ({ buffers }) => buffers.length)
  const deepest = costs(kinds).find(({ buffers }) => buffers.length === levels)!
  return {
    clusters: tabulate(levels - 1, (level) =>
      innerBuffer(
        kinds,
        () => deepest.hardware.clusters[level]!,
        (cost) => (isCluster(cost, level) ? cost.buffers[level] : undefined),
      ),
    ),
    l1: innerBuffer(
      kinds,
      ({ l1 }) => l1,
      ({ buffers }) => buffers[buffers.length - 1],
    ),
  }
}

const energyOf = ({ read, written }: Words, { read: perRead, write }: ReadWrite, bytes: number): number =>
  read * energyAt(perRead, bytes) + written * energyAt(write, bytes)

/** Words of what weighs so much. */
export const wordsIn = ({ areWords, word }: Weighing, weight: number): number =>
  areWords ? weight : weight / word

/** Words that enter and leave the shared buffer over the border of the chip. */
const wordsOverBorder = (weighing: Weighing, crossings: readonly Crossing[]): Words => ({
  read: crossings.reduce((sum, { writes, inside }) => sum + wordsIn(weighing, writes * inside), 0),
  written: crossings.reduce((sum, { reads, inside }) => sum + wordsIn(weighing, reads * inside), 0),
})

export type ChainEnergy = Omit<FusedEstimate['energy'], 'uncounted'>

/** The energy of all runs, with accesses of buffers of these sizes, and of what crosses the border. */
export const energyOfChain = (
  kinds: Kinds,
  { clusters, l1 }: InnerBuffers,
  sharedBytes: number,
  weighing: Weighing,
  crossings: readonly Crossing[],
  runtime: number,
): ChainEnergy => {
  const { hardware } = costs(kinds).reduce((deepest, cost) =>
    cost.buffers.length > deepest.buffers.length ? cost : deepest,
  )
  const table = hardware.energy
  const border = wordsOverBorder(weighing, crossings)
  const shared: Words = {
    read: sumOverRuns(kinds, (cost) => cost.shared.read) + border.read,
    written: sumOverRuns(kinds, (cost) => cost.shared.written) + border.written,
  }
  const outside: Words = {
    read: crossings.reduce((sum, { readWeight }) => sum + wordsIn(weighing, readWeight), 0),
    written: crossings.reduce((sum, { writeWeight }) => sum + wordsIn(weighing, writeWeight), 0),
  }
  const inLevel = (level: number, bytes: number): number =>
    sumOverRuns(kinds, (cost) =>
      isCluster(cost, level)
        ? energyOf(cost.buffers[level]!, cost.hardware.energy.clusters[level]!, bytes)
        : 0,
    )
  const parts = {
    mac: sumOverRuns(kinds, ({ macEnergy }) => macEnergy),
    l1: sumOverRuns(kinds, (cost) => energyOf(cost.buffers[cost.buffers.length - 1]!, table.l1, l1.bytes)),
    clusters: clusters.map(({ bytes }, level) => inLevel(level, bytes)),
    l2: energyOf(shared, table.l2, sharedBytes),
    network: sumOverRuns(kinds, ({ networkEnergy }) => networkEnergy),
    offchip: energyOf(outside, table.offchip, 0),
    static: staticOfChain(hardware, clusters, l1.bytes, sharedBytes, runtime),
  }
  const { mac, l1: inL1, l2, network, offchip, static: idle } = parts
  const total =
    mac + inL1 + parts.clusters.reduce((sum, each) => sum + each, 0) + l2 + network + offchip + idle
  return { total, ...parts }
}

/** What every cycle takes: of each level as many buffers as some run has units. */
const staticOfChain = (
  { energy, pes }: ResolvedHardware,
  clusters: readonly InnerBuffer[],
  l1: number,
  l2: number,
  runtime: number,
): number => {
  if (energy.static === null) return 0
  let above = 1
  const units = clusters.map(({ count }) => {
    const each = count / above
    above = count
    return each
  })
  const structure = {
    levels: clusters.length + 1,
    units: Float64Array.from([...units, 1]),
    bytes: Float64Array.from([l2, ...clusters.map(({ bytes }) => bytes), l1]),
  }
  return staticOver(runtime, perCycleOf(energy.static, pes, structure), l1, l2)
}
