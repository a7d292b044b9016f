/** The layer of the page, and what may follow it in a fused chain. */
import { conv2d, gemm, type Layer, type Padding, type PerAxis, renderErrors } from 'maestro-dataflow'
import { type Chain, compareFused, type FusedComparison, fuse } from 'maestro-dataflow/fusion'
import { explainFused, type FusedFinding } from 'maestro-dataflow/report'
import type { Answer } from './answer'
import type { KindId } from './kinds'
import { typed } from './layer'
import type { FusionState } from './state'

/** What may follow: a text that a link holds, and what it is called. */
type Follower = { readonly id: string; readonly label: string }

const none: Follower = { id: 'none', label: 'nothing' }

const convolutions: readonly Follower[] = [
  none,
  { id: '3x3', label: 'a 3×3 convolution' },
  { id: '1x1', label: 'a 1×1 convolution' },
  { id: '3x3,3x3', label: 'two 3×3 convolutions' },
  { id: '3x3,1x1', label: 'a 3×3 and a 1×1 convolution' },
]

const products: readonly Follower[] = [
  none,
  { id: 'product', label: 'another product' },
  { id: 'product,product', label: 'two more products' },
]

const followers: Partial<Record<KindId, readonly Follower[]>> = {
  conv2d: convolutions,
  depthwiseConv2d: convolutions,
  gemm: products,
}

/** What may follow a kind of layer; nothing for most kinds, which the library fuses all the same. */
export const followersOf = (kind: KindId): readonly Follower[] => followers[kind] ?? [none]

export const isFollower = (id: string): boolean =>
  [...convolutions, ...products].some((each) => each.id === id)

/** What follows; of another kind, as many layers as there were. */
export const followerOf = (kind: KindId, { next }: FusionState): Follower => {
  const offered = followersOf(kind)
  const length = next.split(',').length
  return (
    offered.find(({ id }) => id === next) ??
    offered.find(({ id }) => id !== none.id && id.split(',').length === length) ??
    none
  )
}

const along = (value: PerAxis | Padding, axis: 'y' | 'x'): readonly [before: number, after: number] => {
  if (typeof value === 'number') return [value, value]
  if ('y' in value) return [value[axis], value[axis]]
  return axis === 'y' ? [value.top, value.bottom] : [value.left, value.right]
}

/** How many outputs a convolution has along an axis. */
const outputs = (layer: Layer, axis: 'y' | 'x'): number => {
  if (!('stride' in layer)) return 0
  const [input, filter] = axis === 'y' ? (['Y', 'R'] as const) : (['X', 'S'] as const)
  const [before, after] = along(layer.padding, axis)
  const [dilation] = along(layer.dilation, axis)
  const [stride] = along(layer.stride, axis)
  const reach = dilation * ((layer.sizes[filter] ?? 1) - 1) + 1
  return Math.floor(((layer.sizes[input] ?? 0) + before + after - reach) / stride) + 1
}

const ordinals = ['first', 'second', 'third']

const layersAfter = (layer: Layer, ids: readonly string[]): readonly Layer[] => {
  const { sizes, precision } = layer
  const elements = precision === undefined ? {} : { precision }
  const name = (i: number): string => ordinals[i + 1] ?? ''
  if (layer.kind === 'gemm') {
    const { M = 1, N = 1, K = 1 } = sizes
    const widths = [K, N, K, N]
    return ids.map((_, i) => gemm({ M, N: widths[i]!, K: widths[i + 1]!, name: name(i), ...elements }))
  }
  const channels = sizes['K'] ?? sizes['C'] ?? 1
  const shape = {
    N: sizes['N'] ?? 1,
    K: channels,
    C: channels,
    Y: outputs(layer, 'y'),
    X: outputs(layer, 'x'),
  }
  return ids.map((id, i) => {
    const window = id === '1x1' ? { R: 1, S: 1, padding: 0 } : { R: 3, S: 3, padding: 1 }
    return conv2d({ ...shape, ...window, name: name(i), ...elements })
  })
}

/** `8`, or `8, 14` for two dimensions of the last layer. */
const tilesOf = (text: string, dimensions: readonly string[]): Chain['tile'] => {
  const parts = text.trim() === '' ? [] : text.split(',')
  // What is no number is for the estimate to reject.
  return parts.map((part, i) => [dimensions[i] ?? 'no dimension', (typed(part) ?? part) as number] as const)
}

export const tiledOf = (kind: KindId): readonly string[] => (kind === 'gemm' ? ['M', 'N'] : ["Y'", "X'"])

const chainOf = ({ layer }: Answer, kind: KindId, fusion: FusionState): Chain | null => {
  const follower = followerOf(kind, fusion)
  if (follower.id === none.id) return null
  const first = layer.name === '' ? { ...layer, name: 'first' } : layer
  const dimensions = tiledOf(kind)
  const tile = tilesOf(fusion.tile, dimensions)
  const named = Array.isArray(tile) ? tile.map(([dimension]) => dimension) : []
  return fuse([first, ...layersAfter(layer, follower.id.split(','))], {
    tile,
    halo: Object.fromEntries(named.map((dimension) => [dimension, fusion.halo])),
  })
}

export type Fusion =
  | { readonly _tag: 'None'; readonly message: string }
  | {
      readonly _tag: 'Compared'
      readonly compared: FusedComparison
      readonly findings: readonly FusedFinding[]
    }

/** What is said next to the figures. */
const shown: readonly FusedFinding['_tag'][] = [
  'Pays',
  'Bound',
  'Peak',
  'Retained',
  'Recomputation',
  'Misfit',
]

/** The chain fused and layer by layer, every layer under the dataflow of the page; or why there is none. */
export const fusionOf = (answer: Answer, kind: KindId, fusion: FusionState): Fusion => {
  const chain = chainOf(answer, kind, fusion)
  if (chain === null) return { _tag: 'None', message: '' }
  const { dataflow, hardware } = answer
  const result = compareFused(chain, dataflow, hardware)
  if (result._tag === 'Left') {
    const [first] = result.left
    return {
      _tag: 'None',
      message: first === undefined ? renderErrors(result.left) : `${first.message} ${first.hint}`,
    }
  }
  const explained = explainFused({ chain, dataflow, hardware })
  const all = explained._tag === 'Right' ? explained.right.findings : []
  return {
    _tag: 'Compared',
    compared: result.right,
    findings: shown.flatMap((tag) => all.filter(({ _tag }) => _tag === tag)),
  }
}
