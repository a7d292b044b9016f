/** Changes of the hardware worth a try. */
import type { Estimate } from '../../cost/estimate-type'
import { listed } from '../../error/show'
import type { Accelerator, BufferSize, Overlap } from '../../hardware/accelerator'
import { count } from '../numbers'
import type { Proposal } from './change'
import type { InShared } from './on-hardware'
import { doubled, entry, networkProposals, type Unit } from './propose-network'

/** Whole bytes of a number of words. */
const bytesFor = (words: number, { elementBytes = 1 }: Accelerator): number => Math.ceil(words * elementBytes)

const raised = (given: BufferSize | undefined, bytes: number): BufferSize | undefined =>
  given?.capacity === undefined ? given : { ...given, capacity: Math.max(given.capacity, Math.ceil(bytes)) }

/** Bytes that the shared buffer needs at the least: of the tiles alone, if these are fewer elements than it holds now. */
const leastShared = ({ l2: { bits, minimum, required } }: Estimate['buffers']): number =>
  minimum < required.total ? (bits.required / 8) * (minimum / required.total) : bits.required / 8

/** The hardware with buffers that hold a multiple of what they must now. */
const withRoom = (hardware: Accelerator, { buffers }: Estimate, factor: number): Accelerator => {
  const { l1, clusters, l2, ...others } = hardware
  const roomFor = (given: BufferSize | undefined, bytes: number) => raised(given, factor * bytes)
  const bottom = roomFor(l1, buffers.l1.bits.required / 8)
  const top = roomFor(l2, leastShared(buffers))
  const middle = buffers.clusters.map(
    ({ bits }, i) => roomFor(entry<BufferSize>(clusters, i), bits.required / 8) ?? {},
  )
  return {
    ...others,
    ...(bottom && { l1: bottom }),
    ...(clusters && middle.length > 0 && { clusters: middle }),
    ...(top && { l2: { ...l2, ...top } }),
  }
}

const better: Readonly<Record<Overlap, Overlap | null>> = {
  none: 'within-runs',
  'within-runs': 'across-runs',
  'across-runs': null,
}

const ofOverlap = (hardware: Accelerator, estimate: Estimate): readonly Proposal[] => {
  const overlap = hardware.overlap ?? 'within-runs'
  const next = better[overlap]
  if (next === null) return []
  const path = 'hardware.overlap'
  return overlap === 'none'
    ? [
        {
          _tag: 'Overlap',
          path,
          action: 'double the buffers, so that transfers hide behind compute',
          hardware: { ...withRoom(hardware, estimate, 2), overlap: next },
        },
      ]
    : [
        {
          _tag: 'Overlap',
          path,
          action: "prefetch the first tiles of every run during the run before ('across-runs')",
          hardware: { ...hardware, overlap: next },
        },
      ]
}

/** The most sizes of the shared buffer that are tried, the smallest first. */
const mostChoices = 32

type Choice = { readonly resident: readonly string[]; readonly space: number }

/** All choices of tensors that the shared buffer keeps, with the words that they take. */
const choicesOf = (
  { levels }: Estimate,
  tensors: readonly InShared[],
  buffering: number,
): readonly Choice[] => {
  let choices: readonly Choice[] = [{ resident: [], space: 0 }]
  for (const { name, used, words } of tensors) {
    const streamed = buffering * (levels[0]?.tensors[name]?.levelTile ?? 0)
    choices = choices.flatMap(({ resident, space }) => [
      { resident: [...resident, name], space: space + used * words },
      { resident, space: space + streamed * words },
    ])
  }
  return choices
}

/** Shared buffers just large enough to keep another choice of tensors. */
const ofSharedBuffer = (
  hardware: Accelerator,
  estimate: Estimate,
  tensors: readonly InShared[],
): readonly Proposal[] => {
  const present = hardware.l2?.capacity
  if (present === undefined) return []
  const buffering = hardware.overlap === 'none' ? 1 : 2
  const choices = [...choicesOf(estimate, tensors, buffering)].sort((a, b) => a.space - b.space)
  const proposals = choices.flatMap(({ resident, space }): readonly Proposal[] => {
    const capacity = bytesFor(space, hardware)
    if (resident.length === 0 || capacity <= present) return []
    const kept = listed(resident)
    return [
      {
        _tag: 'SharedBuffer',
        path: `hardware.l2.capacity`,
        action: `enlarge the shared buffer so that ${kept} ${resident.length === 1 ? 'stays' : 'stay'} in it (${count(present)} → ${count(capacity)} bytes)`,
        hardware: { ...hardware, l2: { ...hardware.l2, capacity } },
      },
    ]
  })
  return proposals.slice(0, mostChoices)
}

const ofOffchip = (hardware: Accelerator, unit: Unit): readonly Proposal[] => {
  const bandwidth = hardware.offchip?.bandwidth
  if (bandwidth === undefined) return []
  return [
    {
      _tag: 'OffchipBandwidth',
      path: 'hardware.offchip.bandwidth',
      action: `double the off-chip bandwidth (${doubled(bandwidth)} ${unit}/cycle)`,
      hardware: { ...hardware, offchip: { ...hardware.offchip, bandwidth: 2 * bandwidth } },
    },
  ]
}

const ofPes = (hardware: Accelerator): readonly Proposal[] => [
  {
    _tag: 'Pes',
    path: 'hardware.pes',
    action: `double the PEs (${count(hardware.pes)} → ${count(2 * hardware.pes)})`,
    hardware: { ...hardware, pes: 2 * hardware.pes },
  },
]

/** Changes of the hardware to try, with the tensors that the shared buffer may keep. */
export const hardwareProposals = (
  hardware: Accelerator,
  estimate: Estimate,
  tensors: readonly InShared[],
  unit: Unit,
): readonly Proposal[] => [
  ...estimate.levels.flatMap((_, level) => networkProposals(hardware, estimate.levels.length, level, unit)),
  ...ofOffchip(hardware, unit),
  ...ofOverlap(hardware, estimate),
  ...ofSharedBuffer(hardware, estimate, tensors),
  ...ofPes(hardware),
]
