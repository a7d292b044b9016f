/** Energy is linear in the energy table (docs/spec.md, section 7). */
import {
  type Accelerator,
  type AccessEnergy,
  type Analysis,
  type EnergyTable,
  type Estimate,
  maestroEnergy,
  type ReadWrite,
} from '../../../src/index'
import { differences } from '../../cases/differences'
import type { Random } from '../generators/random'
import { evaluated } from './answers'

const rounding = 1e-9

/** A table whose numbers are changed one by one; capacities stay. */
const mappedTable = (table: EnergyTable, change: (energy: number) => number): EnergyTable => {
  const access = (energy: AccessEnergy): AccessEnergy =>
    typeof energy === 'number'
      ? change(energy)
      : { points: energy.points.map(([capacity, each]) => [capacity, change(each)] as const) }
  const both = ({ read, write }: ReadWrite): ReadWrite => ({ read: access(read), write: access(write) })
  const { mac, hop, l1, clusters, l2, offchip } = table
  return {
    mac: change(mac),
    hop: change(hop),
    l1: both(l1),
    clusters: 'length' in clusters ? clusters.map(both) : both(clusters),
    l2: both(l2),
    offchip: { read: change(offchip.read), write: change(offchip.write) },
  }
}

/** Two structures of the same shape, number by number. */
const combined = (a: unknown, b: unknown, combine: (a: number, b: number) => number): unknown => {
  if (typeof a === 'number' && typeof b === 'number') return combine(a, b)
  if (Array.isArray(a) && Array.isArray(b)) return a.map((each, i) => combined(each, b[i], combine))
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a
  const other = new Map(Object.entries(b))
  return Object.fromEntries(
    Object.entries(a).map(([key, each]) => [key, combined(each, other.get(key), combine)]),
  )
}

/** Energy under x·a + y·b is x times that under a and y times that under b, in every part and for every tensor. */
export const nonlinear = (random: Random, analysis: Analysis, hardware: Accelerator): readonly string[] => {
  const a: EnergyTable = { ...maestroEnergy, ...hardware.energy }
  const numbers: number[] = []
  // b has other numbers than a at the same places, remembered so that the sum can be told.
  const b = mappedTable(a, () => {
    const energy = random(0, 100) / 16
    numbers.push(energy)
    return energy
  })
  const [x, y] = [random(0, 40) / 8, random(0, 40) / 8]
  const sum = mappedTable(a, (energy) => x * energy + y * (numbers.shift() ?? 0))
  const energyUnder = (energy: EnergyTable): Omit<Estimate['energy'], 'unit' | 'uncounted'> => {
    const { unit: _, uncounted: __, ...energies } = evaluated(analysis, { ...hardware, energy }).energy
    return energies
  }
  const expected = combined(energyUnder(a), energyUnder(b), (one, other) => x * one + y * other)
  return differences(expected, energyUnder(sum), rounding, 'energy')
}
