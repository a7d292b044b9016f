/** Parts of a long search as plain data, which threads can be sent, and the work on one of them. */
import { type Either, isLeft, left, right } from 'fp-ts/Either'
import type { Dataflow } from '../../dataflow/directive'
import type { EstimateErrors } from '../../error/error'
import { exploreInChunks } from '../../explore/explore'
import type { DesignObjective, Exploration, Shard, Space } from '../../explore/space'
import type { Accelerator } from '../../hardware/accelerator'
import { mapInChunks } from '../../map/map'
import type { Mapping } from '../../map/mapping-type'
import type { MapOptions, MapRequest } from '../../map/request'
import type { Layer } from '../../operator/layer'

/** A design space as data: its dataflows are an axis, where there are several. */
export type SpaceData = {
  readonly layer: Layer
  readonly hardware: Accelerator
  readonly dataflows: readonly Dataflow[]
  readonly parameters: Readonly<Record<string, readonly number[]>>
  readonly axes: Pick<Space, 'pes' | 'simd' | 'bandwidth' | 'l1' | 'l2'>
  readonly budget: NonNullable<Space['budget']>
  readonly objectives: readonly DesignObjective[]
}

export type MapTask = { readonly _tag: 'Map'; readonly request: MapRequest; readonly options: MapOptions }
export type ExploreTask = { readonly _tag: 'Explore'; readonly space: SpaceData; readonly shard: Shard }
export type Task = MapTask | ExploreTask

/** How far a part has come (of 1), and what is known of its answer. */
export type Step<R> = { readonly done: number; readonly result: R }

/** The name of the axis of dataflows; its values count them. */
export const dataflowAxis = 'dataflow'

const noFlow: Dataflow = { name: '', directives: [], parameters: {} }

/** The space that the data describe. */
export const spaceOf = ({
  layer,
  hardware,
  dataflows,
  parameters,
  axes,
  budget,
  objectives,
}: SpaceData): Space => ({
  layer,
  hardware,
  dataflow: ({ [dataflowAxis]: chosen = 0, ...values }) => {
    const dataflow = dataflows[chosen] ?? noFlow
    return { ...dataflow, parameters: { ...dataflow.parameters, ...values } }
  },
  parameters: {
    ...(dataflows.length > 1 ? { [dataflowAxis]: dataflows.map((_, i) => i) } : {}),
    ...parameters,
  },
  ...axes,
  ...(Object.keys(budget).length === 0 ? {} : { budget }),
  objectives,
})

/** The most steps of a part that are reported, unless they have fewer nodes than an answer so far is worth. */
const steps = 100
const leastChunk = 250

const mapSteps = function* ({ request, options }: MapTask): Generator<Either<EstimateErrors, Step<Mapping>>> {
  const { nodes = 1 } = options
  for (const piece of mapInChunks(request, {
    ...options,
    chunk: Math.max(leastChunk, Math.ceil(nodes / steps)),
  }))
    yield isLeft(piece)
      ? left(piece.left)
      : right({ done: Math.min(1, piece.right.done / nodes), result: piece.right.mapping })
}

const exploreSteps = function* ({
  space,
  shard,
}: ExploreTask): Generator<Either<EstimateErrors, Step<Exploration>>> {
  for (const piece of exploreInChunks(spaceOf(space), { shard }))
    yield isLeft(piece)
      ? left(piece.left)
      : right({
          done: piece.right.total === 0 ? 1 : piece.right.done / piece.right.total,
          result: piece.right.exploration,
        })
}

/** The work on a part, step by step; the last step has its whole answer. */
export const stepsOf = (task: Task): Generator<Either<EstimateErrors, Step<Mapping | Exploration>>> =>
  task._tag === 'Map' ? mapSteps(task) : exploreSteps(task)
