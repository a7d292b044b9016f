/** ZigZag's accelerators: an array of multipliers and the memories around it, innermost first. */
import { listed } from '../../error/show'
import type { Accelerator } from '../../hardware/accelerator'
import type { ReadWrite } from '../../hardware/energy'
import { networkOf, noteOffchip, noteUnused } from '../nest/buffers'
import { timesCount, wholeCount } from '../source/counts'
import { isSound, leaveAside, readAs, refuse, type Source } from '../source/source'
import {
  asCount,
  asList,
  asMap,
  asNames,
  asPositive,
  missing,
  numberIn,
  reportUnknown,
  valueIn,
} from '../yaml/fields'
import type { Yaml, YamlMap } from '../yaml/node'
import { type Memory, memoryOf } from './memory'

type MacArray = {
  readonly sizes: ReadonlyMap<string, number>
  /** Units in all. */
  readonly units: number
  readonly energy: number
  /** Of a word. */
  readonly bits: number
}

const arrayKeys = [
  'dimensions',
  'sizes',
  'unit_energy',
  'unit_area',
  'multiplier_energy',
  'multiplier_area',
  'input_precision',
  'is_imc',
]

/** Where the array does not say how wide its inputs are. */
const defaultBits = 8

const arrayOf = (source: Source, map: YamlMap): MacArray | undefined => {
  const given = valueIn(map, 'operational_array', 'multipliers')
  if (given === undefined)
    missing(source, map, 'operational_array', 'Write operational_array: with dimensions and sizes.')
  const array = given === undefined ? undefined : asMap(source, given, 'operational_array')
  if (array === undefined) return undefined
  const inMemory = valueIn(array, 'is_imc')
  if (inMemory?._tag === 'Scalar' && inMemory.value === true) {
    refuse(
      source,
      inMemory,
      'compute in memory',
      'Arrays that compute in memory are not modelled here.',
      'Use ZigZag for them.',
    )
    return undefined
  }
  reportUnknown(source, array, arrayKeys, 'The array')
  const [dimensions, sizes] = [valueIn(array, 'dimensions'), valueIn(array, 'sizes')]
  const extents = sizes === undefined ? [] : (asList(source, sizes, 'sizes')?.items ?? [])
  const names = dimensions === undefined ? [] : asNames(source, dimensions, 'dimensions')
  if (names.length === 0 || names.length !== extents.length)
    missing(
      source,
      array,
      'size for each dimension of the array',
      'Write dimensions: [D1, D2] and sizes: [16, 16].',
    )
  const energy = valueIn(array, 'unit_energy', 'multiplier_energy')
  const precision = valueIn(array, 'input_precision')
  const [first] = precision?._tag === 'List' ? precision.items : []
  if (first === undefined)
    readAs(
      source,
      array,
      `The array does not give input_precision: words have ${defaultBits} bits, the default of this library.`,
    )
  const counts = names.map(
    (name, i) => [name, asCount(source, extents[i] ?? array, `The size of ${name}`) ?? 1] as const,
  )
  const at = sizes ?? array
  return {
    sizes: new Map(counts),
    units: counts.reduce((product, [, size]) => timesCount(source, at, 'units', product, size), 1),
    energy:
      energy === undefined || numberIn(energy) === 0
        ? 0
        : (asPositive(source, energy, 'The energy of a unit') ?? 0),
    bits:
      first === undefined ? defaultBits : (asCount(source, first, 'The precision of inputs') ?? defaultBits),
  }
}

const memoriesOf = (source: Source, map: YamlMap): readonly Memory[] => {
  const given = valueIn(map, 'memories')
  if (given === undefined) missing(source, map, 'memories', 'List the memories, innermost first.')
  const memories = given === undefined ? undefined : asMap(source, given, 'memories')
  return (memories?.entries ?? []).flatMap(({ key, at, value }) => {
    const memory = asMap(source, value, `The memory ${key}`)
    return memory === undefined ? [] : [memoryOf(source, key, at, memory)]
  })
}

/** Where each memory stands: off-chip, shared by the whole array, or at the units. */
type Places = {
  readonly outside: Memory | undefined
  readonly shared: readonly Memory[]
  readonly inner: readonly Memory[]
}

const operandNames: readonly string[] = ['I1', 'I2', 'O']

