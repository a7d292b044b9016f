/** Random accelerators for a dataflow of so many levels. */
import type {
  Accelerator,
  AccessEnergy,
  AreaTable,
  EnergyTable,
  Interconnect,
  Overlap,
  ReadWrite,
} from '../../../src/index'
import { chance, pick, type Random } from './random'

const bandwidths = [0.3, 0.5, 1, 1, 1.7, 2, 2.25, 3, 4, 8, 16]

const networkOf = (random: Random): Interconnect => ({
  ...(chance(random, 75) ? { bandwidth: pick(random, bandwidths) } : {}),
  ...(chance(random, 60) ? { latency: random(0, 5) } : {}),
  ...(chance(random, 20) ? { latency: { hops: random(0, 3), hopLatency: random(0, 3) } } : {}),
  ...(chance(random, 50) ? { multicast: chance(random, 40) } : {}),
  ...(chance(random, 50) ? { reduction: chance(random, 40) } : {}),
})

/** Absent, one for all, or a list: shorter than needed, exact or longer. */
const perLevel = <T>(random: Random, levels: number, entry: () => T): T | readonly T[] | undefined => {
  const form = random(1, 10)
  if (form <= 2) return undefined
  if (form <= 4) return entry()
  return Array.from({ length: random(1, Math.max(1, levels + (form > 9 ? 1 : 0))) }, entry)
}

/** Unlimited, or up to so many elements: often enough too few. */
const capacityOf = (
  random: Random,
  elements: number,
  elementBytes: number,
): { readonly capacity?: number } =>
  chance(random, 30) ? {} : { capacity: Math.floor(random(0, elements) * elementBytes) }

const accessEnergy = (random: Random): AccessEnergy => {
  if (chance(random, 60)) return random(0, 40) / 8
  let capacity = random(0, 20)
  const points = Array.from({ length: random(1, 4) }, () => {
    capacity += random(1, 200)
    return [capacity, random(0, 80) / 7] as const
  })
  return { points }
}

const free: AccessEnergy = { points: [[7, 0]] }

const readWrite = (random: Random): ReadWrite =>
  chance(random, 10)
    ? { read: 0, write: pick(random, [0, free]) }
    : { read: accessEnergy(random), write: accessEnergy(random) }

const energyOf = (random: Random, levels: number): Partial<EnergyTable> => {
  const clusters = perLevel(random, levels - 1, () => readWrite(random))
  return {
    ...(chance(random, 40) ? { unit: pick(random, ['MAC', 'pJ', 'pJ'] as const) } : {}),
    ...(chance(random, 70) ? { mac: random(0, 30) / 4 } : {}),
    ...(chance(random, 70) ? { hop: random(0, 30) / 16 } : {}),
    ...(chance(random, 70) ? { l1: readWrite(random) } : {}),
    ...(clusters === undefined ? {} : { clusters }),
    ...(chance(random, 70) ? { l2: readWrite(random) } : {}),
    ...(chance(random, 70) ? { offchip: { read: random(0, 900) / 4, write: random(0, 900) / 4 } } : {}),
  }
}

const cost = (random: Random) => ({ area: random(0, 9000) / 2, power: random(0, 90) / 64 })

const areaOf = (random: Random): AreaTable => ({
  mac: cost(random),
  sram: cost(random),
  bus: { ...cost(random), scale: [random(0, 300) / 16, random(0, 600) / 16] },
  // The constant is negative in the published table, so that few units count as one.
  arbiter: { ...cost(random), scale: [random(0, 30) / 16, random(0, 100) / 16, random(-500, 100) / 16] },
})

const overlaps: readonly Overlap[] = ['within-runs', 'across-runs', 'none']

/** `elements` is how many the layer touches at most: capacities go up to about as many. */
export const randomHardware = (
  random: Random,
  pes: number,
  levels: number,
  elements: number,
): Accelerator => {
  const elementBytes = pick(random, [1, 1, 2, 4, 0.5, 1.5])
  const noc = perLevel(random, levels, () => networkOf(random))
  const clusters = perLevel(random, levels - 1, () => capacityOf(random, elements, elementBytes))
  return {
    pes,
    ...(chance(random, 60) ? { simd: random(1, 4) } : {}),
    ...(chance(random, 50) ? { l1: capacityOf(random, Math.ceil(elements / 2), elementBytes) } : {}),
    ...(clusters === undefined ? {} : { clusters }),
    ...(chance(random, 75) ? { l2: capacityOf(random, 3 * elements, elementBytes) } : {}),
    ...(elementBytes === 1 && chance(random, 50) ? {} : { elementBytes }),
    ...(noc === undefined ? {} : { noc }),
    ...(chance(random, 60)
      ? { offchip: chance(random, 10) ? {} : { bandwidth: pick(random, bandwidths) } }
      : {}),
    ...(chance(random, 75) ? { overlap: pick(random, overlaps) } : {}),
    ...(chance(random, 30) ? { clock: pick(random, [1e9, 2e8, 0.5, 3]) } : {}),
    ...(chance(random, 60) ? { energy: energyOf(random, levels) } : {}),
    ...(chance(random, 40) ? { area: areaOf(random) } : {}),
  }
}
