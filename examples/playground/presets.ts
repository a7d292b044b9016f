/** What the page offers to begin with: the catalogue's networks and accelerators, and dataflows for each kind of layer. */
import type { Accelerator, Dataflow } from 'maestro-dataflow'
import {
  alexnet,
  attentionDataflows,
  dlrm,
  exynos2400Like,
  eyeriss,
  eyerissBuses,
  fullyConnectedOutputStationary,
  gemmOutputStationary,
  gnmt,
  googlenet,
  maeriLike,
  mkPartitioned,
  mnasnetB1,
  mobilenetV2,
  ncf,
  nvdlaLike,
  paperDataflows,
  resnet50,
  resnext50,
  shiDianNaoLike,
  sparseTensorCoreLike,
  squeezenet,
  tpuV1Like,
  transformerDecoderStep,
  transformerEncoderLayer,
  unet,
  vgg16,
} from 'maestro-dataflow/catalog'
import { printDataflow } from 'maestro-dataflow/notation'
import { type KindId, kinds } from './kinds'
import { fieldsOf, layerOf } from './layer'
import { fromStart, type LayerState, type Network, type State, sizesFor } from './state'

const bertBase = { length: 512, width: 768, heads: 12, hidden: 3072 }

export const networks: Readonly<Record<string, Network>> = {
  resnet50: { label: 'ResNet-50', layers: resnet50 },
  vgg16: { label: 'VGG16', layers: vgg16 },
  alexnet: { label: 'AlexNet', layers: alexnet },
  googlenet: { label: 'GoogLeNet', layers: googlenet },
  resnext50: { label: 'ResNeXt-50', layers: resnext50 },
  mobilenetV2: { label: 'MobileNetV2', layers: mobilenetV2 },
  mnasnetB1: { label: 'MnasNet-B1', layers: mnasnetB1 },
  squeezenet: { label: 'SqueezeNet', layers: squeezenet },
  unet: { label: 'U-Net', layers: unet },
  bert: { label: 'BERT-base layer, 512 tokens', layers: transformerEncoderLayer(bertBase) },
  decoder: { label: 'Transformer decoder step', layers: transformerDecoderStep({ length: 1024 }) },
  gnmt: { label: 'GNMT', layers: gnmt({ sourceLength: 25, targetLength: 25 }) },
  dlrm: { label: 'DLRM', layers: dlrm },
  ncf: { label: 'NCF', layers: ncf },
}

export const accelerators: Readonly<
  Record<string, { readonly label: string; readonly hardware: Accelerator }>
> = {
  eyeriss: { label: 'Eyeriss', hardware: eyeriss },
  eyerissBuses: { label: 'Eyeriss with its three buses and gating', hardware: eyerissBuses },
  nvdla: { label: 'like NVDLA', hardware: nvdlaLike },
  shidiannao: { label: 'like ShiDianNao', hardware: shiDianNaoLike },
  tpu: { label: 'like the first TPU', hardware: tpuV1Like },
  maeri: { label: 'like MAERI', hardware: maeriLike },
  exynos2400: { label: 'like a phone (Exynos 2400)', hardware: exynos2400Like },
  sparseTensorCore: { label: 'like sparse tensor cores (2:4)', hardware: sparseTensorCoreLike },
}

/** A dataflow on offer: its name, what it is called in words, and its text. */
export type Offer = { readonly name: string; readonly about: string; readonly text: string }

const aboutPaper: Readonly<Record<string, string>> = {
  'C-P': 'input channels over PEs, no local reuse',
  'X-P': 'output columns over PEs, weight stationary',
  'YX-P': 'rows over clusters, columns inside, output stationary (ShiDianNao)',
  'YR-P': 'rows over clusters, filter rows inside, row stationary',
  'KC-P': 'filters over clusters, channels inside, weight stationary (NVDLA)',
  'Q-P': 'queries over clusters, the head width inside',
  'L-P': 'keys over clusters, the head width inside',
  'MK-P': 'rows over clusters, the inner dimension inside; as in the public tool',
  'NK-OS': 'outputs over clusters, samples inside, output stationary',
  'MN-OS': 'rows over clusters, columns inside, output stationary',
}

/** Groups are mapped where there are groups. */
const forKind = (flow: Dataflow, kind: KindId): Dataflow => ({
  ...flow,
  directives: flow.directives.filter(
    (directive) => !('dimension' in directive) || directive.dimension !== 'G' || kind === 'groupedConv2d',
  ),
})

const offerOf = (flow: Dataflow, kind: KindId): Offer => ({
  name: flow.name,
  about: aboutPaper[flow.name] ?? '',
  text: `${printDataflow(forKind(flow, kind)).trim()}\n`,
})

const written = (name: string, about: string, ...directives: readonly string[]): Offer => ({
  name,
  about,
  text: `Dataflow ${name} {\n${directives.map((line) => `  ${line};\n`).join('')}}\n`,
})

