/** What is said of reuse: which directive gives it, and how much it saves. */
import type { Estimate, LevelTensor } from '../../cost/estimate-type'
import { largestCount } from '../../internal/arithmetic'
import type { ReuseKind, TensorReuse } from '../../reuse/reuse'
import { count, percent, times } from '../numbers'
import type { AnnotatedLevel, AnnotatedLoop, AnnotatedSchedule } from './annotated-schedule'
import type { Finding, FindingOf } from './finding'
import { bufferAbove, sentence, unitsAt } from './words'

/** The innermost loop that moves, and the reuse of the tensor at its level. */
type Motion = { readonly loop: AnnotatedLoop; readonly level: number; readonly kind: ReuseKind }

type Place = {
  /** The estimate, and the one with every network able to multicast and to reduce. */
  readonly estimate: Estimate
  readonly offered: Estimate
  readonly levels: readonly AnnotatedLevel[]
  readonly level: number
  readonly tensor: string
  readonly reuse: TensorReuse
  readonly bypassed: ReadonlySet<string>
  /** What moves from step to step, at this level or further out. */
  readonly motion: Motion | undefined
}

const crossing = ({ ingress, egress }: LevelTensor): number => ingress ?? egress ?? 0
const moved = ({ fills, evictions }: LevelTensor): number => fills ?? evictions ?? 0
const isInput = ({ ingress }: LevelTensor): boolean => ingress !== undefined

/** What feeds the level: of a tensor that bypasses the shared buffer, what is off-chip. */
const parentOf = ({ level, tensor, bypassed }: Place): string =>
  level === 0 && bypassed.has(tensor) ? 'off-chip memory' : bufferAbove(level)

const figuresOf = ({ levels }: Estimate, { level, tensor }: Place): LevelTensor =>
  levels[level]!.tensors[tensor]!

/** What a network that multicasts or reduces would spare, and this one does not. */
const unusedSentence = (place: Place, kind: ReuseKind, directive: string, parent: number): string => {
  const { estimate, level, tensor } = place
  const figures = figuresOf(estimate, place)
  const names = unitsAt(estimate, level)
  const input = isInput(figures)
  const verb = input ? 'multicast' : 'add it up'
  const how =
    kind === 'partial'
      ? `neighbouring ${names} share part of ${tensor}, but this network does not ${verb}${input ? ' it' : ''}`
      : `${tensor} could be ${input ? 'multicast to' : 'added up across'} the ${names}, but this network does not ${verb}${input ? ' it' : ''}`
  const crossings = input ? `reads of ${parentOf(place)}` : `writes to ${parentOf(place)}`
  return sentence(
    `at level ${level}, ${directive}: ${how}: ${count(crossing(figures))} ${crossings} instead of ${count(parent)}`,
  )
}

const spatialSentence = (
  place: Place,
  kind: ReuseKind,
  directive: string,
  { units, parent, isUsed }: { readonly units: number; readonly parent: number; readonly isUsed: boolean },
): string => {
  if (!isUsed) return unusedSentence(place, kind, directive, parent)
  const { estimate, level, tensor } = place
  const from = parentOf(place)
  const names = unitsAt(estimate, level)
  const input = isInput(figuresOf(estimate, place))
  const moves = input
    ? `${count(parent)} reads of ${from} fill ${count(units)} elements in the ${names}`
    : `${count(units)} partial sums of the ${names} become ${count(parent)} writes to ${from}`
  const saved =
    kind === 'partial' ? `${percent(1 - parent / units)} fewer` : `${times(units / parent)}× reuse`
  const how =
    kind === 'partial'
      ? `neighbouring ${names} share part of ${tensor}`
      : input
        ? `${tensor} is multicast to the ${names}`
        : `${tensor} is added up across the ${names}`
  return sentence(`at level ${level}, ${directive}: ${how}: ${moves}, ${saved}`)
}

const spatialReuse = (place: Place): readonly FindingOf<'SpatialReuse'>[] => {
  const { level, tensor, reuse, levels } = place
  const spatial = levels[level]!.loops.find((loop) => loop.spatial)
  const units = moved(figuresOf(place.offered, place))
  const parent = crossing(figuresOf(place.offered, place))
  if (reuse.spatial === 'none' || spatial === undefined || parent >= units) return []
  const isUsed = crossing(figuresOf(place.estimate, place)) === parent
  return [
    {
      _tag: 'SpatialReuse',
      level,
      tensor,
      kind: reuse.spatial,
      directive: spatial.directive,
      used: isUsed,
      sentence: spatialSentence(place, reuse.spatial, spatial.directive.text, { units, parent, isUsed }),
      numbers: { units, parent, factor: units / parent },
    },
  ]
}

/** The loop that decides what stays: the innermost that moves in a run, else, from run to run, that of a level above. */
const motionAt = (
  levels: readonly AnnotatedLevel[],
  reuse: readonly TensorReuse[],
  { level, tensor }: TensorReuse,
): Motion | undefined => {
  const loop = levels[level]?.loops.findLast(({ steps }) => steps > 1)
  const here = reuse.find((each) => each.level === level && each.tensor === tensor)
  if (loop !== undefined && here !== undefined) return { loop, level, kind: here.temporal }
  const outer = reuse.find((each) => each.level === level - 1 && each.tensor === tensor)
  return outer && motionAt(levels, reuse, outer)
}

