/** What is said of reuse: which directive gives it, and how much it saves. */
import type { Estimate, LevelTensor } from '../../cost/estimate-type'
import { largestCount } from '../../internal/arithmetic'
import type { Reuse, ReuseKind } from '../../reuse/reuse'
import { count, percent, times } from '../numbers'
import type { Finding, FindingOf } from './finding'
import type { Placed, PlacedLevel, PlacedLoop } from './placed'
import { bufferAbove, sentence, unitsAt } from './words'

type Place = {
  /** The estimate, and the one with every network able to multicast and to reduce. */
  readonly estimate: Estimate
  readonly offered: Estimate
  readonly level: number
  readonly placed: PlacedLevel
  readonly tensor: string
}

const crossing = ({ ingress, egress }: LevelTensor): number => ingress ?? egress ?? 0
const moved = ({ fills, evictions }: LevelTensor): number => fills ?? evictions ?? 0
const isInput = ({ ingress }: LevelTensor): boolean => ingress !== undefined

const figuresOf = ({ levels }: Estimate, { level, tensor }: Place): LevelTensor =>
  levels[level]!.tensors[tensor]!

const spatialSentence = (
  place: Place,
  kind: ReuseKind,
  directive: string,
  { units, parent, isUsed }: { readonly units: number; readonly parent: number; readonly isUsed: boolean },
): string => {
  const { estimate, level, tensor } = place
  const from = bufferAbove(level)
  const names = unitsAt(estimate, level)
  const input = isInput(figuresOf(estimate, place))
  const moves = input
    ? `${count(parent)} reads of ${from} fill ${count(units)} elements in the ${names}`
    : `${count(units)} partial sums of the ${names} become ${count(parent)} writes to ${from}`
  const saved =
    kind === 'partial' ? `${percent(1 - parent / units)} fewer` : `${times(units / parent)} times fewer`
  const how =
    kind === 'partial'
      ? `neighbouring ${names} share part of ${tensor}`
      : input
        ? `${tensor} is multicast to the ${names}`
        : `${tensor} is added up across the ${names}`
  const could = isUsed ? '' : ', if the network could'
  return sentence(`at level ${level}, ${directive}: ${how}${could}: ${moves}, ${saved}`)
}

const spatialReuse = (place: Place, kind: ReuseKind): readonly FindingOf<'SpatialReuse'>[] => {
  const spatial = place.placed.loops.find((loop) => loop.spatial)
  const units = moved(figuresOf(place.offered, place))
  const parent = crossing(figuresOf(place.offered, place))
  if (kind === 'none' || spatial === undefined || parent >= units) return []
  const isUsed = crossing(figuresOf(place.estimate, place)) === parent
  return [
    {
      _tag: 'SpatialReuse',
      level: place.level,
      tensor: place.tensor,
      kind,
      directive: spatial.directive,
      used: isUsed,
      sentence: spatialSentence(place, kind, spatial.directive.text, { units, parent, isUsed }),
      numbers: { units, parent, factor: units / parent },
    },
  ]
}

/** The innermost loop that moves, which decides what stays. */
const innermost = ({ loops }: PlacedLevel) => loops.findLast(({ steps }) => steps > 1)

const moving = ({ directive, spatial }: PlacedLoop): string =>
  spatial ? `${directive.text} goes from fold to fold` : `${directive.text} moves`

const temporalSentence = (place: Place, kind: ReuseKind, touched: number, elements: number): string => {
  const { estimate, level, tensor, placed } = place
  const names = unitsAt(estimate, level)
  const loop = innermost(placed)
  const motion = loop === undefined ? 'nothing moves within a run' : moving(loop)
  const saved =
    kind === 'partial'
      ? `${percent(1 - elements / touched)} fewer`
      : `${times(touched / elements)} times fewer`
  const input = isInput(figuresOf(estimate, place))
  const how =
    kind === 'partial'
      ? `part of ${tensor} stays in the ${names}`
      : input
        ? `${tensor} stays in the ${names}`
        : `${tensor} is summed up in the ${names}`
  const what = input ? 'are fetched' : 'are written back'
  return sentence(
    `at level ${level}, ${motion} and ${how}: ${count(elements)} elements ${what} for tiles of ${count(touched)}, ${saved}`,
  )
}

const temporalReuse = (
  place: Place,
  kind: ReuseKind,
  touched: number,
): readonly (FindingOf<'TemporalReuse'> | FindingOf<'NoReuse'>)[] => {
  const elements = moved(figuresOf(place.estimate, place))
  const { level, tensor, placed } = place
  const directive = innermost(placed)?.directive ?? null
  if (kind === 'none' || touched > largestCount || elements >= touched) return []
  return [
    {
      _tag: 'TemporalReuse',
      level,
      tensor,
      kind,
      directive,
      sentence: temporalSentence(place, kind, touched, elements),
      numbers: { touched, moved: elements, factor: touched / elements },
    },
  ]
}

const noReuse = (place: Place): FindingOf<'NoReuse'> => {
  const { estimate, level, tensor, placed } = place
  const figures = figuresOf(estimate, place)
  const loop = innermost(placed)
  const elements = moved(figures)
  const what = isInput(figures) ? 'fetched anew' : 'written back'
  const why = loop === undefined ? '' : `, as ${moving(loop)}`
  return {
    _tag: 'NoReuse',
    level,
    tensor,
    directive: loop?.directive ?? null,
    sentence: sentence(
      `at level ${level}, ${tensor} is not reused: each ${unitsAt(estimate, level).slice(0, -1)}'s tile is ${what} in every step${why}, ${count(elements)} elements in all`,
    ),
    numbers: { moved: elements },
  }
}

const reuseAt = (place: Place, reuse: Reuse, touched: number): readonly Finding[] => {
  const found = [...spatialReuse(place, reuse.spatial), ...temporalReuse(place, reuse.temporal, touched)]
  const isSingle = reuse.spatial === 'none' && reuse.temporal === 'none'
  return isSingle ? [noReuse(place)] : found
}

/** Reuse level by level and tensor by tensor; `touched` as many elements as all tiles have. */
export const reuseFindings = (
  estimate: Estimate,
  offered: Estimate,
  { levels }: Placed,
  reuse: readonly Reuse[],
  touched: readonly (readonly number[])[],
): readonly Finding[] =>
  reuse.flatMap((each) => {
    const { level, tensor } = each
    const t = Object.keys(estimate.levels[level]!.tensors).indexOf(tensor)
    const place = { estimate, offered, level, placed: levels[level]!, tensor }
    return reuseAt(place, each, touched[level]?.[t] ?? 0)
  })
