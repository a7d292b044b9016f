/** The words of the cost model, as plain data. Nothing here is shared with the package on purpose. */

export type SimAxis = readonly { readonly dimension: string; readonly coefficient: number }[]

export type SimTensor = {
  readonly name: string
  readonly role: 'input' | 'output'
  readonly axes: readonly SimAxis[]
}

/** Whether what a channel carries in and what it carries out take turns. */
export type Port = 'shared' | 'separate'

/** Bandwidth in words per cycle, null: unlimited. Latency in cycles: hops times the latency of a hop. */
export type SimLink = { readonly bandwidth: number | null; readonly latency: number; readonly port?: Port }

/** The network of a level, which is itself a channel: of the tensors that `channels` does not list. */
export type SimNoc = SimLink & {
  readonly multicast: boolean
  readonly reduction: boolean
  /** Cycles per unit by which a run takes longer. */
  readonly skew?: number
  /** `tensors` lists names and roles. */
  readonly channels?: readonly (SimLink & { readonly tensors: readonly string[] })[]
}

export type SimLoop = { readonly dim: string; readonly kind: 'temporal' | 'spatial'; readonly size: number }

export type SimLevel = {
  readonly units: number
  readonly loops: readonly SimLoop[]
  readonly noc: SimNoc
  /** Inputs of which the units keep nothing from step to step. */
  readonly reloads?: readonly string[]
}

export type Overlap = 'within-runs' | 'across-runs' | 'none'

/** A problem in canonical form; `levels` from the outermost one in. */
export type SimProblem = {
  readonly extents: Readonly<Record<string, number>>
  readonly tensors: readonly SimTensor[]
  readonly levels: readonly SimLevel[]
  readonly simd: number
  readonly overlap: Overlap
  /** Bits of a word, and of an element of each tensor on the network of each level; absent: all elements are words. */
  readonly words?: { readonly bits: number; readonly travelling: readonly Widths[] }
  /** Inputs that are moved in whole intervals, holes included, from off-chip and into the units of level 0. */
  readonly contiguous?: readonly string[]
  /** The part of all MACs that takes time, where sparse operands let the others be skipped; absent: 1. */
  readonly taken?: number
}

/** Bits of an element, by tensor. */
export type Widths = Readonly<Record<string, number>>

/** `streamed` is there at level 0 only. */
export type InputFigures = {
  readonly ingress: number
  readonly fills: number
  readonly unitTile: number
  readonly levelTile: number
  readonly streamed?: number
}

export type OutputFigures = {
  readonly egress: number
  readonly evictions: number
  readonly accumulations: number
  readonly unitTile: number
  readonly levelTile: number
  readonly streamed?: number
}

export type TensorFigures = InputFigures | OutputFigures

export type Spread = { readonly min: number; readonly max: number; readonly average: number }

/** Exactly what an estimate reports per level. */
export type LevelResult = {
  readonly units: number
  readonly steps: number
  readonly activeUnitSteps: number
  readonly tensors: Readonly<Record<string, TensorFigures>>
  readonly delay: { readonly ingress: Spread; readonly egress: Spread; readonly compute: Spread }
  readonly bandwidth: { readonly peak: number; readonly average: number }
}

/** What the cycles of a stretch of time are charged to; all but compute level by level, the outermost first. */
export type Charges = {
  readonly compute: number
  readonly fill: readonly number[]
  readonly ingress: readonly number[]
  readonly egress: readonly number[]
}

export type SimResult = {
  readonly macs: number
  readonly onChipRuntime: number
  readonly activePes: number
  readonly levels: readonly LevelResult[]
  readonly charges: Charges
  /** In declared order, with the number of distinct elements the whole problem uses. */
  readonly tensors: readonly {
    readonly name: string
    readonly role: 'input' | 'output'
    readonly used: number
    /** What crosses the chip's edge if all of the tensor does once. */
    readonly whole: number
  }[]
  /** The same numbers by name. */
  readonly used: Readonly<Record<string, number>>
}