/** The paper's playground (Fig. 5). */
const figure5: readonly Offer[] = [
  written('A', 'output stationary', "SpatialMap(1, 1) X'", 'TemporalMap(1, 1) S'),
  written('B', 'weight stationary', 'TemporalMap(1, 1) S', "SpatialMap(1, 1) X'"),
  written('C', 'collaborative output stationary', "TemporalMap(1, 1) X'", 'SpatialMap(1, 1) S'),
  written('D', 'collaborative weight stationary', 'SpatialMap(1, 1) S', "TemporalMap(1, 1) X'"),
  written('E', 'tiled collaborative weight stationary', 'SpatialMap(2, 2) S', "TemporalMap(1, 1) X'"),
  written(
    'F',
    'with clusters of 3 PEs',
    'TemporalMap(3, 3) S',
    "SpatialMap(1, 1) X'",
    'Cluster(3, P)',
    'SpatialMap(1, 1) S',
    "TemporalMap(1, 1) X'",
  ),
]

/** The catalogue's MK-WS for a K of 64 or more, in numbers. */
const weightsStay = written(
  'MK-WS',
  'rows over clusters, the inner dimension inside, weight stationary',
  'SpatialMap(1, 1) M',
  'TemporalMap(64, 64) K',
  'TemporalMap(1, 1) N',
  'Cluster(64, P)',
  'SpatialMap(1, 1) K',
)

/** Dataflows for a kind of layer. */
export const offersFor = (kind: KindId): readonly Offer[] => {
  if (kind === 'convolution1d') return figure5
  if (kind === 'gemm') return [weightsStay, offerOf(gemmOutputStationary, kind), offerOf(mkPartitioned, kind)]
  if (kind === 'fullyConnected')
    return [...paperDataflows, fullyConnectedOutputStationary].map((flow) => offerOf(flow, kind))
  const isAttention = kind === 'attentionScores' || kind === 'attentionContext'
  return (isAttention ? attentionDataflows : paperDataflows).map((flow) => offerOf(flow, kind))
}

/** The one that the text is, word for word. */
export const chosenOffer = (kind: KindId, text: string): Offer | undefined =>
  offersFor(kind).find((offer) => offer.text === text)

/** The network of the catalogue's that a state has chosen, or the opened file's; nothing if none. */
export const networkOf = ({
  layer: { network },
  file,
}: Pick<State, 'layer' | 'file'>): Network | undefined =>
  network === fileNetwork ? (file ?? undefined) : networks[network]

/** The id of the opened file's network. */
export const fileNetwork = 'file'

/** Another layer, with the same dataflow: if it was one on offer, as it is written for the new kind. */
export const withLayer = (state: State, layer: LayerState): State => {
  const chosen = chosenOffer(state.layer.kind, state.dataflow)
  const offers = offersFor(layer.kind)
  const successor = chosen && (offers.find(({ name }) => name === chosen.name) ?? offers[0])
  return fromStart({ ...state, layer, dataflow: successor?.text ?? state.dataflow })
}

/** A layer of no network. Between kinds with a window, what they have in common stays; a kind that takes no padding gets none. */
export const withKind = (state: State, kind: KindId): State => {
  const { layer } = state
  const isAlike = kinds[kind].windowed && kinds[layer.kind].windowed
  const padding = kind === 'transposedConv2d' ? '0' : layer.padding
  const sizes = sizesFor(kind, isAlike ? layer.sizes : {})
  // Tensors of other kinds have other names.
  const elements = isAlike ? {} : { precision: '', density: '' }
  return withLayer(state, { ...layer, kind, name: '', network: '', sizes, padding, ...elements })
}

/** Layer `index` of a network; the state as it was, if the page has no fields for that layer. */
export const pickLayer = (state: State, network: string, index: number): State => {
  const layer = networkOf({ layer: { ...state.layer, network }, file: state.file })?.layers[index]
  const fields = layer && fieldsOf(layer, network)
  return fields === undefined ? state : withLayer(state, fields)
}

/** Which layer of its network the fields are; -1 if none. */
export const pickedIndex = (state: Pick<State, 'layer' | 'file'>): number => {
  const { layer } = state
  const same = JSON.stringify(layerOf(layer))
  return (networkOf(state)?.layers ?? []).findIndex((each) => {
    const fields = each.name === layer.name ? fieldsOf(each, layer.network) : undefined
    return fields !== undefined && JSON.stringify(layerOf(fields)) === same
  })
}

/** The first layer of a network that the page has fields for; the layer as one of no network, if there is none. */
export const pickNetwork = (state: State, network: string): State => {
  const layers = networkOf({ layer: { ...state.layer, network }, file: state.file })?.layers ?? []
  const first = layers.findIndex((layer) => fieldsOf(layer, network) !== undefined)
  return first < 0 ? { ...state, layer: { ...state.layer, network } } : pickLayer(state, network, first)
}
