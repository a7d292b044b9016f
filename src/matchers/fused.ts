/** Hypotheses about fused chains: that they fit, and that fusing makes them faster. */
import { type Either, isRight, left, map, right } from 'fp-ts/Either'
import type { EstimateErrors } from '../error/error'
import { renderErrors } from '../error/render'
import { listed } from '../error/show'
import { compareFused, estimateFused } from '../fusion/estimate-fused'
import type { FusedBuffer, FusedComparison, FusedEstimate } from '../fusion/fused-estimate'
import type { Accelerator } from '../hardware/accelerator'
import { isRecord } from '../internal/read'
import { explainFused, type FusedProblem } from '../report/fusion/explain-fused'
import type { FusedFinding } from '../report/fusion/fused-finding'
import { givenOf, isFusedComparison, isFusedEstimate, labelsOf, tensorIn } from '../report/fusion/fused-words'
import { misfitNote } from '../report/network'
import { sections } from './explanation'
import { answerIn, isProblem } from './fused-subject'
import { misfitMessage, readMisfits } from './misfits'
import type { Undecidable } from './subject'
import { type Context, type Judgement, type Verdict, verdictOf } from './verdict'
import { beside, indented, percent, shown, written } from './words'

/**
 * The required speed-up of a chain, as a fraction of the runtime layer by layer, 0.1 for 10 %. A chain that does not fit the
 * buffers is not compared unless `misfits` is `'allow'`.
 *
 * @since 0.2.0
 * @category matchers
 */
export type FasterFused = {
  /** The least saving of the chain, as a share of the runtime layer by layer; any difference by default. */
  readonly by?: number
  /** The treatment of chains that do not fit the buffers: `'refuse'` rejects them (the default), `'allow'` compares them. */
  readonly misfits?: 'refuse' | 'allow'
}

const names = ['chain', 'dataflow', 'hardware'] as const

const refused = (errors: EstimateErrors): Undecidable => `There is no estimate:\n\n${renderErrors(errors)}`

const decided = <A>(result: Either<EstimateErrors, A>): Either<Undecidable, A> =>
  isRight(result) ? result : left(refused(result.left))

const wholeProblem = (given: Partial<FusedProblem>): Either<Undecidable, FusedProblem> => {
  const { chain, dataflow, hardware } = given
  if (chain !== undefined && dataflow !== undefined && hardware !== undefined)
    return right({ chain, dataflow, hardware })
  const missing = names.filter((name) => given[name] === undefined)
  return left(`The subject has no ${listed(missing, 'or')}: write expect({ chain, dataflow, hardware }).`)
}

const nameOf = (fused: FusedEstimate): string => listed(labelsOf(fused))

const bufferLine = (
  what: string,
  { required: { bits }, capacity, fits }: FusedBuffer,
  held: string,
): string =>
  `${fits ? 'fits:  ' : 'lacks: '} ${what} must hold ${shown(bits)} bits${held} and ${capacity === null ? 'may hold any number' : `can hold ${shown(capacity)}`}`

type Named = { readonly what: string; readonly buffer: FusedBuffer; readonly held: string }

/** What fills the shared buffer when it is fullest; of other buffers, the most that any run needs. */
const buffersIn = (fused: FusedEstimate): readonly Named[] => {
  const { l1, clusters, l2 } = fused.buffers
  const labels = labelsOf(fused)
  const tensors = l2.peak.tensors.map((tensor) => `${tensorIn(labels, tensor)} ${shown(tensor.bits)}`)
  const held = tensors.length === 0 ? '' : ` while ${labels[l2.peak.layer]} runs (${listed(tensors)})`
  return [
    { what: 'the shared buffer (L2)', buffer: l2, held },
    ...clusters.map((buffer, i) => ({
      what: `the buffer of each cluster of level ${i}`,
      buffer,
      held: '',
    })),
    { what: 'the buffer of each PE (L1)', buffer: l1, held: '' },
  ]
}

const fittingOf = (fused: FusedEstimate): string => {
  const buffers = buffersIn(fused)
  const needs = buffers.flatMap(({ what, buffer }) =>
    buffer.fits ? [] : [`${shown(buffer.required.bits)} bits in ${what}`],
  )
  return sections([
    buffers.map(({ what, buffer, held }) => bufferLine(what, buffer, held)).join('\n'),
    needs.length === 0 ? '' : `It would fit with ${listed(needs)}, or with smaller tiles.`,
  ])
}

const onHardware = (
  subject: unknown,
  hardware: Accelerator | undefined,
): Either<Undecidable, FusedEstimate> => {
  if (isProblem(subject)) {
    const problem = wholeProblem(hardware === undefined ? subject : { ...subject, hardware })
    if (!isRight(problem)) return problem
    const { chain, dataflow, hardware: on } = problem.right
    return decided(estimateFused(chain, dataflow, on))
  }
  const given = givenOf(answerIn(subject))
  if (given === undefined) return left(noChain(subject))
  return hardware === undefined
    ? right(given.fused)
    : left('A result holds figures only: expect it of { chain, dataflow, hardware } itself.')
}

