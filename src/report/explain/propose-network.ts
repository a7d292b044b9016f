/** Changes of networks worth a try: bandwidths, latencies, ports, skew, multicast and reduction. */
import { listed } from '../../error/show'
import type { Accelerator, Interconnect } from '../../hardware/accelerator'
import { count } from '../numbers'
import type { Proposal } from './change'

/** The entry of a level, of one for all levels or of a list. */
export const entry = <A>(given: A | readonly A[] | undefined, level: number): A | undefined =>
  Array.isArray(given) ? given[Math.min(level, given.length - 1)] : (given as A | undefined) // a list is one of A

/** The hardware's networks, one for each level. */
export const networksOf = ({ noc }: Accelerator, levels: number): readonly Interconnect[] =>
  Array.from({ length: levels }, (_, level) => entry<Interconnect>(noc, level) ?? {})

const withNetwork = (
  hardware: Accelerator,
  levels: number,
  level: number,
  change: (network: Interconnect) => Interconnect,
): Accelerator => {
  const networks = networksOf(hardware, levels).map((network, i) => (i === level ? change(network) : network))
  const [only] = networks
  return { ...hardware, noc: levels === 1 && only !== undefined ? only : networks }
}

const networkPath = (levels: number, level: number, key: string): string =>
  levels === 1 ? `hardware.noc.${key}` : `hardware.noc[${level}].${key}`

const withoutLimit = <Part extends { readonly bandwidth?: number }>({
  bandwidth: _limit,
  ...others
}: Part): Omit<Part, 'bandwidth'> => others

/** Without a bandwidth, in channels neither: transfers take their latency alone. */
export const withoutBandwidth = (hardware: Accelerator, levels: number, level: number): Accelerator =>
  withNetwork(hardware, levels, level, (network) => {
    const { channels, ...others } = withoutLimit(network)
    return channels === undefined ? others : { ...others, channels: channels.map(withoutLimit) }
  })

const latencyOf = ({ latency }: Pick<Interconnect, 'latency'>): number =>
  typeof latency === 'object' ? latency.hops * latency.hopLatency : (latency ?? 1)

export const doubled = (bandwidth: number): string => `${count(bandwidth)} → ${count(2 * bandwidth)}`

/** What bandwidths count: elements, unless there are widths. */
export type Unit = 'elements' | 'words'

/** A change of one property of a network. */
type NetworkChange = Pick<Proposal, '_tag' | 'action'> & {
  readonly key: string
  readonly change: Partial<Interconnect>
}

/** What a network and its channels have alike, in words: `the network latency of level 0`. */
type Way = {
  readonly bandwidth: string
  readonly latency: string
  readonly ports: string
  /** Words per cycle, where they have a limit. */
  readonly limit: number | undefined
  readonly cycles: number
  readonly isShared: boolean
}

type WayChange = Pick<NetworkChange, '_tag' | 'action'> & {
  readonly key: 'bandwidth' | 'latency' | 'port'
  readonly value: Pick<Interconnect, 'bandwidth' | 'latency' | 'port'>
}

const ofWay = (
  { bandwidth, latency, ports, limit, cycles, isShared }: Way,
  unit: Unit,
): readonly WayChange[] => [
  ...(limit === undefined
    ? []
    : [
        {
          _tag: 'Bandwidth',
          key: 'bandwidth',
          action: `double the ${bandwidth} (${doubled(limit)} ${unit}/cycle)`,
          value: { bandwidth: 2 * limit },
        } as const,
      ]),
  ...(isShared
    ? [
        {
          _tag: 'Port',
          key: 'port',
          action: `let inputs and outputs travel at once on the ${ports}`,
          value: { port: 'separate' },
        } as const,
      ]
    : []),
  ...(cycles > 1
    ? [
        {
          _tag: 'Latency',
          key: 'latency',
          action: `cut the ${latency} to one cycle (from ${count(cycles)})`,
          value: { latency: 1 },
        } as const,
      ]
    : []),
]

/** What a channel says itself; the rest it has from its network. */
const ofChannels = ({ channels = [] }: Interconnect, level: number, unit: Unit): readonly NetworkChange[] =>
  channels.flatMap((channel, c) => {
    const { tensors, bandwidth, latency, port } = channel
    if (tensors.length === 0) return []
    const name = `channel of ${listed(tensors)} at level ${level}`
    const way = {
      bandwidth: `bandwidth of the ${name}`,
      latency: `latency of the ${name}`,
      ports: name,
      limit: bandwidth,
      cycles: latency === undefined ? 1 : latencyOf(channel),
      isShared: port === 'shared',
    }
    return ofWay(way, unit).map(({ key, value, ...change }) => ({
      ...change,
      key: `channels[${c}].${key}`,
      change: { channels: channels.map((each, i) => (i === c ? { ...each, ...value } : each)) },
    }))
  })

/** One cycle from unit to unit, or none in place of one. */
const ofSkew = ({ skew = 0 }: Interconnect, level: number): readonly NetworkChange[] => {
  if (skew === 0) return []
  const action =
    skew > 1
      ? `cut the skew of level ${level} to one cycle per unit (from ${count(skew)})`
      : `let operands reach all units of level ${level} at once, and their sums leave at once, without skew`
  return [{ _tag: 'Skew', key: 'skew', action, change: { skew: skew > 1 ? 1 : 0 } }]
}

const ofSharing = ({ multicast, reduction }: Interconnect, level: number): readonly NetworkChange[] => [
  ...(multicast === false
    ? [
        {
          _tag: 'Multicast',
          key: 'multicast',
          action: `let the network of level ${level} multicast`,
          change: { multicast: true },
        } as const,
      ]
    : []),
  ...(reduction === false
    ? [
        {
          _tag: 'Reduction',
          key: 'reduction',
          action: `let the network of level ${level} add partial sums`,
          change: { reduction: true },
        } as const,
      ]
    : []),
]

/** Changes of the network of a level to try. */
export const networkProposals = (
  hardware: Accelerator,
  levels: number,
  level: number,
  unit: Unit,
): readonly Proposal[] => {
  const network = networksOf(hardware, levels)[level]!
  const way = {
    bandwidth: `network bandwidth of level ${level}`,
    latency: `network latency of level ${level}`,
    ports: `network of level ${level}`,
    limit: network.bandwidth,
    cycles: latencyOf(network),
    isShared: network.port === 'shared',
  }
  return [
    ...ofWay(way, unit).map(({ value, ...rest }) => ({ ...rest, change: value })),
    ...ofChannels(network, level, unit),
    ...ofSkew(network, level),
    ...ofSharing(network, level),
  ].map(({ _tag, key, action, change }) => ({
    _tag,
    path: networkPath(levels, level, key),
    action,
    hardware: withNetwork(hardware, levels, level, (present) => ({ ...present, ...change })),
  }))
}
