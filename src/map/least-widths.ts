/**
 * A layer whose tensors have widths, as bounds see it: each tensor has the least width that it has anywhere. No mapping costs more than it
 * does then: each transfer takes fewer bits, each access less energy, and each tile less room (docs/spec.md, section 10). All of
 * it is in elements of the narrowest tensor, which are the same under one level and under two.
 */
import type { TensorWidths } from '../hardware/per-tensor'
import { mostTensors } from '../internal/limits'
import { leastFills } from './least-fills'
import type { LeastEnergy, Machine, Target } from './target'

/** Units of 1/32 bit in a byte. */
const unitsPerByte = 256

/** What a quotient may be too small by. */
const rounding = 2 ** -40

/** The least width of a tensor in any buffer and at any MAC. */
const leastOfTensor = (
  { inputs, l1, operands, partial, final }: TensorWidths,
  isInput: boolean,
  t: number,
): number => {
  if (!isInput) return Math.min(partial[t]!, final[t]!)
  const inBuffers = [...inputs].filter((width, i) => i % mostTensors === t && width > 0)
  return Math.min(l1[t]!, operands[t]!, ...inBuffers)
}

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

const scaled = (target: Target, machine: Machine, widths: TensorWidths, least: number): Machine => {
  const { hardware, networks } = machine
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

/** The target with tensors of their least widths; null where some machine has none. */
export const withLeastWidths = (target: Target): Target | null => {
  const { loops, buffers, machines } = target
  const [one, two] = machines
  const [ofOne, ofTwo] = [one.hardware.perTensor?.widths, two.hardware.perTensor?.widths]
  if (!ofOne || !ofTwo) return null
  // Under one level there are no buffers of clusters, which may be where an input is narrowest.
  const widths = loops.tensors.map(({ isInput }, t) =>
    Math.min(leastOfTensor(ofOne, isInput, t), leastOfTensor(ofTwo, isInput, t)),
  )
  const least = Math.min(...widths)
  const fills = leastFills(loops, scaled(target, one, ofOne, least).l1Room / buffers)
  const of = (machine: Machine, given: TensorWidths): Machine => ({
    ...scaled(target, machine, given, least),
    leastFills: fills,
  })
  return {
    ...target,
    loops: {
      ...loops,
      tensors: loops.tensors.map((tensor, t) => ({ ...tensor, width: widths[t]! / least })),
    },
    machines: [of(one, ofOne), of(two, ofTwo)],
    isDerived: true,
    countsElements: true,
    bounded: null,
  }
}
