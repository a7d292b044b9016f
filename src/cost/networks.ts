/** The networks of a machine as the kernel takes them. */

import type { ResolvedNetwork } from '../hardware/network'
import { channelAt, countChannels, type LevelChannels } from '../hardware/per-tensor'
import type { ResolvedHardware } from '../hardware/resolve'
import { type Links, mostLevels, type Projection, steps } from '../profile/steps'
import type { Counts } from './counts'
import { bypassesAny, onNetwork, type Weights } from './weights'

export type KernelNetworks = {
  readonly projection: Projection
  readonly links: Links
  /** The skew of each level, as the links have it. */
  readonly skews: Float64Array
  /** Whether words are elements and each level has one channel: as the projection is made, and as it is left by default. */
  isPlain: boolean
  /** Per level what {@link waysOf} says of the projection; {@link unset} until all ways of the level are set. */
  readonly ways: Int32Array
}

const unset = -1

export const newKernelNetworks = (): KernelNetworks => ({
  projection: steps().newProjection(),
  links: steps().newLinks(),
  skews: new Float64Array(mostLevels),
  isPlain: true,
  ways: new Int32Array(mostLevels).fill(unset),
})

/** Sets another bandwidth of a level's network itself, which is its first channel. */
export const setBandwidth = (
  { links }: KernelNetworks,
  level: number,
  { latency, sharedPort }: ResolvedNetwork,
  bandwidth: number,
): void => steps().setChannel(links, level, 0, bandwidth, latency, sharedPort)

/** Everything that the ways of a level depend on, as a number. */
const waysOf = ({ tensors, inputs }: Counts, { multicast, reduction }: ResolvedNetwork): number =>
  ((tensors << 8) | inputs) * 4 + (multicast ? 1 : 0) + (reduction ? 2 : 0)

/** Sets which volumes cross the network of a level, unless they are set already. */
const setWays = (
  counts: Counts,
  network: ResolvedNetwork,
  level: number,
  { projection, ways }: KernelNetworks,
): void => {
  const wanted = waysOf(counts, network)
  if (ways[level] === wanted) return
  ways[level] = unset
  const { setWay } = steps()
  for (let t = 0; t < counts.tensors; t++)
    setWay(projection, level, t, counts.isInput[t] === 1 ? network.multicast : network.reduction)
  ways[level] = wanted
}

/** Sets the cycles from one unit of a level to the next. */
const setSkew = ({ skew }: ResolvedNetwork, level: number, { links, skews }: KernelNetworks): void => {
  if (skews[level] === skew) return
  steps().setSkew(links, level, skew)
  skews[level] = skew
}

/** Sets one channel for each level, and which volumes cross it. */
const setOwn = (counts: Counts, networks: readonly ResolvedNetwork[], into: KernelNetworks): void => {
  const { setChannel } = steps()
  for (let level = 0; level < counts.levels; level++) {
    const network = networks[level]!
    setChannel(into.links, level, 0, network.bandwidth, network.latency, network.sharedPort)
    setWays(counts, network, level, into)
    setSkew(network, level, into)
  }
}

/** Sets one channel for each level, on which words are elements. */
const setPlain = (counts: Counts, networks: readonly ResolvedNetwork[], into: KernelNetworks): void => {
  if (!into.isPlain) {
    into.ways.fill(unset)
    steps().setWords(into.projection, 1, 0)
    into.isPlain = true
  }
  setOwn(counts, networks, into)
}

/** Sets what inputs weigh above the first level that come past the shared buffer. */
const setBypassing = (
  counts: Counts,
  weights: Weights,
  hardware: ResolvedHardware,
  { projection }: KernelNetworks,
): void => {
  const { multicast } = hardware.networks[0]!
  for (let t = 0; t < counts.tensors; t++)
    if (counts.isInput[t] === 1)
      steps().setWay(projection, 0, t, multicast, onNetwork(weights, counts, hardware, 0, t))
}

/** Sets one channel for each level, and what each tensor weighs on it: as in the buffer above, but for what bypasses that. */
const setWeighted = (
  counts: Counts,
  weights: Weights,
  hardware: ResolvedHardware,
  into: KernelNetworks,
): void => {
  const { setWeights, setWords } = steps()
  into.isPlain = false
  setOwn(counts, hardware.networks, into)
  setWeights(into.projection, counts.levels, counts.tensors, weights.buffers)
  if (bypassesAny(hardware)) setBypassing(counts, weights, hardware, into)
  setWords(into.projection, 1, weights.word)
}

/** Sets what each tensor weighs on each network, and the channels that carry them. */
const setChanneled = (
  counts: Counts,
  weights: Weights,
  hardware: ResolvedHardware,
  channels: readonly LevelChannels[],
  into: KernelNetworks,
): void => {
  const { setChannel, setWay, setWords } = steps()
  into.isPlain = false
  let most = 1
  for (let level = 0; level < counts.levels; level++) {
    const network = hardware.networks[level]!
    const ridden = channels[level]!
    const count = countChannels(ridden)
    into.ways[level] = unset
    most = Math.max(most, count)
    for (let c = 0; c < count; c++) {
      const { bandwidth, latency, sharedPort } = channelAt(ridden, network, c)
      setChannel(into.links, level, c, bandwidth, latency, sharedPort)
    }
    for (let t = 0; t < counts.tensors; t++) {
      const takesUnion = counts.isInput[t] === 1 ? network.multicast : network.reduction
      const weight = weights.areWords ? 1 : onNetwork(weights, counts, hardware, level, t)
      setWay(into.projection, level, t, takesUnion, weight, ridden.of[t])
    }
    setSkew(network, level, into)
  }
  setWords(into.projection, most, weights.areWords ? 0 : weights.word)
}

/** Sets which volumes cross the networks and what they weigh, and the networks' channels, for all levels of a schedule. */
export const setNetworks = (
  counts: Counts,
  weights: Weights,
  hardware: ResolvedHardware,
  into: KernelNetworks,
): KernelNetworks => {
  const { networks, perTensor } = hardware
  const channels = perTensor === null ? null : perTensor.channels
  if (channels !== null) setChanneled(counts, weights, hardware, channels, into)
  else if (weights.areWords) setPlain(counts, networks, into)
  else setWeighted(counts, weights, hardware, into)
  return into
}
