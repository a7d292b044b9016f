/** Energy: docs/spec.md, sections 7, 10, 11 and 13. */
import type { Accesses, AccessesByTensor } from './accesses'
import { channelOf, wordsOf } from './channels'
import type { AccessEnergy, Energy, SimHardware } from './hardware'
import type { Sparsity } from './sparsity'
import type { SimProblem, SimResult, SimTensor, Widths } from './types'
import type { WidthTable } from './widths'

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

export type Part = { readonly total: number; readonly tensors: Readonly<Record<string, number>> }

/** Linear between the points and constant outside. */
const energyAt = (energy: Energy, bytes: number): number => {
  if (typeof energy === 'number') return energy
  const points = [...energy.points].sort(([a], [b]) => a - b)
  const below = points.filter(([capacity]) => capacity <= bytes).at(-1)
  const above = points.find(([capacity]) => capacity >= bytes)
  if (below === undefined || above === undefined) return (below ?? above)?.[1] ?? Number.NaN
  if (above[0] === below[0]) return below[1]
  return below[1] + ((above[1] - below[1]) * (bytes - below[0])) / (above[0] - below[0])
}

/** Accesses of elements at their widths, at energies per word. */
export const accessEnergy = (
  accesses: AccessesByTensor,
  energy: AccessEnergy,
  bytes: number,
  wordsOfElement: (tensor: string, kind: keyof Accesses) => number,
): Part => {
  const read = energyAt(energy.read, bytes)
  const write = energyAt(energy.write, bytes)
  const tensors = Object.fromEntries(
    Object.entries(accesses).map(([name, { reads, writes }]) => [
      name,
      reads * wordsOfElement(name, 'reads') * read + writes * wordsOfElement(name, 'writes') * write,
    ]),
  )
  return { total: sum(Object.values(tensors)), tensors }
}

export const atWidths =
  (widths: Widths, word: number) =>
  (tensor: string): number =>
    (widths[tensor] ?? Number.NaN) / word

/** In the PEs' own buffers, a tensor that skips has only its nonzeros read where its format tells them apart. */
export const atPeWidths =
  ({ l1, word }: WidthTable, { tensors }: Sparsity) =>
  (tensor: string, kind: keyof Accesses): number => {
    const width = atWidths(l1, word)(tensor)
    const sparse = tensors.find(({ name }) => name === tensor)
    const onlyNonzeros = kind === 'reads' && sparse?.skips === true && sparse.formatIn('l1') !== undefined
    return onlyNonzeros ? width / sparse.share : width
  }

/** Every channel's words take its own hops. */
export const networkEnergy = (
  { tensors, levels }: SimProblem,
  result: SimResult,
  hardware: SimHardware,
  { word, travelling }: WidthTable,
): number => {
  const movedAt = (tensor: SimTensor, level: number): number => {
    const figures = result.levels[level]?.tensors[tensor.name]
    return figures === undefined ? Number.NaN : 'ingress' in figures ? figures.ingress : figures.egress
  }
  const hopsOf = (tensor: SimTensor, level: number): number => {
    const noc = hardware.noc[level]
    if (noc === undefined) throw new Error(`no network at level ${level}`)
    const channel = channelOf(noc, tensor)
    return [noc, ...noc.channels].find((each) => each === channel)?.hops ?? Number.NaN
  }
  return sum(
    levels.flatMap((_, level) =>
      tensors.map((tensor) => {
        const carried = [{ tensor, elements: movedAt(tensor, level) }]
        return hardware.energy.hop * hopsOf(tensor, level) * wordsOf(carried, word, travelling[level] ?? {})
      }),
    ),
  )
}

/** Energy per cycle of all PEs and of every byte of all buffers, `copies` of one for each unit of a level. */
export const staticPower = (
  { energy, pes }: SimHardware,
  bytes: { readonly l1: number; readonly clusters: readonly number[]; readonly l2: number },
  copies: readonly number[],
): number => {
  const { pe, l1, clusters, l2 } = energy.static
  const ofClusters = bytes.clusters.map(
    (each, level) => (clusters[level] ?? Number.NaN) * each * (copies[level] ?? Number.NaN),
  )
  return pes * (pe + l1 * bytes.l1) + sum(ofClusters) + l2 * bytes.l2
}

const numbersOf = (energy: Energy): readonly number[] =>
  typeof energy === 'number' ? [energy] : energy.points.map(([, each]) => each)

/** The parts that are used and whose every energy is 0; of clusters, at one of the levels. */
export const uncountedOf = ({ energy }: SimHardware, isL2Used: boolean): readonly string[] => {
  const isFree = ({ read, write }: AccessEnergy) =>
    [...numbersOf(read), ...numbersOf(write)].every((each) => each === 0)
  const parts = {
    mac: energy.mac === 0,
    l1: isFree(energy.l1),
    clusters: energy.clusters.some(isFree),
    l2: isL2Used && isFree(energy.l2),
    network: energy.hop === 0,
    offchip: isFree(energy.offchip),
  }
  return Object.entries(parts).flatMap(([part, free]) => (free ? [part] : []))
}
