/** Off-chip traffic and energy over a box, at least (docs/spec.md, sections 6 and 7). */
import type { Corner } from './corner'
import { coupledOutside } from './coupled'
import { distinctValues, type LoopTensor } from './loops'
import type { Machine, Target } from './target'
import type { Volumes } from './volumes'

/** Elements that cross the border of the chip, and their energy, off-chip and in the shared buffer. */
export type Outside = { readonly traffic: number; readonly energy: number }

const coverOf = (tensor: LoopTensor, { loops }: Corner): number => {
  let size = 1
  for (const loop of tensor.plain) size *= loops[loop]!.cover.least
  for (const axis of tensor.windows)
    size *= distinctValues(axis, loops[axis.a]!.cover.least, loops[axis.b]!.cover.least)
  return size * tensor.width
}

const crossing = (tensor: LoopTensor, moved: number, { shared, offchip }: Machine): Outside => {
  const inward = offchip.read + shared.write
  const outward = offchip.write + shared.read
  const all = moved * tensor.width
  if (tensor.isInput) return { traffic: all, energy: all * inward }
  const back = (moved - tensor.used) * tensor.width
  return { traffic: all + back, energy: back * inward + all * outward }
}

/**
 * The least of both over the choices of resident and streamed tensors that fit the shared buffer when all tiles are as
 * small as they can be; null if none does. The model takes the choice of least traffic, so each figure is bounded by itself.
 */
export const outsideOf = (target: Target, corner: Corner, volumes: readonly Volumes[]): Outside | null => {
  const { loops, machines, buffers } = target
  const machine = machines[corner.box.levels - 1]!
  const { tensors } = loops
  const kept = tensors.map((tensor) => crossing(tensor, tensor.used, machine))
  const space = tensors.reduce((sum, { used, width }) => sum + used * width, 0)
  const sum = (of: (t: number) => number): number => tensors.reduce((total, _, t) => total + of(t), 0)
  // What is resident crosses once, and nothing crosses less often.
  if (space <= machine.sharedRoom)
    return { traffic: sum((t) => kept[t]!.traffic), energy: sum((t) => kept[t]!.energy) }
  const streamed = tensors.map((tensor, t) => crossing(tensor, volumes[t]!.shared, machine))
  const covers = tensors.map((tensor) => buffers * coverOf(tensor, corner))
  const inward = machine.offchip.read + machine.shared.write
  const outward = machine.offchip.write + machine.shared.read
  const spaceOf = (streams: (t: number) => boolean): number =>
    sum((t) => (streams(t) ? covers[t]! : tensors[t]!.used * tensors[t]!.width))
  /** What streamed tensors cost together beyond that; each element of a partial sum goes out and comes back. */
  const together = (streams: (t: number) => boolean, ofInput: number, ofOutput: number): number =>
    coupledOutside(
      target,
      corner,
      volumes,
      ({ isInput }, t) => (streams(t) ? (isInput ? ofInput : ofOutput) : 0),
      (stays) =>
        streams(stays) ? (machine.sharedRoom - spaceOf(streams) + covers[stays]!) / buffers : Infinity,
    )
  let traffic = Number.POSITIVE_INFINITY
  let energy = Number.POSITIVE_INFINITY
  for (let choice = 0; choice < 2 ** tensors.length; choice++) {
    const streams = (t: number): boolean => ((choice >> t) & 1) === 1
    if (spaceOf(streams) > machine.sharedRoom) continue
    traffic = Math.min(
      traffic,
      sum((t) => (streams(t) ? streamed : kept)[t]!.traffic) + together(streams, 1, 2),
    )
    energy = Math.min(
      energy,
      sum((t) => (streams(t) ? streamed : kept)[t]!.energy) + together(streams, inward, inward + outward),
    )
  }
  return traffic === Number.POSITIVE_INFINITY ? null : { traffic, energy }
}

/** Energy of on-chip accesses, MACs and networks. */
export const onChipEnergy = (
  { loops, machines }: Target,
  { box }: Corner,
  volumes: readonly Volumes[],
): number => {
  const machine = machines[box.levels - 1]!
  const { networks, l1, clusters, shared, hardware } = machine
  const { macs, tensors } = loops
  const { mac, hop } = hardware.energy
  let energy = macs * mac
  tensors.forEach((tensor, t) => {
    const of = volumes[t]!
    const shares = (level: number): boolean =>
      tensor.isInput ? networks[level]!.multicast : networks[level]!.reduction
    const { isInput, used, width } = tensor
    const outer = (shares(0) ? of.shared : of.units) * width
    energy += networks[0]!.hops * hop * outer
    energy += isInput ? outer * shared.read : (outer - used * width) * shared.read + outer * shared.write
    energy += macs * l1.read
    if (!isInput) energy += macs * l1.write
    if (box.levels === 1) {
      if (isInput) energy += of.units * width * l1.write
      return
    }
    const inner = (shares(1) ? of.clusters : of.pes) * width
    energy += networks[1]!.hops * hop * inner
    if (isInput)
      energy += inner * clusters.read + of.units * width * clusters.write + of.pes * width * l1.write
    else energy += inner * (clusters.read + clusters.write)
  })
  return energy
}
