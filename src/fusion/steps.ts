/** What the steps of a chain compute, need and keep, in closed form: everything that does not depend on what it costs. */
import { type EstimateError, fault, type Report } from '../error/error'
import { cornersOf, type LoopCorners } from './alive'
import { type LoopLines, linesOf, mostGroups } from './lines'
import { areMovedTwice, type Touched, touchedByRuns, watchedBy } from './other-inputs'
import type { Loop } from './outer-nest'
import type { ChainLayer } from './read-request'
import { type BoxKind, boxKindsOf, countRuns, mostKinds, type Running, runningOf } from './runs'
import { type Standing, standingOf } from './standing'

/** An input of a layer that no layer of the chain makes, and that is not the first input. */
export type OtherInput = { readonly layer: number; readonly tensor: number; readonly touched: Touched }

export type Steps = {
  readonly loops: readonly Loop[]
  readonly lines: readonly LoopLines[]
  readonly corners: readonly LoopCorners[]
  readonly standing: Standing
  /** The steps of the outer nest. */
  readonly count: number
  /** Per layer. */
  readonly running: readonly (readonly Running[])[]
  readonly runs: readonly number[]
  readonly kinds: readonly (readonly BoxKind[])[]
  readonly others: readonly OtherInput[]
}

/** Corners of groups, over all loops: more are too many to look at. */
export const mostCorners = 2 ** 20

const tooComplex = (expected: string, given: string, hint: string): EstimateError =>
  fault('TooComplex', 'chain', { expected, given, hint })

const tooManyGroups = (): EstimateError =>
  tooComplex(
    `at most ${mostGroups} different tiles along a dimension, and ${mostKinds} kinds of box of a layer`,
    'more',
    'Use larger tiles, or retain instead of recomputing along padded borders.',
  )

const tooManyCorners = (): EstimateError =>
  tooComplex(
    `at most ${mostCorners} combinations of different tiles`,
    'more',
    'Tile fewer dimensions, or use larger tiles.',
  )

const tooManyGaps = (): EstimateError =>
  tooComplex(
    'an input whose windows have few gaps, where a tile moves them',
    'too many gaps to list',
    'Use smaller tiles of the dimension with the gaps.',
  )

const readLines = (
  layers: readonly ChainLayer[],
  loops: readonly Loop[],
  standing: Standing,
  mayJump: boolean,
): readonly LoopLines[] | null => {
  const lines: LoopLines[] = []
  for (let l = 0; l < loops.length; l++) {
    const watched = watchedBy(layers, loops[l]!, standing)
    const of = linesOf(layers, loops, l, standing, watched, mayJump)
    if (of === null) return null
    lines.push(of)
  }
  return lines
}

const otherInputs = (
  layers: readonly ChainLayer[],
  running: readonly (readonly Running[])[],
  standing: Standing,
): readonly OtherInput[] | null => {
  const others: OtherInput[] = []
  for (let layer = 0; layer < layers.length; layer++) {
    const link = layers[layer]!
    for (let tensor = 0; tensor < link.problem.tensors.length; tensor++) {
      if (tensor === link.taken || link.problem.tensors[tensor]!.role === 'output') continue
      const touched = touchedByRuns(link, layer, tensor, running[layer]!, standing)
      if (touched === null) return null
      others.push({ layer, tensor, touched })
    }
  }
  return others
}

/** The steps of a chain, or a report that they are too many kinds. Without jumps, every tile is a group of its own. */
export const stepsOf = (
  layers: readonly ChainLayer[],
  loops: readonly Loop[],
  report: Report,
  mayJump = !areMovedTwice(layers, loops),
): Steps | undefined => {
  const standing = standingOf(layers, loops)
  const lines = readLines(layers, loops, standing, mayJump)
  const corners = lines?.map(cornersOf)
  if (lines === null || corners === undefined) {
    report.push(tooManyGroups())
    return undefined
  }
  if (corners.reduce((product, of) => product * of.corners.length, 1) > mostCorners) {
    report.push(tooManyCorners())
    return undefined
  }
  const running = layers.map((_, k) => runningOf(k, loops, lines, standing))
  const kinds = running.map((of, k) => boxKindsOf(k, of, standing))
  const others = otherInputs(layers, running, standing)
  if (others === null) report.push(tooManyGaps())
  if (kinds.includes(null)) report.push(tooManyGroups())
  if (others === null || report.length > 0) return undefined
  return {
    loops,
    lines,
    corners,
    standing,
    count: loops.reduce((product, { tiles }) => product * tiles, 1),
    running,
    runs: running.map((of, k) => countRuns(k, of, standing)),
    kinds: kinds.map((of) => of ?? []),
    others,
  }
}
