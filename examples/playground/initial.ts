/** What the page starts with: a layer of ResNet-50 under NVDLA's dataflow. */
import { offersFor, pickLayer } from './presets'
import {
  type BlockState,
  type FusionState,
  type HardwareForm,
  type LayerState,
  type State,
  sizesFor,
  start,
} from './state'

/** What a new layer has, and what a link may leave out. */
export const plainLayer: LayerState = {
  kind: 'conv2d',
  name: '',
  sizes: sizesFor('conv2d'),
  stride: '1',
  dilation: '1',
  padding: '0',
  precision: '',
  density: '',
  network: '',
}

export const plainHardware: HardwareForm = {
  pes: '256',
  simd: '',
  clock: '',
  bandwidth: '32',
  latency: '1',
  offchip: '16',
  l1: '512',
  clusters: '',
  l2: '524288',
  elementBytes: '',
  energy: '',
  area: '',
  overlap: 'within-runs',
}

export const plainFusion: FusionState = { next: '3x3', tile: '7', halo: 'retain' }

/** The next token behind a thousand. */
export const plainBlock: BlockState = {
  model: 'llama-3-8b',
  batch: '1',
  tokens: '1',
  cached: '1023',
  bits: '4.25',
}

const textOf = (name: string): string => offersFor('conv2d').find((offer) => offer.name === name)?.text ?? ''

/** conv3_2 3x3 */
const typicalLayer = 16

export const initial: State = pickLayer(
  {
    layer: plainLayer,
    dataflow: textOf('KC-P'),
    hardware: { _tag: 'Form', fields: plainHardware },
    sight: start,
    fusion: plainFusion,
    block: plainBlock,
    pinned: '',
    sweep: 'bandwidth',
    total: 'same',
    file: null,
  },
  'resnet50',
  typicalLayer,
)
