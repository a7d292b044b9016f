/** What codecs decode are the library's own types, no more and no less. */
import type { StandardSchemaV1 } from '@standard-schema/spec'
import type { Either } from 'fp-ts/Either'
import type { TypeOf } from 'io-ts'
import { describe, expectTypeOf, it } from 'vitest'
import type * as codec from '../../src/codec'
import { acceleratorCodec, decode, jsonDocument, layerCodec, listOf, parseJson } from '../../src/codec'
import { exact, optional, tagged } from '../../src/codec/collections'
import { number } from '../../src/codec/primitives'
import type {
  Chain,
  FusedComparison,
  FusedEstimate,
  FusedExploration,
  FusedNetwork,
  FusedOccupancy,
} from '../../src/fusion'
import type {
  Accelerator,
  Analysis,
  AreaTable,
  Dataflow,
  Directive,
  EnergyTable,
  Estimate,
  EstimateError,
  EstimateErrors,
  Expression,
  Layer,
  NetworkEstimate,
  Operator,
  TensorReuse,
  Warning,
} from '../../src/index'
import type { MapOptions, MapProgress, Mapping, MapRequest, NetworkMapping } from '../../src/map'

type Of<C extends keyof typeof codec> = (typeof codec)[C] extends { readonly _A: infer A } ? A : never

describe('the static types of codecs', () => {
  it('are those of the inputs', () => {
    expectTypeOf<Of<'layerCodec'>>().toEqualTypeOf<Layer>()
    expectTypeOf<Of<'layersCodec'>>().toEqualTypeOf<readonly Layer[]>()
    expectTypeOf<Of<'operatorCodec'>>().toEqualTypeOf<Operator>()
    expectTypeOf<Of<'expressionCodec'>>().toEqualTypeOf<Expression>()
    expectTypeOf<Of<'directiveCodec'>>().toEqualTypeOf<Directive>()
    expectTypeOf<Of<'dataflowCodec'>>().toEqualTypeOf<Dataflow>()
    expectTypeOf<Of<'acceleratorCodec'>>().toEqualTypeOf<Accelerator>()
    expectTypeOf<Of<'energyTableCodec'>>().toEqualTypeOf<EnergyTable>()
    expectTypeOf<Of<'areaTableCodec'>>().toEqualTypeOf<AreaTable>()
  })

  it('are those of the results', () => {
    expectTypeOf<Of<'analysisCodec'>>().toEqualTypeOf<Analysis>()
    expectTypeOf<Of<'estimateCodec'>>().toEqualTypeOf<Estimate>()
    expectTypeOf<Of<'networkEstimateCodec'>>().toEqualTypeOf<NetworkEstimate>()
    expectTypeOf<Of<'errorCodec'>>().toEqualTypeOf<EstimateError>()
    expectTypeOf<Of<'errorsCodec'>>().toEqualTypeOf<EstimateErrors>()
    expectTypeOf<Of<'warningCodec'>>().toEqualTypeOf<Warning>()
    expectTypeOf<Of<'reuseCodec'>>().toEqualTypeOf<TensorReuse>()
  })

  it('are those of mapping searches', () => {
    expectTypeOf<Of<'mapRequestCodec'>>().toEqualTypeOf<MapRequest>()
    expectTypeOf<Of<'mapOptionsCodec'>>().toEqualTypeOf<MapOptions>()
    expectTypeOf<Of<'mappingCodec'>>().toEqualTypeOf<Mapping>()
    expectTypeOf<Of<'mapProgressCodec'>>().toEqualTypeOf<MapProgress>()
    expectTypeOf<Of<'networkMappingCodec'>>().toEqualTypeOf<NetworkMapping>()
  })

  it('are those of fused chains', () => {
    expectTypeOf<Of<'chainCodec'>>().toEqualTypeOf<Chain>()
    expectTypeOf<Of<'fusedEstimateCodec'>>().toEqualTypeOf<FusedEstimate>()
    expectTypeOf<Of<'fusedComparisonCodec'>>().toEqualTypeOf<FusedComparison>()
    expectTypeOf<Of<'fusedOccupancyCodec'>>().toEqualTypeOf<FusedOccupancy>()
    expectTypeOf<Of<'fusedExplorationCodec'>>().toEqualTypeOf<FusedExploration>()
    expectTypeOf<Of<'fusedNetworkCodec'>>().toEqualTypeOf<FusedNetwork>()
  })

  it('are what decoding answers', () => {
    expectTypeOf(decode(layerCodec)).returns.toEqualTypeOf<Either<EstimateErrors, Layer>>()
    expectTypeOf(parseJson(layerCodec)).toEqualTypeOf<(text: string) => Either<EstimateErrors, Layer>>()
    const problem = jsonDocument({ layers: listOf(layerCodec), chip: acceleratorCodec })
    expectTypeOf<TypeOf<typeof problem>>().toExtend<{ layers: readonly Layer[]; chip: Accelerator }>()
  })
})

describe('as schemas of Standard Schema, codecs', () => {
  it('are what its types ask for', () => {
    expectTypeOf(layerCodec).toExtend<StandardSchemaV1<Layer, Layer>>()
    expectTypeOf<StandardSchemaV1.InferOutput<typeof acceleratorCodec>>().toEqualTypeOf<Accelerator>()
    expectTypeOf<StandardSchemaV1.InferInput<typeof acceleratorCodec>>().toEqualTypeOf<Accelerator>()
    // @ts-expect-error an accelerator is no layer
    expectTypeOf(acceleratorCodec).toExtend<StandardSchemaV1<Layer, Layer>>()
  })
})

type Sample = { readonly a: number; readonly b?: number }
type One = { readonly _tag: 'One'; readonly a: number }
type Two = { readonly _tag: 'Two' }

describe('a codec that does not say all of its type does not compile', () => {
  it('of an object', () => {
    exact<Sample>('sample', { a: number, b: optional(number) })
    // @ts-expect-error an optional property is forgotten
    exact<Sample>('sample', { a: number })
    // @ts-expect-error a required property is optional
    exact<Sample>('sample', { a: optional(number), b: optional(number) })
    // @ts-expect-error an optional property is required
    exact<Sample>('sample', { a: number, b: number })
    // @ts-expect-error a property too many
    exact<Sample>('sample', { a: number, b: optional(number), c: number })
    // @ts-expect-error a property of another type
    exact<Sample>('sample', { a: layerCodec, b: optional(number) })
  })

  it('of a union', () => {
    const one = exact<One>('one', { _tag: null as never, a: number })
    const two = exact<Two>('two', { _tag: null as never })
    tagged<One | Two, '_tag'>('_tag', { One: one, Two: two })
    // @ts-expect-error a member is forgotten
    tagged<One | Two, '_tag'>('_tag', { One: one })
    // @ts-expect-error members are confused
    tagged<One | Two, '_tag'>('_tag', { One: one, Two: one })
  })
})