const placesOf = (source: Source, memories: readonly Memory[], { sizes }: MacArray): Places => {
  const isWhole = ({ served }: Memory) => [...sizes.keys()].every((dimension) => served.includes(dimension))
  const last = memories[memories.length - 1]
  const holdsAll =
    last !== undefined && isWhole(last) && operandNames.every((name) => last.operands.includes(name))
  const outside = holdsAll && memories.length > 1 ? last : undefined
  const inside = memories.filter((memory) => memory !== outside)
  const places = {
    outside,
    shared: inside.filter(isWhole),
    inner: inside.filter((memory) => !isWhole(memory)),
  }
  for (const [what, level] of [
    ['shared by the array', places.shared],
    ['at its units', places.inner],
  ] as const)
    for (const operand of operandNames) {
      const [first, second] = level.filter(({ operands }) => operands.includes(operand))
      if (first !== undefined && second !== undefined)
        refuse(
          source,
          second.at,
          `${first.name} and ${second.name}`,
          `${operand} has two memories ${what}, ${first.name} and ${second.name}: an accelerator has one such buffer for each tensor.`,
          'Leave one of them out, or write the mapping as a dataflow, whose levels have buffers of their own.',
        )
    }
  return places
}

/** Several memories as one: capacities and bandwidths add up; energies are those of the largest. */
const together = (source: Source, memories: readonly Memory[], bits: number) => {
  const [first, ...others] = memories
  const largest = [...memories].sort((a, b) => b.size - a.size)[0]
  if (first !== undefined && others.length > 0)
    readAs(
      source,
      first.at,
      `${listed(memories.map(({ name }) => name))} are one buffer with the sum of their sizes and bandwidths, and the energies of ${largest?.name}.`,
    )
  const sum = (of: (memory: Memory) => number): number => memories.reduce((so, memory) => so + of(memory), 0)
  const energy: ReadWrite = {
    read: (largest?.readEnergy ?? 0) * bits,
    write: (largest?.writeEnergy ?? 0) * bits,
  }
  return {
    capacity: first === undefined ? 0 : wholeCount(source, first.at, 'bytes', sum(({ size }) => size) / 8),
    rates: {
      words: null,
      reads: sum(({ reads }) => reads) / bits,
      writes: sum(({ writes }) => writes) / bits,
    },
    energy,
  }
}

/** What ZigZag's operands are called in layers; outputs by their role. */
const tensorNames: Readonly<Record<string, readonly string[]>> = {
  I1: ['input', 'I', 'A'],
  I2: ['filter', 'W', 'B'],
  O: ['outputs'],
}

const bypassOf = (source: Source, shared: readonly Memory[]): readonly string[] => {
  const [first] = shared
  const absent = operandNames.filter((name) => !shared.some(({ operands }) => operands.includes(name)))
  if (first === undefined || absent.length === 0) return []
  readAs(
    source,
    first.at,
    `${listed(absent)} ${absent.length === 1 ? 'bypasses' : 'bypass'} the shared buffer: I1 is read as activations, I2 as weights, O as outputs.`,
  )
  return absent.flatMap((name) => tensorNames[name] ?? [])
}

const noteShared = (source: Source, inner: readonly Memory[]): void => {
  for (const { name, at, served } of inner)
    if (served.length > 0)
      readAs(
        source,
        at,
        `${name} serves the units of ${listed(served)} together; here each PE has a copy in its own buffer.`,
      )
}

const acceleratorOf = (
  source: Source,
  array: MacArray,
  memories: readonly Memory[],
): Accelerator | undefined => {
  const { outside, shared, inner } = placesOf(source, memories, array)
  if (!isSound(source)) return undefined
  noteShared(source, inner)
  noteOffchip(source, outside === undefined ? [] : [outside])
  noteUnused(source, inner)
  const { bits, energy, units } = array
  const [l1, l2] = [together(source, inner, bits), together(source, shared, bits)]
  const bypass = bypassOf(source, shared)
  const hasShared = shared.length > 0
  return {
    pes: units,
    elementBytes: bits / 8,
    ...(inner.length === 0 ? {} : { l1: { capacity: l1.capacity } }),
    ...(hasShared ? { l2: { capacity: l2.capacity, ...(bypass.length === 0 ? {} : { bypass }) } } : {}),
    ...(hasShared ? { noc: networkOf(l2.rates) } : {}),
    ...(outside === undefined ? {} : { offchip: { bandwidth: outside.reads / bits } }),
    energy: {
      unit: 'pJ',
      mac: energy,
      l1: l1.energy,
      l2: l2.energy,
      ...(outside === undefined
        ? {}
        : { offchip: { read: outside.readEnergy * bits, write: outside.writeEnergy * bits } }),
    },
  }
}

const known = ['name', 'memories', 'operational_array', 'multipliers']

/** The accelerator, with energies in pJ. */
export const readAccelerator = (source: Source, value: Yaml): Accelerator | undefined => {
  const map = asMap(source, value, 'The accelerator')
  if (map === undefined) return undefined
  for (const { key, at } of map.entries)
    if (!known.includes(key)) leaveAside(source, at, `${key} is for ZigZag's search and is not used here.`)
  const array = arrayOf(source, map)
  const memories = memoriesOf(source, map)
  return array === undefined || !isSound(source) ? undefined : acceleratorOf(source, array, memories)
}
