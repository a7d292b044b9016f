/** Changes of the hardware worth a try. */
import type { Estimate } from '../../cost/estimate-type'
import { listed } from '../../error/show'
import type { Accelerator, BufferSize, Network, Overlap } from '../../hardware/accelerator'
import { count } from '../numbers'
import type { Proposal } from './change'

const entry = <A>(given: A | readonly A[] | undefined, level: number): A | undefined =>
  Array.isArray(given) ? given[Math.min(level, given.length - 1)] : (given as A | undefined) // a list is one of A

/** The hardware's networks, one for each level. */
export const networksOf = ({ noc }: Accelerator, levels: number): readonly Network[] =>
  Array.from({ length: levels }, (_, level) => entry<Network>(noc, level) ?? {})

const withNetwork = (
  hardware: Accelerator,
  levels: number,
  level: number,
  change: (network: Network) => Network,
): Accelerator => {
  const networks = networksOf(hardware, levels).map((network, i) => (i === level ? change(network) : network))
  const [only] = networks
  return { ...hardware, noc: levels === 1 && only !== undefined ? only : networks }
}

const networkPath = (levels: number, level: number, key: string): string =>
  levels === 1 ? `hardware.noc.${key}` : `hardware.noc[${level}].${key}`

/** Without a bandwidth: transfers take their latency alone. */
export const withoutBandwidth = (hardware: Accelerator, levels: number, level: number): Accelerator =>
  withNetwork(hardware, levels, level, ({ bandwidth: _limit, ...others }) => others)

const latencyOf = ({ latency }: Network): number =>
  typeof latency === 'object' ? latency.hops * latency.hopLatency : (latency ?? 1)

const ofNetwork = (hardware: Accelerator, levels: number, level: number): readonly Proposal[] => {
  const network = networksOf(hardware, levels)[level]!
  const propose = (
    _tag: Proposal['_tag'],
    key: string,
    action: string,
    change: Partial<Network>,
  ): Proposal => ({
    _tag,
    path: networkPath(levels, level, key),
    action,
    hardware: withNetwork(hardware, levels, level, (present) => ({ ...present, ...change })),
  })
  const { bandwidth, multicast, reduction } = network
  const proposals: Proposal[] = []
  if (bandwidth !== undefined) {
    const action = `double the network bandwidth of level ${level} (${count(bandwidth)} → ${count(2 * bandwidth)} elements/cycle)`
    proposals.push(propose('Bandwidth', 'bandwidth', action, { bandwidth: 2 * bandwidth }))
  }
  if (latencyOf(network) > 1) {
    const action = `cut the network latency of level ${level} to one cycle (from ${count(latencyOf(network))})`
    proposals.push(propose('Latency', 'latency', action, { latency: 1 }))
  }
  if (multicast === false)
    proposals.push(
      propose('Multicast', 'multicast', `let the network of level ${level} multicast`, { multicast: true }),
    )
  if (reduction === false)
    proposals.push(
      propose('Reduction', 'reduction', `let the network of level ${level} add partial sums`, {
        reduction: true,
      }),
    )
  return proposals
}

const bytesFor = (elements: number, { elementBytes = 1 }: Accelerator): number =>
  Math.ceil(elements * elementBytes)

const raised = (
  given: BufferSize | undefined,
  elements: number,
  hardware: Accelerator,
): BufferSize | undefined =>
  given?.capacity === undefined
    ? given
    : { ...given, capacity: Math.max(given.capacity, bytesFor(elements, hardware)) }

/** The hardware with buffers that hold so many times what they must now. */
const withRoom = (hardware: Accelerator, { buffers }: Estimate, factor: number): Accelerator => {
  const { l1, clusters, l2, ...others } = hardware
  const roomFor = (given: BufferSize | undefined, elements: number) =>
    raised(given, factor * elements, hardware)
  const bottom = roomFor(l1, buffers.l1.required.total)
  const top = roomFor(l2, Math.min(buffers.l2.minimum, buffers.l2.required.total))
  const middle = buffers.clusters.map(
    ({ required }, i) => roomFor(entry<BufferSize>(clusters, i), required.total) ?? {},
  )
  return {
    ...others,
    ...(bottom && { l1: bottom }),
    ...(clusters && middle.length > 0 && { clusters: middle }),
    ...(top && { l2: top }),
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

/** So many sizes of the shared buffer are tried, the smallest first. */
const mostChoices = 32

type Choice = { readonly resident: readonly string[]; readonly space: number }

/** All choices of tensors that the shared buffer keeps, with the elements that they take. */
const choicesOf = (
  { levels, offchip }: Estimate,
  used: ReadonlyMap<string, number>,
  buffering: number,
): readonly Choice[] => {
  let choices: readonly Choice[] = [{ resident: [], space: 0 }]
  for (const tensor of Object.keys(offchip.tensors)) {
    const streamed = buffering * (levels[0]?.tensors[tensor]?.levelTile ?? 0)
    choices = choices.flatMap(({ resident, space }) => [
      { resident: [...resident, tensor], space: space + (used.get(tensor) ?? 0) },
      { resident, space: space + streamed },
    ])
  }
  return choices
}

/** Shared buffers just large enough to keep another choice of tensors. */
const ofSharedBuffer = (
  hardware: Accelerator,
  estimate: Estimate,
  used: ReadonlyMap<string, number>,
): readonly Proposal[] => {
  const present = hardware.l2?.capacity
  if (present === undefined) return []
  const buffering = hardware.overlap === 'none' ? 1 : 2
  const choices = [...choicesOf(estimate, used, buffering)].sort((a, b) => a.space - b.space)
  const proposals = choices.flatMap(({ resident, space }): readonly Proposal[] => {
    const capacity = bytesFor(space, hardware)
    if (resident.length === 0 || capacity <= present) return []
    const kept = listed(resident)
    return [
      {
        _tag: 'SharedBuffer',
        path: `hardware.l2.capacity`,
        action: `enlarge the shared buffer so that ${kept} ${resident.length === 1 ? 'stays' : 'stay'} in it (${count(present)} → ${count(capacity)} bytes)`,
        hardware: { ...hardware, l2: { capacity } },
      },
    ]
  })
  return proposals.slice(0, mostChoices)
}

const ofOffchip = (hardware: Accelerator): readonly Proposal[] => {
  const bandwidth = hardware.offchip?.bandwidth
  if (bandwidth === undefined) return []
  return [
    {
      _tag: 'OffchipBandwidth',
      path: 'hardware.offchip.bandwidth',
      action: `double the off-chip bandwidth (${count(bandwidth)} → ${count(2 * bandwidth)} elements/cycle)`,
      hardware: { ...hardware, offchip: { bandwidth: 2 * bandwidth } },
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

/** Changes of the hardware to try; `used` is how many elements of each tensor the layer touches. */
export const hardwareProposals = (
  hardware: Accelerator,
  estimate: Estimate,
  used: ReadonlyMap<string, number>,
): readonly Proposal[] => [
  ...estimate.levels.flatMap((_, level) => ofNetwork(hardware, estimate.levels.length, level)),
  ...ofOffchip(hardware),
  ...ofOverlap(hardware, estimate),
  ...ofSharedBuffer(hardware, estimate, used),
  ...ofPes(hardware),
]
