/**
 * The memory of the bounds' kernel: what the definition (`../corner.ts`, `../volumes.ts`) has as records, in one typed array for each
 * property, so that a bound allocates nothing. A state belongs to one search; each bound writes all that it reads.
 */
import { mostTensors } from '../../internal/limits'
import type { Loops } from '../loops'
import type { Machine, Target } from '../target'
import { cornerArrays, perLoop, viewsOf } from './views'

export const isIn = (bits: number, loop: number): boolean => ((bits >> loop) & 1) === 1

/** The first loop of some bits. */
export const firstIn = (bits: number): number => 31 - Math.clz32(bits & -bits)

const perTensor = (): Float64Array => new Float64Array(mostTensors)

const volumeArrays = () => ({
  shared: perTensor(),
  units: perTensor(),
  clusters: perTensor(),
  pes: perTensor(),
  firstCluster: perTensor(),
  againVolume: perTensor(),
  againTimes: perTensor(),
  againLoops: new Int32Array(mostTensors),
  anewVolume: perTensor(),
  anewTimes: perTensor(),
  anewLoops: new Int32Array(mostTensors),
  outerBy: new Int32Array(mostTensors),
  outerAlways: new Uint8Array(mostTensors),
  innerAlways: new Uint8Array(mostTensors),
  /** The smallest tiles of level 0, and of level 1. */
  tile: perTensor(),
  innerTile: perTensor(),
  covers: perTensor(),
  /** What an element of each tensor costs where two of them are looked at together. */
  weights: perTensor(),
  brought: perTensor(),
  broughtPlain: perTensor(),
})

/** A tensor's axes in typed arrays: four numbers for each window. */
export type KernelTensor = {
  readonly isInput: boolean
  readonly relevant: number
  readonly plainBits: number
  readonly windowBits: number
  readonly used: number
  readonly width: number
  /** The product of the extents of the loops that are alone on an axis. */
  readonly whole: number
  readonly plain: Int32Array
  readonly windows: Int32Array
}

/** Numbers of a window in {@link KernelTensor}: its loops and coefficients. */
export const windowSize = 4

const tensorsOf = ({ tensors, extents }: Loops): readonly KernelTensor[] =>
  tensors.map(({ isInput, relevant, plainBits, windowBits, used, width, plain, windows }) => ({
    isInput,
    relevant,
    plainBits,
    windowBits,
    used,
    width,
    whole: plain.reduce((whole, loop) => whole * extents[loop]!, 1),
    plain: Int32Array.from(plain),
    windows: Int32Array.from(windows.flatMap(({ a, b, stride, dilation }) => [a, b, stride, dilation])),
  }))

/** A bit for each input of which a loop is part as asked for, by loops. */
const inputsOf = ({ tensors, count }: Loops, of: (tensor: Loops['tensors'][number]) => number): Int32Array =>
  Int32Array.from({ length: count }, (_, loop) =>
    tensors.reduce((bits, each, t) => (each.isInput && isIn(of(each), loop) ? bits | (1 << t) : bits), 0),
  )

/** Sums of doubles in another order may differ by this part. */
export const roundingOfSums = 1e-12

export const newState = (target: Target) => {
  const { loops } = target
  const extents = perLoop()
  extents.set(loops.extents)
  const corners = cornerArrays()
  const machines: readonly [Machine, Machine] = target.machines
  return {
    target,
    machines,
    count: loops.count,
    all: loops.all,
    macs: loops.macs,
    /** Elements that the layer uses of all tensors, by their widths. */
    used: loops.tensors.reduce((sum, { used, width }) => sum + used * width, 0),
    extents,
    tensors: tensorsOf(loops),
    /** Of each loop: inputs on which it is alone on an axis, and those on whose windows it slides. */
    inputsAlone: inputsOf(loops, ({ plainBits }) => plainBits),
    inputsSliding: inputsOf(loops, ({ windowBits }) => windowBits),
    ...corners,
    ...viewsOf(extents, corners),
    ...volumeArrays(),
    /** Of the box that is bounded. */
    unitsLeast: 1,
    unitsMost: 1,
    mayMove: 0,
    mayMoveInside: 0,
    /** What the class of a level says of the tensor that is looked at. */
    moveBy: 0,
    moveOver: 0,
    moveAlways: false,
    moveTogether: false,
    moveInside: false,
    /** All of them together. */
    tileNeed: 0,
    innerNeed: 0,
    outsideTraffic: 0,
    outsideEnergy: 0,
    /** Cycles that the busiest PE computes. */
    compute: 0,
    /** The result. */
    runtime: 0,
    energy: 0,
  }
}

export type State = ReturnType<typeof newState>

/** The size of a tile of a tensor. */
export const tileOf = ({ plain, windows }: KernelTensor, of: Float64Array): number => {
  let size = 1
  for (let i = 0; i < plain.length; i++) size *= of[plain[i]!]!
  for (let w = 0; w < windows.length; w += windowSize) {
    const a = of[windows[w]!]!
    const b = of[windows[w + 1]!]!
    size *= a * b - Math.max(0, a - windows[w + 3]!) * Math.max(0, b - windows[w + 2]!)
  }
  return size
}

/** The product over the loops of some bits. */
export const productOver = (bits: number, of: Float64Array): number => {
  let result = 1
  for (let rest = bits; rest !== 0; rest &= rest - 1) result *= of[firstIn(rest)]!
  return result
}

/** Elements of a tile of all tensors. */
export const tilesOf = (tensors: readonly KernelTensor[], of: Float64Array): number => {
  let total = 0
  for (let t = 0; t < tensors.length; t++) total += tileOf(tensors[t]!, of)
  return total
}

/** Writes the smallest tiles of both levels, of each tensor and together. */
export const writeTiles = (s: State): void => {
  const { tensors, tile, innerTile } = s
  s.tileNeed = 0
  s.innerNeed = 0
  for (let t = 0; t < tensors.length; t++) {
    tile[t] = tileOf(tensors[t]!, s.tileLeast)
    innerTile[t] = tileOf(tensors[t]!, s.innerLeast)
    s.tileNeed += tile[t]!
    s.innerNeed += innerTile[t]!
  }
}
