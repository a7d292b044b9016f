/** What is worked on: layers, each with the dataflow that its source gives it, if any. */
import type { Dataflow } from '../../dataflow/directive'
import type { DescribedError } from '../../error/error'
import type { Accelerator } from '../../hardware/accelerator'
import type { MapLimits, MapObjective, MapRestrictions } from '../../map/request'
import type { Layer } from '../../operator/layer'
import { distinctNames } from '../../report/comparison'

/** A layer, how often the network has it, and its own dataflow. */
export type Entry = { readonly layer: Layer; readonly count: number; readonly dataflow: Dataflow | null }

/** Shows where the errors of an entry (or of all, where it is undefined) come from. */
export type Locate = (
  errors: readonly DescribedError[],
  entry: Entry | undefined,
) => readonly DescribedError[]

/** A dataflow, and where the errors in it come from. */
export type Flow = {
  readonly dataflow: Dataflow
  readonly locate: (errors: readonly DescribedError[]) => readonly DescribedError[]
}

export const flow = (dataflow: Dataflow): Flow => ({ dataflow, locate: (errors) => errors })

export type Workload = {
  readonly name: string
  readonly entries: readonly Entry[]
  readonly locate: Locate
  /** Chooses a dataflow for each layer, where the kind of network has such a rule. */
  readonly flowOf: ((layer: Layer) => Dataflow) | null
  /** What a document says besides. */
  readonly hardware: Accelerator | null
  readonly dataflows: readonly Dataflow[]
  readonly search: {
    readonly objective?: MapObjective
    readonly space?: MapRestrictions
    readonly limits?: MapLimits
  }
  /** What to know about the reading. */
  readonly notes: readonly string[]
}

export const workload = (given: Pick<Workload, 'name' | 'entries'> & Partial<Workload>): Workload => ({
  locate: (errors) => errors,
  flowOf: null,
  hardware: null,
  dataflows: [],
  search: {},
  notes: [],
  ...given,
})

/** A layer that is there once, without a dataflow of its own. */
export const entryOf = (layer: Layer): Entry => ({ layer, count: 1, dataflow: null })

const keyOf = ({ layer, dataflow }: Entry): string => JSON.stringify([{ ...layer, name: '' }, dataflow])

/** Layers that are alike but for their names: the first of them, their number, and where they stand. */
export type Group = { readonly entry: Entry; readonly count: number; readonly indices: readonly number[] }

/** Groups of layers that are alike, also in what else tells them apart. */
export const groupsOf = (
  entries: readonly Entry[],
  apart: (index: number) => unknown = () => null,
): readonly Group[] => {
  const found = new Map<string, Group>()
  for (const [index, entry] of entries.entries()) {
    const key = JSON.stringify([keyOf(entry), apart(index)])
    const before = found.get(key) ?? { entry, count: 0, indices: [] }
    found.set(key, {
      entry: before.entry,
      count: before.count + entry.count,
      indices: [...before.indices, index],
    })
  }
  return [...found.values()]
}

/** Names of groups, after the number of their layers. */
export const groupNames = (groups: readonly Group[]): readonly string[] =>
  distinctNames(groups.map(({ entry }) => entry.layer.name)).map((name, i) => {
    const count = groups[i]?.count ?? 1
    return count === 1 ? name : `${count} × ${name}`
  })

/** Layers of a network as the functions of networks take them. */
export const asLayers = (entries: readonly Entry[]) => entries.map(({ layer, count }) => ({ layer, count }))
