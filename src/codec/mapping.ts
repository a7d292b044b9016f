/** Codecs of mapping searches: what is sent to a worker, and what it sends back. */
import * as t from 'io-ts'
import { mostDirectives } from '../internal/limits'
import type { MapProgress } from '../map/map'
import type { MapCounts, MappedDataflow, Mapping, MapRefusal } from '../map/mapping-type'
import type { NetworkMapping } from '../map/network-answer'
import type {
  MapLimits,
  MapOptions,
  MapRequest,
  MapRestrictions,
  MapShard,
  PartialDataflow,
  PartialDirective,
  TileChoice,
} from '../map/request'
import { dictionary, eitherObject, exact, list, optional, tagged } from './collections'
import { dataflowCodec } from './dataflow'
import { warningCodec } from './errors'
import { anyTotalsCodec } from './estimate'
import { expressionCodec } from './expression'
import { guarded } from './guarded'
import { acceleratorCodec } from './hardware'
import { layerCodec } from './layer'
import { cases, number, numberOrNull } from './primitives'
import { type Codec, type Described, describedCodec, seenBy } from './shape'

const numbers = list(number)

export const mapObjectiveCodec = t.keyof({ runtime: null, energy: null, edp: null, pareto: null })
const buffer = t.keyof({ l1: null, clusters: null, l2: null })
const tileWord = t.keyof({ divisors: null, balanced: null })

const choice: t.Type<TileChoice | null> = cases({ text: tileWord, list: numbers, null: t.null })
const choices = list(choice)

type Tiles = NonNullable<MapRestrictions['tiles']>[string]
type TileList = readonly number[] | readonly (TileChoice | null)[]

/** A list of sizes is for both levels; any other list has one entry for each level. */
const tileList: Described<TileList> = describedCodec<TileList>(
  {
    expected: 'a list of sizes, or of one entry for each level',
    hint: (_, path) => `Write ${path} as a list of sizes, or of one entry for each level.`,
  },
  { _tag: 'Kinds', of: [numbers, choices] },
  (value, context) => {
    const isSizes = Array.isArray(value) && value.some((entry) => typeof entry === 'number')
    const meant: typeof numbers | typeof choices = isSizes ? numbers : choices
    return meant.validate(value, seenBy(meant, value, context))
  },
)

const tiles: t.Type<Tiles> = cases({ text: tileWord, list: tileList })

const name = cases({ text: t.string, null: t.null })

/** Mappings have no other number of levels. */
const level: t.Type<1 | 2> = describedCodec<1 | 2>(
  { expected: '1 or 2', hint: () => 'Mappings have one or two levels.' },
  { _tag: 'Values', values: [1, 2] },
  (value, context) => (value === 1 || value === 2 ? t.success(value) : t.failure(value, context)),
)

const anyWord = t.keyof({ any: null })
const sizeOrAny = cases({ number, object: expressionCodec, text: anyWord })

type PartialMap = Extract<PartialDirective, { readonly dimension: string }>
type PartialCluster = Extract<PartialDirective, { readonly _tag: 'Cluster' }>

const partialMap = exact<PartialMap>('directive', {
  _tag: t.keyof({ SpatialMap: null, TemporalMap: null }),
  size: sizeOrAny,
  offset: optional(sizeOrAny),
  dimension: t.string,
})

const partialDirective: t.Type<PartialDirective> = cases({
  object: tagged<PartialMap | PartialCluster, '_tag'>('_tag', {
    SpatialMap: partialMap,
    TemporalMap: partialMap,
    Cluster: exact<PartialCluster>('directive', { _tag: t.keyof({ Cluster: null }), size: sizeOrAny }),
  }),
  text: anyWord,
})

const partialDataflow = exact<PartialDataflow>('dataflow', {
  name: optional(t.string),
  directives: list(partialDirective, { most: mostDirectives }),
  parameters: optional(dictionary(number, 'numbers')),
})

