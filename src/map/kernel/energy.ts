/** The kernel of `../energy-bound.ts`. */
import type { Box } from '../box'
import type { Machine } from '../target'
import { COVERS, excessOf, OUTER, roomOf } from './coupled'
import { type State, tileOf } from './state'

const { max, min } = Math

export const onChipEnergy = (s: State, box: Box, machine: Machine): number => {
  const { networks, l1, clusters, shared, hardware } = machine
  const { macs, tensors } = s
  const { mac, hop } = hardware.energy
  const outerNetwork = networks[0]!
  const innerNetwork = networks[1]
  let energy = macs * mac
  for (let t = 0; t < tensors.length; t++) {
    const { isInput, used, width } = tensors[t]!
    const isShared = isInput ? outerNetwork.multicast : outerNetwork.reduction
    const outer = (isShared ? s.shared[t]! : s.units[t]!) * width
    energy += outerNetwork.hops * hop * outer
    energy += isInput ? outer * shared.read : (outer - used * width) * shared.read + outer * shared.write
    energy += macs * l1.read
    if (!isInput) energy += macs * l1.write
    if (box.levels === 1 || innerNetwork === undefined) {
      if (isInput) energy += s.units[t]! * width * l1.write
      continue
    }
    const isSharedInside = isInput ? innerNetwork.multicast : innerNetwork.reduction
    const inner = (isSharedInside ? s.clusters[t]! : s.pes[t]!) * width
    energy += innerNetwork.hops * hop * inner
    if (isInput)
      energy += inner * clusters.read + s.units[t]! * width * clusters.write + s.pes[t]! * width * l1.write
    else energy += inner * (clusters.read + clusters.write)
  }
  return energy
}

/** Writes what each tensor takes of the shared buffer if it streams; whether some choice of what streams fits. */
export const fitsShared = (s: State, { sharedRoom }: Machine): boolean => {
  const { tensors, target } = s
  if (s.used <= sharedRoom) return true
  let least = 0
  for (let t = 0; t < tensors.length; t++) {
    const { used, width } = tensors[t]!
    s.covers[t] = target.buffers * (tileOf(tensors[t]!, s.coverLeast) * width)
    least += min(used * width, s.covers[t]!)
  }
  return least <= sharedRoom
}

/** What the tensors that a choice streams cost together beyond what each takes by itself. */
const together = (
  s: State,
  box: Box,
  machine: Machine,
  choice: number,
  space: number,
  ofInput: number,
  ofOutput: number,
): number => {
  const { tensors, weights, target } = s
  for (let t = 0; t < tensors.length; t++)
    weights[t] = ((choice >> t) & 1) === 0 ? 0 : tensors[t]!.isInput ? ofInput : ofOutput
  const stays = box.outerClass?.stays ?? -1
  const ofTiles = excessOf(s, box, OUTER, roomOf(s, box, machine))
  if (stays < 0 || ((choice >> stays) & 1) === 0) return ofTiles
  const room = (machine.sharedRoom - space + s.covers[stays]!) / target.buffers
  return max(ofTiles, excessOf(s, box, COVERS, room))
}

/** Writes the least traffic and energy outside to the state, over the choices that fit. */
export const writeOutside = (s: State, box: Box, machine: Machine): void => {
  const { tensors } = s
  const inward = machine.offchip.read + machine.shared.write
  const outward = machine.offchip.write + machine.shared.read
  let keptEnergy = 0
  for (let t = 0; t < tensors.length; t++) {
    const tensor = tensors[t]!
    keptEnergy += tensor.used * tensor.width * (tensor.isInput ? inward : outward)
  }
  s.outsideTraffic = s.used
  s.outsideEnergy = keptEnergy
  if (s.used <= machine.sharedRoom) return
  let traffic = Number.POSITIVE_INFINITY
  let energy = Number.POSITIVE_INFINITY
  for (let choice = 0; choice < 1 << tensors.length; choice++) {
    let space = 0
    let moved = 0
    let spent = 0
    for (let t = 0; t < tensors.length; t++) {
      const tensor = tensors[t]!
      const streams = ((choice >> t) & 1) === 1
      const { used, width } = tensor
      space += streams ? s.covers[t]! : used * width
      const moves = streams ? s.shared[t]! : used
      const crosses = moves * width
      const back = tensor.isInput ? 0 : (moves - used) * width
      moved += crosses + back
      spent += tensor.isInput ? crosses * inward : back * inward + crosses * outward
    }
    if (space > machine.sharedRoom) continue
    traffic = min(traffic, moved + together(s, box, machine, choice, space, 1, 2))
    energy = min(energy, spent + together(s, box, machine, choice, space, inward, inward + outward))
  }
  s.outsideTraffic = traffic
  s.outsideEnergy = energy
}