const moving = ({ level, motion }: Place): string => {
  if (motion === undefined) return 'nothing moves'
  const { directive, spatial } = motion.loop
  const text = spatial ? `${directive.text} moves from fold to fold` : `${directive.text} moves`
  return motion.level === level ? text : `from run to run ${text} (level ${motion.level})`
}

/** Where the innermost loop that moves keeps nothing, only tiles at the edges can. */
const isAtEdges = ({ reuse, motion }: Place): boolean => (motion?.kind ?? reuse.temporal) === 'none'

/** What lets part of a tensor stay at the edges: a short box that the loop has one step in, where there is one. */
const restingAtEdges = (place: Place): string => {
  const { motion, tensor, level, levels } = place
  if (motion === undefined) return `part of ${tensor} stays at the edges`
  const { directive, tile, spatial, boxes } = motion.loop
  const step = spatial ? tile * (levels[motion.level]?.units ?? 1) : tile
  const rests = boxes.some((length) => length <= step)
  const where = motion.level === level ? '' : ` at level ${motion.level}`
  return rests
    ? `part of ${tensor} stays only in short tiles at the edges, where ${directive.text} does not move${where}`
    : `${moving(place)} and nothing of ${tensor} stays but part of it in short tiles at the edges`
}

/** What stays: with motion further out, what stays there; edges alone may keep something where nothing else does. */
const keptKind = ({ reuse, motion }: Place): Exclude<ReuseKind, 'none'> => {
  const kind = motion?.kind ?? reuse.temporal
  return kind === 'none' ? 'partial' : kind
}

const temporalSentence = (place: Place, touched: number, elements: number): string => {
  const { estimate, level, tensor } = place
  const names = unitsAt(estimate, level)
  const isPart = keptKind(place) === 'partial'
  const saved = isPart ? `${percent(1 - elements / touched)} fewer` : `${times(touched / elements)}× reuse`
  const input = isInput(figuresOf(estimate, place))
  const how = input
    ? `stays in the ${names}`
    : isPart
      ? `stays in the ${names}`
      : `is summed up in the ${names}`
  const what = input ? 'are fetched' : 'are written back'
  const why = isAtEdges(place)
    ? restingAtEdges(place)
    : `${moving(place)} and ${isPart ? 'part of ' : ''}${tensor} ${how}`
  return sentence(
    `at level ${level}, ${why}: ${count(elements)} elements ${what} instead of the ${count(touched)} of all tiles, ${saved}`,
  )
}

const temporalReuse = (place: Place, touched: number): FindingOf<'TemporalReuse'> => {
  const elements = moved(figuresOf(place.estimate, place))
  const { level, tensor, motion } = place
  return {
    _tag: 'TemporalReuse',
    level,
    tensor,
    kind: keptKind(place),
    directive: motion?.loop.directive ?? null,
    sentence: temporalSentence(place, touched, elements),
    numbers: { touched, moved: elements, factor: touched / elements },
  }
}

const noReuse = (place: Place): FindingOf<'NoReuse'> => {
  const { estimate, level, tensor, motion } = place
  const figures = figuresOf(estimate, place)
  const elements = moved(figures)
  const what = isInput(figures) ? 'fetched anew' : 'written back'
  const why = motion === undefined ? '' : `, as ${moving(place)}`
  return {
    _tag: 'NoReuse',
    level,
    tensor,
    directive: motion?.loop.directive ?? null,
    sentence: sentence(
      `at level ${level}, ${tensor} is not reused: each ${unitsAt(estimate, level).slice(0, -1)}'s tile is ${what} in every step${why}, ${count(elements)} elements in all`,
    ),
    numbers: { moved: elements },
  }
}

/** What the counts say; of more elements than can be counted nothing is said. */
const reuseAt = (place: Place, touched: number): readonly Finding[] => {
  const across = spatialReuse(place)
  const elements = moved(figuresOf(place.estimate, place))
  if (touched > largestCount) return across
  if (elements < touched) return [...across, temporalReuse(place, touched)]
  return across.length > 0 ? across : [noReuse(place)]
}

/** Reuse level by level and tensor by tensor; `touched` as many elements as all tiles have. */
export const reuseFindings = (
  estimate: Estimate,
  offered: Estimate,
  { levels }: AnnotatedSchedule,
  reuse: readonly TensorReuse[],
  touched: readonly (readonly number[])[],
  bypassed: ReadonlySet<string>,
): readonly Finding[] =>
  reuse.flatMap((each) => {
    const { level, tensor } = each
    const t = Object.keys(estimate.levels[level]!.tensors).indexOf(tensor)
    const motion = motionAt(levels, reuse, each)
    return reuseAt(
      { estimate, offered, levels, level, tensor, reuse: each, bypassed, motion },
      touched[level]?.[t] ?? 0,
    )
  })