const paperDataflow = t.keyof({ 'C-P': null, 'X-P': null, 'YX-P': null, 'YR-P': null, 'KC-P': null })

export const spaceCodec = exact<MapRestrictions>('space', {
  levels: optional(list(level)),
  clusters: optional(numbers),
  spatial: optional(list(list(name))),
  tiles: optional(dictionary(tiles, 'tiles, one entry for each dimension')),
  orders: optional(
    list(
      exact<NonNullable<MapRestrictions['orders']>[number]>('order', {
        level: number,
        outside: t.string,
        inside: t.string,
      }),
    ),
  ),
  dataflow: optional(partialDataflow),
  fixed: optional(paperDataflow),
})

export const limitsCodec = exact<MapLimits>('limits', {
  runtime: optional(number),
  energy: optional(number),
  edp: optional(number),
  utilization: optional(number),
})

/**
 * The request of `map`: a layer, an accelerator, an objective, restrictions and limits.
 *
 * @example
 * ```ts
 * import { accelerator, gemm, orThrow } from 'maestro-dataflow'
 * import { decode, mapRequestCodec, parseJson } from 'maestro-dataflow/codec'
 *
 * const request = {
 *   layer: gemm({ M: 64, N: 64, K: 64 }),
 *   hardware: accelerator({ pes: 16, clusters: [{ capacity: 4096 }] }),
 *   space: { tiles: { K: 'divisors' } },
 * } as const
 * orThrow(parseJson(mapRequestCodec)(JSON.stringify(request))) // => request
 *
 * const result = decode(mapRequestCodec)({ ...request, space: { tiles: { K: 'divisor' } } })
 * result._tag === 'Left' && result.left[0].path // => 'space.tiles.K'
 * ```
 * @since 0.2.0
 * @category input codecs
 */
export const mapRequestCodec: Codec<MapRequest> = guarded(
  exact<MapRequest>('', {
    layer: layerCodec,
    hardware: acceleratorCodec,
    objective: optional(mapObjectiveCodec),
    space: optional(spaceCodec),
    limits: optional(limitsCodec),
  }),
)

/**
 * The extent of a mapping search: the input of a shard in addition to its request.
 *
 * @example
 * ```ts
 * import { orThrow } from 'maestro-dataflow'
 * import { decode, mapOptionsCodec } from 'maestro-dataflow/codec'
 *
 * orThrow(decode(mapOptionsCodec)({ nodes: 1000, shard: { index: 0, count: 4 } })).nodes // => 1000
 * ```
 * @since 0.2.0
 * @category input codecs
 */
export const mapOptionsCodec: Codec<MapOptions> = guarded(
  exact<MapOptions>('options', {
    gap: optional(number),
    nodes: optional(number),
    top: optional(number),
    below: optional(number),
    shard: optional(exact<MapShard>('shard', { index: number, count: number })),
    without: optional(list(t.keyof({ bound: null, capacity: null, symmetry: null }))),
  }),
)

/** Longer numbers than any space has mappings take long to add. */
const longestCount = 1_000

/** A number of mappings: `mergeMappings` adds them up. */
const countText: t.Type<string> = describedCodec<string>(
  { expected: 'a whole number as a text', hint: () => "Write its digits in quotes, as in '1200'." },
  { _tag: 'Text', pattern: '^[0-9]+$', most: longestCount },
  (value, context) =>
    typeof value === 'string' && value.length <= longestCount && /^\d+$/.test(value)
      ? t.success(value)
      : t.failure(value, context),
)

const mappedCodec = exact<MappedDataflow>('mapped dataflow', {
  dataflow: dataflowCodec,
  runtime: number,
  energy: number,
  edp: number,
})

const mappedOrNull: t.Type<MappedDataflow | null> = cases({ object: mappedCodec, null: t.null })

type SmallBuffer = Extract<MapRefusal, { readonly buffer: string }>
type Together = Extract<MapRefusal, { readonly together: unknown }>

