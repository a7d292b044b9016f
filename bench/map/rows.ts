/** What is measured, and the bounds that were set for it. */
import type { Layer } from 'maestro-dataflow'
import { mobilenetV2, resnet50, transformerEncoderLayer, vgg16 } from 'maestro-dataflow/catalog'
import type { MapObjective } from 'maestro-dataflow/map'
import {
  bertOnEdge,
  convolutionProblems,
  frontProblems,
  gemmProblems,
  networkMachine,
  oddConvolutions,
  oddGemms,
  type Problem,
} from './problems'
import type { Run } from './search'

/** One figure of the runs of a row: how it is printed, its bound, and whether it keeps it. */
type Figure = {
  readonly what: string
  readonly bound: string
  readonly of: (runs: readonly Run[]) => { readonly shown: string; readonly isKept: boolean }
}

export type Row = {
  readonly name: string
  readonly problems: readonly Problem[]
  readonly objective: MapObjective
  /** The gap that is asked for: the search ends there. */
  readonly gap: number
  /** The time of a search, unless another is asked for. */
  readonly seconds: number
  readonly figures: readonly Figure[]
}

/** Sums of doubles are exact within this part. */
const rounding = 1e-9

export const isWithin = ({ gap }: Run, most: number): boolean =>
  gap !== null && gap <= Math.max(most, rounding)

const shownSeconds = (seconds: number): string =>
  seconds < 1 ? `${(1000 * seconds).toFixed(0)} ms` : `${seconds.toFixed(1)} s`

/** How many searches reach a gap. */
const reaching = (what: string, gap: number, bound: number): Figure => ({
  what,
  bound: `${bound}`,
  of: (runs) => {
    const count = runs.filter((run) => isWithin(run, gap)).length
    return { shown: `${count} of ${runs.length}`, isKept: count >= bound }
  },
})

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Infinity

/** Searches that were stopped count as what they took. */
const medianWithin = (bound: number): Figure => ({
  what: '  median of all',
  bound: shownSeconds(bound),
  of: (runs) => {
    const seconds = median(runs.map((run) => run.seconds))
    return { shown: shownSeconds(seconds), isKept: seconds <= bound }
  },
})

/** The longest of all searches; one that was stopped keeps no bound. */
const eachWithin = (what: string, bound: number): Figure => ({
  what,
  bound: shownSeconds(bound),
  of: (runs) => {
    const times = runs.map(({ proven, seconds }) => `${shownSeconds(seconds)}${proven ? '' : ' (stopped)'}`)
    return {
      shown: times.join(', '),
      isKept: runs.every(({ proven, seconds }) => proven && seconds <= bound),
    }
  },
})

const togetherWithin = (what: string, bound: number): Figure => ({
  what,
  bound: shownSeconds(bound),
  of: (runs) => {
    const seconds = runs.reduce((sum, run) => sum + run.seconds, 0)
    const left = runs.filter(({ proven }) => !proven).length
    return {
      shown: `${shownSeconds(seconds)}${left === 0 ? '' : `, ${left} of ${runs.length} layers stopped`}`,
      isKept: left === 0 && seconds <= bound,
    }
  },
})

const encoder = transformerEncoderLayer({ length: 512, width: 768, heads: 12, hidden: 3072 })

const distinct = (layers: readonly Layer[]): readonly Layer[] => [
  ...new Map(layers.map((layer) => [JSON.stringify({ ...layer, name: '' }), layer])).values(),
]

const networkProblems: readonly Problem[] = [vgg16, resnet50, mobilenetV2, encoder].flatMap((layers) =>
  distinct(layers).map((layer) => ({ name: `edge ${layer.name}`, layer, hardware: networkMachine })),
)

const second = 1
const permille = 0.001

export const rows: readonly Row[] = [
  {
    name: 'gemm-edp',
    problems: gemmProblems,
    objective: 'edp',
    gap: 0,
    seconds: second,
    figures: [reaching('GEMMs: EDP exact', 0, 12), medianWithin(0.2)],
  },
  {
    name: 'gemm-energy',
    problems: gemmProblems,
    objective: 'energy',
    gap: 0,
    seconds: second,
    figures: [reaching('GEMMs: energy exact', 0, 10)],
  },
  {
    name: 'gemm-runtime',
    problems: gemmProblems,
    objective: 'runtime',
    gap: permille,
    seconds: second,
    figures: [reaching('GEMMs: runtime within 0.1 %', permille, 12)],
  },
  {
    name: 'conv-edp',
    problems: convolutionProblems,
    objective: 'edp',
    gap: permille,
    seconds: second,
    figures: [
      reaching('convolutions: EDP within 0.1 %', permille, 18),
      reaching('convolutions: EDP within 1 %', 0.01, 24),
    ],
  },
  {
    name: 'conv-runtime',
    problems: convolutionProblems,
    objective: 'runtime',
    gap: permille,
    seconds: second,
    figures: [reaching('convolutions: runtime within 0.1 %', permille, 20)],
  },
  {
    name: 'conv-energy',
    problems: convolutionProblems,
    objective: 'energy',
    gap: permille,
    seconds: second,
    figures: [reaching('convolutions: energy within 0.1 %', permille, 20)],
  },
  {
    name: 'conv-exact',
    problems: convolutionProblems,
    objective: 'edp',
    gap: 0,
    seconds: 10 * second,
    figures: [reaching('convolutions: EDP exact', 0, 20)],
  },
  {
    name: 'odd-gemm',
    problems: oddGemms,
    objective: 'edp',
    gap: 0,
    seconds: second,
    figures: [reaching('odd GEMMs: EDP exact', 0, 48)],
  },
  {
    name: 'odd-conv',
    problems: oddConvolutions,
    objective: 'edp',
    gap: 0.01,
    seconds: second,
    figures: [reaching('odd convolutions: EDP within 1 %', 0.01, 45)],
  },
  {
    name: 'front-exact',
    problems: [bertOnEdge],
    objective: 'pareto',
    gap: 0,
    seconds: 10 * second,
    figures: [eachWithin('exact front of BERT on edge', 1)],
  },
  {
    name: 'fronts',
    problems: frontProblems,
    objective: 'pareto',
    gap: 0.01,
    seconds: 5 * second,
    figures: [eachWithin('fronts within 1 % of six layers, each', 2)],
  },
  {
    name: 'networks',
    problems: networkProblems,
    objective: 'edp',
    gap: 0.01,
    seconds: second,
    figures: [togetherWithin('four networks on edge: EDP within 1 %, together', 20)],
  },
]
