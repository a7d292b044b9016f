/** Random channels, ports, skews, static energies, bypasses and widths of buffers (docs/spec.md, sections 10 to 14). */
import type { Accelerator } from '../../../src/index'
import type { GivenChannel, GivenNoc, GivenStatic, Keep } from '../simulator/hardware'
import type { SimTensor } from '../simulator/types'
import { absentName, bufferPrecision, namesOf } from './machine-operands'
import { chance, pick, type Random, shuffled, some } from './random'

const bandwidths = [0.3, 0.5, 1, 1, 1.7, 2, 2.25, 3, 4, 8]

const portOf = (random: Random) =>
  chance(random, 55) ? { port: pick(random, ['shared', 'shared', 'separate'] as const) } : {}

/** Names and roles, and now and then a name that this operator lacks. */
const tokensOf = (random: Random, tensors: readonly SimTensor[], percent: number): readonly string[] => {
  const names = [...namesOf(tensors, 'input'), ...namesOf(tensors, 'output')]
  return shuffled(
    random,
    some(random, [...names, 'inputs', 'outputs', ...some(random, [absentName], 8)], percent),
  )
}

const channelOf = (random: Random, tensors: readonly string[]): GivenChannel => ({
  tensors,
  ...(chance(random, 80) ? { bandwidth: pick(random, bandwidths) } : {}),
  ...(chance(random, 40) ? { latency: random(0, 4) } : {}),
  ...(chance(random, 15) ? { latency: { hops: random(0, 3), hopLatency: random(0, 3) } } : {}),
  ...portOf(random),
})

/** Every name and role on one channel at most; a channel may be left with none. */
const channelsOf = (random: Random, tensors: readonly SimTensor[]): readonly GivenChannel[] => {
  const lists: string[][] = Array.from({ length: random(1, 3) }, () => [])
  for (const token of tokensOf(random, tensors, 65)) pick(random, lists).push(token)
  return lists.filter((list) => list.length > 0 || chance(random, 20)).map((list) => channelOf(random, list))
}

const networkExtras = (random: Random, tensors: readonly SimTensor[], isSkewed: boolean): GivenNoc => ({
  ...(chance(random, 35) ? portOf(random) : {}),
  ...(chance(random, 55) ? { channels: channelsOf(random, tensors) } : {}),
  ...(isSkewed && chance(random, 80) ? { skew: random(0, 5) } : {}),
})

/** What a buffer keeps of inputs: of all, or by name and role. */
const keepOf = (random: Random, tensors: readonly SimTensor[]): { readonly keep?: Keep } => {
  if (chance(random, 40)) return {}
  if (chance(random, 25)) return { keep: chance(random, 20) }
  const names = some(random, [...namesOf(tensors, 'input'), 'inputs', ...some(random, [absentName], 8)], 60)
  return { keep: Object.fromEntries(names.map((name) => [name, chance(random, 25)])) }
}

const contiguousOf = (random: Random, tensors: readonly SimTensor[]): readonly string[] =>
  shuffled(
    random,
    some(random, [...namesOf(tensors, 'input'), 'inputs', ...some(random, [absentName], 8)], 50),
  )

const staticOf = (random: Random, levels: number): GivenStatic => {
  const energy = (): number => random(0, 40) / 16
  const clusters = chance(random, 50)
    ? energy()
    : Array.from({ length: random(1, Math.max(1, levels - (chance(random, 80) ? 1 : 0))) }, energy)
  return {
    ...(chance(random, 60) ? { pe: energy() } : {}),
    ...(chance(random, 60) ? { l1: energy() / 4 } : {}),
    ...(chance(random, 60) ? { clusters } : {}),
    ...(chance(random, 60) ? { l2: energy() / 8 } : {}),
  }
}

/** The value with more said of it. */
export const saying = <T extends object>(value: T, more: object): T => ({ ...value, ...more })

/** The entry, or each of a list, with more said of it. */
const each = <T extends object>(given: T | readonly T[], more: () => object): T | readonly T[] =>
  Array.isArray(given) ? given.map((entry: T) => saying(entry, more())) : saying(given as T, more()) // no list: one entry

/** What every level may say, of a random accelerator that says none of it. */
export const machineHardware = (
  random: Random,
  hardware: Accelerator,
  tensors: readonly SimTensor[],
  levels: number,
): Accelerator => {
  const [hasChannels, hasSkew, hasWidths, hasStatic, hasBypass, hasReloads, hasIntervals] = [
    50, 45, 40, 40, 40, 40, 40,
  ].map((percent) => chance(random, percent))
  const network = () => (hasChannels || hasSkew ? networkExtras(random, tensors, hasSkew === true) : {})
  const widths = (): { readonly precision?: ReturnType<typeof bufferPrecision> } =>
    hasWidths && chance(random, 55) ? { precision: bufferPrecision(random, tensors) } : {}
  const bypass = hasBypass ? { bypass: tokensOf(random, tensors, 35) } : {}
  const contiguous = hasIntervals ? { contiguous: contiguousOf(random, tensors) } : {}
  const ofUnits = () => ({ ...widths(), ...(hasReloads ? keepOf(random, tensors) : {}) })
  const saysUnits = hasWidths || hasReloads
  const saysShared = hasWidths || hasBypass || hasIntervals
  const { noc, l1, clusters, l2, offchip, energy } = hardware
  return {
    ...hardware,
    ...(hasChannels || hasSkew ? { noc: each(noc ?? {}, network) } : {}),
    ...(l1 === undefined && !saysUnits ? {} : { l1: { ...l1, ...ofUnits() } }),
    ...(clusters === undefined && !saysUnits ? {} : { clusters: each(clusters ?? {}, ofUnits) }),
    ...(l2 === undefined && !saysShared ? {} : { l2: { ...l2, ...widths(), ...bypass, ...contiguous } }),
    ...(offchip === undefined && !hasWidths ? {} : { offchip: { ...offchip, ...widths() } }),
    ...(hasStatic ? { energy: saying(energy ?? {}, { static: staticOf(random, levels) }) } : {}),
  }
}
