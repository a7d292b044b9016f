/** Which channel of each level's network the tensors of a layer ride on (docs/spec.md, section 11). */
import type { ResolvedNetwork } from '../hardware/network'
import type { LevelChannels, PerTensor } from '../hardware/per-tensor'
import type { ResolvedHardware } from '../hardware/resolve'
import { hasOwnName, roleNameOf } from '../operator/roles'
import type { Role } from './counts'

const channelOf = ({ channels }: ResolvedNetwork, tensor: Role): number => {
  const byName = hasOwnName(tensor)
    ? channels.findIndex(({ tensors: { names } }) => names.includes(tensor.name))
    : -1
  return byName >= 0
    ? byName
    : channels.findIndex(({ tensors: { names } }) => names.includes(roleNameOf(tensor)))
}

/** The channels of a level that tensors ride on. */
const levelChannels = (network: ResolvedNetwork, tensors: readonly Role[]): LevelChannels => {
  const declared = tensors.map((tensor) => channelOf(network, tensor))
  const ridden = network.channels.filter((_, c) => declared.includes(c))
  const hasOwn = declared.includes(-1) || ridden.length === 0
  const first = hasOwn ? 1 : 0
  const of = Uint8Array.from(declared, (c) => (c < 0 ? 0 : first + ridden.indexOf(network.channels[c]!)))
  return { hasOwn, others: ridden, of }
}

/** Per level; null where every tensor rides on the network itself. */
export const channelsFor = (
  { networks }: ResolvedHardware,
  tensors: readonly Role[],
): PerTensor['channels'] => {
  const levels = networks.map((network) => levelChannels(network, tensors))
  return levels.some(({ others }) => others.length > 0) ? levels : null
}
