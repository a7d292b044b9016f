/** Codecs of directives and dataflows. */
import * as t from 'io-ts'
import type { Cluster, Dataflow, Directive, SpatialMap, TemporalMap } from '../dataflow/directive'
import { mostDirectives } from '../internal/limits'
import { defaulted, dictionary, exact, list, tagged } from './collections'
import { expressionCodec } from './expression'
import { guarded } from './guarded'
import { number } from './primitives'
import type { Codec } from './shape'

const spatialMapCodec = exact<SpatialMap>('directive', {
  _tag: t.keyof({ SpatialMap: null }),
  size: expressionCodec,
  offset: expressionCodec,
  dimension: t.string,
})

const temporalMapCodec = exact<TemporalMap>('directive', {
  _tag: t.keyof({ TemporalMap: null }),
  size: expressionCodec,
  offset: expressionCodec,
  dimension: t.string,
})

const clusterCodec = exact<Cluster>('directive', {
  _tag: t.keyof({ Cluster: null }),
  size: expressionCodec,
})

/**
 * One line of a dataflow.
 *
 * @example
 * ```ts
 * import { orThrow, spatialMap } from 'maestro-dataflow'
 * import { decode, directiveCodec } from 'maestro-dataflow/codec'
 *
 * const given = { _tag: 'SpatialMap', size: 1, offset: 1, dimension: 'K' }
 * orThrow(decode(directiveCodec)(given)) // => spatialMap('K')
 * ```
 * @since 0.1.0
 * @category input codecs
 */
export const directiveCodec: Codec<Directive> = guarded(
  tagged<Directive, '_tag'>('_tag', {
    SpatialMap: spatialMapCodec,
    TemporalMap: temporalMapCodec,
    Cluster: clusterCodec,
  }),
)

/**
 * A dataflow; without a name or parameters, it has an empty name and none. `estimate` checks whether it suits a layer.
 *
 * @example
 * ```ts
 * import { dataflow, orThrow, spatialMap } from 'maestro-dataflow'
 * import { dataflowCodec, parseJson } from 'maestro-dataflow/codec'
 *
 * const mine = dataflow('K-P', [spatialMap('K')])
 * orThrow(parseJson(dataflowCodec)(JSON.stringify(mine))) // => mine
 * ```
 * @since 0.1.0
 * @category input codecs
 */
export const dataflowCodec: Codec<Dataflow> = guarded(
  exact<Dataflow>('dataflow', {
    name: defaulted(t.string, ''),
    directives: list(directiveCodec, { most: mostDirectives }),
    parameters: defaulted(dictionary(number, 'numbers'), {}),
  }),
)
