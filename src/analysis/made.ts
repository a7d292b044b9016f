/**
 * Analyses that were made here. Such an analysis is plain data whose lists are written when somebody first looks at them:
 * `evaluate` needs none of them, because it has the saved step table. Nobody can edit one, because all of it is frozen; a
 * revived one is no such object and is read with care (see `checksum.ts`).
 */
import type { Warning } from '../error/warning'
import type { TransferRules } from '../hardware/transfer-rules'
import { frozen } from '../internal/frozen'
import type { Width } from '../operator/widths'
import { type ProfiledSchedule, type SavedSchedule, steps, withStepTable } from '../profile/steps'
import { type AnalysedTensor, type Analysis, analysisVersion } from './analysis'
import { checksumOf } from './checksum'
import { type Elements, keptWidth } from './elements'

/** What an analysis says, and its step table. */
export type Facts = {
  readonly layer: string
  readonly dataflow: string
  readonly pes: number
  readonly simd: number
  readonly macs: number
  readonly transitions: number
  readonly tensors: Elements['tensors']
  readonly elements: Elements
  readonly warnings: readonly Warning[]
  readonly schedule: SavedSchedule
  /** How inputs arrive, and the elements of each tensor as a whole: of an analysis for an accelerator, which stays inside. */
  readonly arrivals: Arrivals | null
}

export type Arrivals = { readonly rules: TransferRules; readonly whole: readonly number[] }

const made = /* @__PURE__ */ new WeakMap<object, Facts>()

const readSaved = (schedule: SavedSchedule): ProfiledSchedule =>
  withStepTable((table) => {
    steps().restoreSchedule(table, schedule)
    return steps().readSchedule(table)
  })

const scheduleOf = ({ simd, tensors, levels }: Analysis): SavedSchedule =>
  withStepTable((table) => {
    steps().loadSchedule(table, {
      simd,
      roles: tensors.map(({ role }) => role),
      streamed: tensors.map(({ streamed }) => streamed),
      used: tensors.map(({ used }) => used),
      levels,
    })
    return steps().saveSchedule(table)
  })

const precisionOf = (precision: Elements['precision'], t: number): Pick<AnalysedTensor, 'precision'> => {
  if (precision === null) return {}
  const { partial, final } = precision[t]!
  return partial === null && final === null
    ? {}
    : { precision: { partial: partial?.bits ?? null, final: final?.bits ?? null } }
}

const densityOf = (density: Elements['density'], t: number): Pick<AnalysedTensor, 'density'> => {
  const of = density?.[t] ?? null
  return of === null ? {} : { density: { share: of.share, block: of.block, aligned: of.isAligned } }
}

const analysedTensors = (
  { tensors, precision, density }: Elements,
  { used, streamed }: ProfiledSchedule,
): readonly AnalysedTensor[] =>
  tensors.map(({ name, role }, t) => ({
    name,
    role,
    used: used[t]!,
    streamed: streamed[t]!,
    ...precisionOf(precision, t),
    ...densityOf(density, t),
  }))

/** What the tensors of a revived analysis say of their elements. */
const revivedElements = (tensors: readonly AnalysedTensor[]): Elements => {
  const widthOf = (bits: number | null | undefined, name: string): Width | null =>
    bits === null || bits === undefined ? null : keptWidth(bits, name)
  const precision = tensors.map(({ name, precision: of }) => ({
    partial: widthOf(of?.partial, name),
    final: widthOf(of?.final, name),
  }))
  const density = tensors.map(
    ({ density: of }) => of && { share: of.share, block: of.block, isAligned: of.aligned },
  )
  return {
    tensors,
    precision: precision.some(({ partial, final }) => partial ?? final) ? precision : null,
    density: density.some((of) => of !== undefined) ? density.map((of) => of ?? null) : null,
  }
}

/** A function that works its answer out at the first call, frozen however deep, and answers the same from then on. */
const once = <A>(work: () => A): (() => A) => {
  let answer: { readonly of: A } | undefined
  return () => {
    answer ??= { of: frozen(work()) }
    return answer.of
  }
}

/** The analysis that has these facts. */
export const madeOf = (facts: Facts): Analysis => {
  const { layer, dataflow, pes, simd, macs, transitions, warnings } = facts
  const schedule = once(() => readSaved(facts.schedule))
  const tensors = once(() => analysedTensors(facts.elements, schedule()))
  const sum = once((): number => checksumOf(analysis))
  const analysis: Analysis = {
    _tag: 'Analysis',
    version: analysisVersion,
    layer,
    dataflow,
    pes,
    simd,
    macs,
    transitions,
    get tensors() {
      return tensors()
    },
    get levels() {
      return schedule().levels
    },
    warnings: frozen(warnings),
    get checksum() {
      return sum()
    },
  }
  made.set(Object.freeze(analysis), facts)
  return analysis
}

/** What an analysis that was made here says; undefined for any other value. */
export const factsOf = (value: unknown): Facts | undefined => made.get(value as object) // nothing is kept of other values

/** What an analysis says that was revived from JSON, once it is believed. */
export const revivedFacts = (analysis: Analysis): Facts => {
  const { layer, dataflow, pes, simd, macs, transitions, tensors, warnings } = analysis
  const elements = revivedElements(tensors)
  return {
    layer,
    dataflow,
    pes,
    simd,
    macs,
    transitions,
    tensors,
    elements,
    warnings,
    schedule: scheduleOf(analysis),
    arrivals: null,
  }
}
