/** The documents whose JSON Schemas the package has: everything that has a codec, and a problem made of three. */
import type * as t from 'io-ts'
import * as codecs from 'maestro-dataflow/codec'

type CodecName = {
  [Name in keyof typeof codecs]: (typeof codecs)[Name] extends t.Mixed ? Name : never
}[keyof typeof codecs]

/** What each codec decodes; one that is forgotten does not compile. */
const documents: { readonly [Name in CodecName]: readonly [title: string, codec: (typeof codecs)[Name]] } = {
  layerCodec: ['A layer', codecs.layerCodec],
  layersCodec: ['The layers of a network', codecs.layersCodec],
  operatorCodec: ['An operator', codecs.operatorCodec],
  dataflowCodec: ['A dataflow', codecs.dataflowCodec],
  directiveCodec: ['A directive of a dataflow', codecs.directiveCodec],
  expressionCodec: ['A size of a dataflow', codecs.expressionCodec],
  acceleratorCodec: ['An accelerator', codecs.acceleratorCodec],
  energyTableCodec: ['An energy table', codecs.energyTableCodec],
  areaTableCodec: ['An area table', codecs.areaTableCodec],
  analysisCodec: ['The analysis of a layer under a dataflow', codecs.analysisCodec],
  estimateCodec: ['The estimate of a layer', codecs.estimateCodec],
  networkEstimateCodec: ['The estimate of a network', codecs.networkEstimateCodec],
  reuseCodec: ['The reuse of a tensor at a level', codecs.reuseCodec],
  errorCodec: ['An error', codecs.errorCodec],
  errorsCodec: ['The errors of an input', codecs.errorsCodec],
  warningCodec: ['A warning', codecs.warningCodec],
  explorationCodec: ['An exploration of designs', codecs.explorationCodec],
  progressCodec: ['The progress of an exploration', codecs.progressCodec],
  mapRequestCodec: ['A request for the best mapping of a layer', codecs.mapRequestCodec],
  mapOptionsCodec: ['The options of a mapping search', codecs.mapOptionsCodec],
  mappingCodec: ['The answer of a mapping search', codecs.mappingCodec],
  mapProgressCodec: ['The progress of a mapping search', codecs.mapProgressCodec],
  networkMappingCodec: ['The mappings of a network', codecs.networkMappingCodec],
  chainCodec: ['A fused chain', codecs.chainCodec],
  fusedEstimateCodec: ['The estimate of a fused chain', codecs.fusedEstimateCodec],
  fusedComparisonCodec: ['A chain fused and layer by layer', codecs.fusedComparisonCodec],
  fusedOccupancyCodec: ['The shared buffer over the steps of a fused chain', codecs.fusedOccupancyCodec],
  fusedNetworkCodec: ['The fused groups of a network', codecs.fusedNetworkCodec],
  fusedExplorationCodec: ['An exploration of fused chains', codecs.fusedExplorationCodec],
}

/** A document: what it is, what it is called in file names, and what decodes it. */
export type SchemaDocument = { readonly name: string; readonly title: string; readonly codec: t.Mixed }

/** `networkEstimateCodec` as `network-estimate`. */
const fileName = (codec: string): string =>
  codec.replace(/Codec$/, '').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

const problem: SchemaDocument = {
  name: 'problem',
  title: 'A layer, a dataflow and the hardware they run on',
  codec: codecs.jsonDocument({
    layer: codecs.layerCodec,
    dataflow: codecs.dataflowCodec,
    hardware: codecs.acceleratorCodec,
  }),
}

export const schemaDocuments: readonly SchemaDocument[] = [
  ...Object.entries<readonly [string, t.Mixed]>(documents).map(([name, [title, codec]]) => ({
    name: fileName(name),
    title,
    codec,
  })),
  problem,
]

/** The text of a document's schema file. */
export const schemaText = ({ title, codec }: SchemaDocument): string => {
  const { $schema, ...schema } = codecs.jsonSchemaOf(codec)
  return `${JSON.stringify({ $schema, title, ...schema })}\n`
}
