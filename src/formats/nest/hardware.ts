/** An architecture without a mapping as an accelerator: DRAM is off-chip, the next storage the shared buffer, the last L1. */
import type { Accelerator } from '../../hardware/accelerator'
import { readAs, type Source } from '../source/source'
import { bufferOf, type Joined, joined, networkOf, noteOffchip, noteUnused, wordBytes } from './buffers'
import type { Machine, MachineStorage } from './machine'

/** Storages of as many instances that keep different tensors are one buffer. */
const sideBySide = (a: MachineStorage, b: MachineStorage): boolean =>
  a.instances === b.instances &&
  a.kept.keep !== null &&
  b.kept.keep !== null &&
  a.kept.keep.every((tensor) => b.kept.keep?.includes(tensor) !== true)

const grouped = (storages: readonly MachineStorage[]): readonly (readonly MachineStorage[])[] => {
  const groups: MachineStorage[][] = []
  for (const storage of storages) {
    const last = groups[groups.length - 1]
    if (last?.every((each) => sideBySide(each, storage)) === true) last.push(storage)
    else groups.push([storage])
  }
  return groups
}

const nothing: Joined = { words: null, reads: null, writes: null }

type Parts = {
  readonly outside: readonly MachineStorage[] | undefined
  readonly shared: readonly MachineStorage[]
  readonly between: readonly (readonly MachineStorage[])[]
  readonly l1: readonly MachineStorage[] | undefined
}

/** There is one shared buffer; where the storage below the outermost has several instances, the outermost is it. */
const partsOf = ({ storages, unitsEach }: Machine): Parts => {
  const groups = grouped(storages)
  const [first = [], second] = groups
  const hasOutside = second?.[0]?.instances === 1 && (groups.length > 2 || unitsEach > 1)
  const [shared = [], ...rest] = hasOutside ? groups.slice(1) : groups
  const hasL1 = unitsEach === 1 && rest.length > 0
  return {
    outside: hasOutside ? first : undefined,
    shared,
    between: hasL1 ? rest.slice(0, -1) : rest,
    l1: hasL1 ? rest[rest.length - 1] : undefined,
  }
}

const noteKept = (source: Source, storages: readonly MachineStorage[]): void => {
  const [first] = storages
  const [only] = storages.filter(({ kept }) => kept.keep !== null || kept.bypass.length > 0)
  if (first !== undefined && only !== undefined && storages.length === 1)
    readAs(source, only.at, `Without a mapping, ${only.name} keeps every tensor here.`)
}

/** The accelerator of an architecture, as dataflows of any number of levels use it. */
export const hardwareOf = (machine: Machine): Accelerator => {
  const { source, storages, units } = machine
  const { outside, shared, between, l1 } = partsOf(machine)
  const elementBytes = wordBytes(source, storages)
  for (const group of [outside ?? [], shared, ...between, l1 ?? []]) noteKept(source, group)
  noteOffchip(source, outside ?? [])
  if (l1 !== undefined) noteUnused(source, l1)
  const of = (group: readonly MachineStorage[] | undefined): Joined =>
    group === undefined ? nothing : joined(source, group)
  const [top, ...inner] = [shared, ...between].map(of)
  const bandwidth = of(outside).reads
  return {
    pes: units,
    elementBytes,
    l2: bufferOf(top ?? nothing, elementBytes),
    ...(inner.length === 0 ? {} : { clusters: inner.map((each) => bufferOf(each, elementBytes)) }),
    ...(l1 === undefined ? {} : { l1: bufferOf(of(l1), elementBytes) }),
    noc: [top ?? nothing, ...inner].map(networkOf),
    ...(bandwidth === null ? {} : { offchip: { bandwidth } }),
    overlap: 'across-runs',
  }
}
