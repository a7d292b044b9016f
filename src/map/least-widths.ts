/**
 * A layer whose tensors have widths, as bounds see it: as if all of them had the least width anywhere. Then elements are alike again, and
 * no mapping costs more than it does: each transfer takes fewer bits, each access less energy, and each tile less room
 * (docs/spec.md, section 10).
 */
import type { TensorWidths } from '../hardware/per-tensor'
import { mostTensors } from '../internal/limits'
import { leastFills } from './least-fills'
import type { LeastEnergy, Machine, Target } from './target'

/** Units of 1/32 bit in a byte. */
const unitsPerByte = 256

/** What a quotient may be too small by. */
const rounding = 2 ** -40

const leastOf = ({ inputs, l1, operands, partial, final }: TensorWidths): number =>
  Math.min(
    ...[inputs, l1, operands, partial, final].flatMap((widths) => [...widths].filter((width) => width > 0)),
  )

/** Energy of a MAC's accesses of its PE's buffer beyond those of tensors of the least width. */
const beyondLeast = ({ loops, machines }: Target, widths: TensorWidths, least: number): number => {
  const { read, write } = machines[0].l1
  return loops.tensors.reduce((sum, { isInput, used }, t) => {
    if (isInput) return sum + ((widths.operands[t]! - least) / widths.word) * read
    // A sum that takes one MAC is complete at once.
    const width = used === loops.macs ? widths.final[t]! : widths.partial[t]!
    return sum + ((width - least) / widths.word) * (read + write)
  }, 0)
}

/** The least width of a tensor anywhere. */
const leastOfTensor = (
  { inputs, l1, operands, partial, final }: TensorWidths,
  isInput: boolean,
  t: number,
): number => {
  if (!isInput) return Math.min(partial[t]!, final[t]!)
  const inBuffers = [...inputs].filter((width, i) => i % mostTensors === t && width > 0)
  return Math.min(l1[t]!, operands[t]!, ...inBuffers)
}

const scaled = (target: Target, machine: Machine, widths: TensorWidths): Machine => {
  const { hardware, networks } = machine
  const least = leastOf(widths)
  const part = least / widths.word
  const faster = (bandwidth: number): number => (bandwidth / part) * (1 + rounding)
  const cheaper = ({ read, write }: LeastEnergy): LeastEnergy => ({ read: read * part, write: write * part })
  const roomOf = (bytes: number | null | undefined): number =>
    bytes === null || bytes === undefined ? Number.POSITIVE_INFINITY : (bytes * unitsPerByte) / least
  const { energy } = hardware
  return {
    hardware: {
      ...hardware,
      offchipBandwidth: faster(hardware.offchipBandwidth),
      energy: { ...energy, mac: energy.mac + beyondLeast(target, widths, least), hop: energy.hop * part },
    },
    networks: networks.map((network) => ({ ...network, bandwidth: faster(network.bandwidth) })),
    l1Room: roomOf(hardware.l1),
    clusterRoom: roomOf(hardware.clusters[0]),
    sharedRoom: roomOf(hardware.l2),
    l1: cheaper(machine.l1),
    clusters: cheaper(machine.clusters),
    shared: cheaper(machine.shared),
    offchip: cheaper(machine.offchip),
    leastFills: machine.leastFills,
    perCycle: machine.perCycle,
  }
}

/** The target with all tensors of the least width; null where some machine has none. */
export const withLeastWidths = (target: Target): Target | null => {
  const { loops, buffers, machines: ofTarget } = target
  const [one, two] = ofTarget
  const ofOne = one.hardware.perTensor?.widths ?? null
  const ofTwo = two.hardware.perTensor?.widths ?? null
  if (ofOne === null || ofTwo === null) return null
  const machines = [scaled(target, one, ofOne), scaled(target, two, ofTwo)] as const
  const fills = leastFills(loops, machines[0].l1Room / buffers)
  const withFills = (machine: Machine): Machine => ({ ...machine, leastFills: fills })
  const least = leastOf(ofTwo)
  const tensors = loops.tensors.map((tensor, t) => ({
    ...tensor,
    width: leastOfTensor(ofTwo, tensor.isInput, t) / least,
  }))
  return {
    ...target,
    loops: { ...loops, tensors },
    machines: [withFills(machines[0]), withFills(machines[1])],
    isDerived: true,
    countsElements: true,
    bounded: null,
  }
}
