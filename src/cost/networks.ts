/** The networks of a machine as the kernel takes them. */
import type { ResolvedNetwork } from '../hardware/resolve'
import { type Links, type Projection, steps } from '../profile/steps'
import type { Counts } from './counts'

export type KernelNetworks = { readonly projection: Projection; readonly links: Links }

export const newKernelNetworks = (): KernelNetworks => ({
  projection: steps().newProjection(),
  links: steps().newLinks(),
})

/** Sets which volumes cross the networks, and the networks' bandwidths and latencies, for all levels of a schedule. */
export const setNetworks = (
  { levels, tensors, isInput }: Counts,
  networks: readonly ResolvedNetwork[],
  into: KernelNetworks,
): KernelNetworks => {
  const { setChannel, setWay } = steps()
  for (let level = 0; level < levels; level++) {
    const { bandwidth, latency, multicast, reduction } = networks[level]!
    setChannel(into.links, level, 0, bandwidth, latency)
    for (let t = 0; t < tensors; t++)
      setWay(into.projection, level, t, isInput[t] === 1 ? multicast : reduction)
  }
  return into
}