/** `toFit` of a chain. */
export const judgeFusedFit = (
  subject: unknown,
  hardware: Accelerator | undefined,
): Either<Undecidable, Judgement> =>
  map(
    (fused: FusedEstimate): Judgement => ({
      pass: fused.buffers.fits,
      subject: `${nameOf(fused)}, fused,`,
      claim: 'to fit',
      finding: () => fittingOf(fused),
    }),
  )(onHardware(subject, hardware))

const noChain = (given: unknown): Undecidable =>
  `toBeFasterFused is about a chain { chain, dataflow, hardware }, or the result of compareFused, but here it is about ${written(given)}.`

const comparisonOf = (subject: unknown): Either<Undecidable, FusedComparison> => {
  if (isProblem(subject)) {
    const problem = wholeProblem(subject)
    if (!isRight(problem)) return problem
    const { chain, dataflow, hardware } = problem.right
    return decided(compareFused(chain, dataflow, hardware))
  }
  if (isRecord(subject) && subject['_tag'] === 'Left' && Array.isArray(subject['left']))
    return left(refused(subject['left'] as unknown as EstimateErrors)) // rendering reads it with care
  const answer = answerIn(subject)
  if (isFusedComparison(answer)) return right(answer)
  return left(
    isFusedEstimate(answer)
      ? 'An estimate of a chain does not have the costs of its layers one by one: expect it of compareFused(…).'
      : noChain(subject),
  )
}

const readBy = (given: unknown): Either<Undecidable, { readonly by: number; readonly misfits: unknown }> => {
  if (!isRecord(given)) return left(`toBeFasterFused takes { by, misfits }, not ${written(given)}.`)
  const unknown = Object.keys(given).find((key) => key !== 'by' && key !== 'misfits')
  if (unknown !== undefined)
    return left(`toBeFasterFused({ by, misfits }) has no option ${written(unknown)}.`)
  const by = given['by'] ?? 0
  return typeof by === 'number' && by >= 0 && by <= 1
    ? right({ by, misfits: given['misfits'] })
    : left(`by is a share of the runtime layer by layer, such as 0.3 for 30 %, not ${written(by)}.`)
}

/** What does not fit, fused or alone: figures of larger buffers are not those of this hardware. */
const misfitsOf = ({ fused, alone }: FusedComparison): readonly string[] => {
  const labels = labelsOf(fused)
  const chain = fused.buffers.fits
    ? []
    : [
        `${nameOf(fused)}, fused, ${fused.layers.length === 1 ? 'does' : 'do'} not fit the buffers: the counts and cycles are those of larger ones.`,
      ]
  const layers = alone.layers.flatMap((estimate, i) => {
    const note = misfitNote(estimate)
    return note === '' ? [] : [`${labels[i]} alone ${note}.`]
  })
  return [...chain, ...layers]
}

/** What a message says of the findings: not how each tensor crosses. */
const explaining: readonly FusedFinding['_tag'][] = [
  'Runtime',
  'Bound',
  'Pays',
  'Peak',
  'Recomputation',
  'Misfit',
  'Remark',
]

const explanationOf = (compared: FusedComparison): string => {
  const explained = explainFused(compared)
  if (!isRight(explained)) return ''
  const sentences = explained.right.findings
    .filter(({ _tag }) => explaining.includes(_tag))
    .map(({ sentence }) => sentence)
  return `About the chain:\n${indented(sentences.join('\n'))}`
}

const tableOf = ({ fused, alone }: FusedComparison): string => {
  const [one, other] = [shown(fused.runtime), shown(alone.runtime)]
  const digits = Math.max(one.length, other.length)
  return [
    `fused           ${one.padStart(digits)}`,
    `layer by layer  ${other.padStart(digits)}  (fused it takes ${beside(fused.runtime, alone.runtime)})`,
  ].join('\n')
}

const judgeFaster = (subject: unknown, options: unknown): Either<Undecidable, Judgement> => {
  const read = readBy(options)
  if (!isRight(read)) return read
  const misfits = readMisfits(read.right.misfits)
  if (!isRight(misfits)) return misfits
  const compared = comparisonOf(subject)
  if (!isRight(compared)) return compared
  const { fused, alone } = compared.right
  const notes = misfits.right === 'allow' ? [] : misfitsOf(compared.right)
  if (notes.length > 0) return left(misfitMessage(notes))
  const { by } = read.right
  return right({
    pass: fused.runtime < alone.runtime && alone.runtime - fused.runtime >= by * alone.runtime,
    subject: nameOf(fused),
    claim: `to be ${by > 0 ? `at least ${percent(by)} ` : ''}faster fused than layer by layer`,
    finding: () => sections([indented(tableOf(compared.right)), explanationOf(compared.right)]),
  })
}

/** See `MaestroMatchers.toBeFasterFused`. */
export function toBeFasterFused(this: Context, subject: unknown, options: FasterFused = {}): Verdict {
  return verdictOf(this, () => judgeFaster(subject, options))
}
