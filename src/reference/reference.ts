/** The published tool as a function. */
import { type Either, isLeft, left, right } from 'fp-ts/Either'
import { attempt } from '../error/attempt'
import { isRecord, own } from '../internal/read'
import { failure, isFailure, type ReferenceFailure } from './failure'
import type { ReferenceFigures } from './figures'
import type { PlainLayer, ReferenceHardware, ReferenceInput, ReferenceLayer } from './layer'
import { readReferenceHardware, readReferenceLayers } from './read-input'
import { readMapping } from './read-mapping'
import { run } from './run'

/** A hostile input may throw when it is looked at. */
export const guarded = <A>(answer: () => Either<ReferenceFailure, A>): Either<ReferenceFailure, A> => {
  const result = attempt(answer)
  return isLeft(result) ? left(failure('MALFORMED', '', 'the input cannot be read')) : result.right
}

const runAll = (
  layers: readonly PlainLayer[] | ReferenceFailure,
  hardware: ReferenceHardware | ReferenceFailure,
): Either<ReferenceFailure, readonly ReferenceFigures[]> => {
  if (isFailure(layers)) return left(layers)
  return isFailure(hardware) ? left(hardware) : run(layers, hardware)
}

/**
 * Computes the counts, times and bandwidths that the published MAESTRO tool (snapshot 4eb08d1, 2022) prints for these
 * layers, one after the other in one file: to the integer, doubles to the last digit, faults included. It does not compute
 * the tool's energy, area and power. Where the tool crashes or stops, the result is the first reason. Layers do not influence
 * each other, except that the first of a type determines whether that type has a batch.
 *
 * @param input - The layers with their dataflows, and the hardware.
 *
 * @example
 * ```ts
 * import { spatialMap, temporalMap } from 'maestro-dataflow'
 * import { reference } from 'maestro-dataflow/reference'
 *
 * const hardware = { numPes: 4, nocBw: 4, hopLatency: 1, l1Size: 100, l2Size: 1000, offchipBw: 1000, simd: 1 }
 * const directives = [spatialMap('M'), spatialMap('N'), temporalMap('K')]
 * const result = reference({ layers: [{ type: 'GEMM', dims: { M: 4, N: 4, K: 4 }, directives }], hardware })
 * result._tag === 'Right' ? result.right[0]!.macs : result.left.message // => 16
 * ```
 * @since 0.1.0
 * @category reference
 */
export const reference = (input: ReferenceInput): Either<ReferenceFailure, readonly ReferenceFigures[]> =>
  guarded(() => {
    const given: unknown = input
    if (!isRecord(given)) return left(failure('MALFORMED', '', 'the input is not an object'))
    return runAll(readReferenceLayers(own(given, 'layers')), readReferenceHardware(own(given, 'hardware')))
  })

/**
 * The same for a mapping file, read by the tool's own grammar: as strict and as careless as it is.
 *
 * @param text - The text of the mapping file (`.m`).
 * @param hardware - The hardware that all layers run on.
 *
 * @example
 * ```ts
 * import { referenceFile } from 'maestro-dataflow/reference'
 *
 * const hardware = { numPes: 4, nocBw: 4, hopLatency: 1, l1Size: 100, l2Size: 1000, offchipBw: 1000, simd: 1 }
 * const file = `Network n { Layer A { Type: GEMM
 *   Dimensions { M: 7, N: 1, K: 1 }
 *   Dataflow { SpatialMap(2,2) M; } } }`
 * const result = referenceFile(file, { ...hardware, numPes: 2 })
 * result._tag === 'Right' ? result.right[0]!.macs : result.left.message // => 5
 *
 * const strict = referenceFile(file.replace('Dataflow {', 'Dataflow{'), hardware)
 * strict._tag === 'Left' ? strict.left._tag : '' // => 'PARSE_ERROR'
 * ```
 * @since 0.1.0
 * @category reference
 */
export const referenceFile = (
  text: string,
  hardware: ReferenceHardware,
): Either<ReferenceFailure, readonly ReferenceFigures[]> =>
  guarded(() => runAll(readMapping(text), readReferenceHardware(hardware)))

const layerOf = ({ name, type, dims, stride, directives }: PlainLayer): ReferenceLayer => ({
  name,
  type,
  // Of a dimension declared twice, the first size is the real one.
  dims: Object.fromEntries(dims.toReversed()),
  stride: Object.fromEntries(stride),
  directives,
})

/**
 * The layers of a mapping file, as the tool's own reader has them.
 *
 * @param text - The text of the mapping file (`.m`).
 *
 * @example
 * ```ts
 * import { readMappingFile } from 'maestro-dataflow/reference'
 *
 * const result = readMappingFile(`Constant Tile 8;
 *   Network n { Layer A { Type: GEMM Dimensions { M: 64, N: 32, K: 16 }
 *     Dataflow { TemporalMap(Tile,Tile) M; SpatialMap(1,1) N; TemporalMap(Sz(K),Sz(K)) K; } } }`)
 * const [layer] = result._tag === 'Right' ? result.right : []
 * layer?.dims // => { M: 64, N: 32, K: 16 }
 * layer?.directives[0] // => { _tag: 'TemporalMap', size: 8, offset: 8, dimension: 'M' }
 * ```
 * @since 0.1.0
 * @category reference
 */
export const readMappingFile = (text: string): Either<ReferenceFailure, readonly ReferenceLayer[]> =>
  guarded(() => {
    const layers = readMapping(text)
    return isFailure(layers) ? left(layers) : right(layers.map(layerOf))
  })