const refusalCodec = eitherObject<SmallBuffer, Together>(
  exact<SmallBuffer>('why', { buffer, capacity: number, least: number }),
  exact<Together>('why', { together: list(t.keyof({ ...buffer.keys, limits: null })) }),
)

const countsCodec = exact<MapCounts>('counts', {
  mappings: countText,
  nodes: number,
  bounds: number,
  estimates: number,
  closed: exact<MapCounts['closed']>('closed', {
    bound: countText,
    capacity: countText,
    symmetry: countText,
    estimate: countText,
  }),
})

type LowerOfFront = Extract<Mapping['lower'], object>

/**
 * The answer of `map`, which `mergeMappings` merges.
 *
 * @example
 * ```ts
 * import { accelerator, gemm, orThrow } from 'maestro-dataflow'
 * import { mappingCodec, parseJson } from 'maestro-dataflow/codec'
 * import { map } from 'maestro-dataflow/map'
 *
 * const hardware = accelerator({ pes: 4, clusters: [{ capacity: 64 }] })
 * const answer = orThrow(map({ layer: gemm({ M: 6, N: 6, K: 6 }), hardware }))
 * orThrow(parseJson(mappingCodec)(JSON.stringify(answer))) // => answer
 * ```
 * @since 0.2.0
 * @category result codecs
 */
export const mappingCodec: Codec<Mapping> = guarded(
  exact<Mapping>('mapping', {
    objective: mapObjectiveCodec,
    asked: exact<Mapping['asked']>('asked', { gap: number, top: number }),
    best: mappedOrNull,
    top: list(mappedCodec),
    front: list(mappedCodec),
    lower: cases({
      number,
      object: exact<LowerOfFront>('lower', { runtime: number, energy: number }),
      null: t.null,
    }),
    gap: numberOrNull,
    proven: t.boolean,
    why: cases({ object: refusalCodec, null: t.null }),
    counts: countsCodec,
    warnings: list(warningCodec),
  }),
)

/**
 * The progress that `mapInChunks` yields after each piece.
 *
 * @example
 * ```ts
 * import { accelerator, gemm, orThrow } from 'maestro-dataflow'
 * import { mapProgressCodec, parseJson } from 'maestro-dataflow/codec'
 * import { mapInChunks } from 'maestro-dataflow/map'
 *
 * const request = { layer: gemm({ M: 6, N: 6, K: 6 }), hardware: accelerator({ pes: 4, clusters: [{ capacity: 64 }] }) }
 * const [first] = [...mapInChunks(request, { nodes: 40, chunk: 10 })].map(orThrow)
 * orThrow(parseJson(mapProgressCodec)(JSON.stringify(first))).done // => 10
 * ```
 * @since 0.2.0
 * @category result codecs
 */
export const mapProgressCodec: Codec<MapProgress> = guarded(
  exact<MapProgress>('progress', { done: number, mapping: mappingCodec }),
)

/**
 * The mappings of a network, as `mapNetwork` returns them.
 *
 * @example
 * ```ts
 * import { accelerator, gemm, orThrow } from 'maestro-dataflow'
 * import { networkMappingCodec, parseJson } from 'maestro-dataflow/codec'
 * import { mapNetwork } from 'maestro-dataflow/map'
 *
 * const hardware = accelerator({ pes: 4, clusters: [{ capacity: 64 }] })
 * const mapped = orThrow(mapNetwork([gemm({ M: 6, N: 6, K: 6 })], hardware, { objective: 'runtime' }))
 * orThrow(parseJson(networkMappingCodec)(JSON.stringify(mapped))) // => mapped
 * ```
 * @since 0.2.0
 * @category result codecs
 */
export const networkMappingCodec: Codec<NetworkMapping> = guarded(
  exact<NetworkMapping>('network', {
    layers: list(mappingCodec),
    totals: anyTotalsCodec,
    gap: numberOrNull,
  }),
)
