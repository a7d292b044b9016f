/** Whether the buffers hold what they must. */
import { type Either, isRight, right } from 'fp-ts/Either'
import type { BufferNeed, Estimate } from '../cost/estimate-type'
import type { NetworkEstimate } from '../cost/network'
import { listed } from '../error/show'
import type { Accelerator } from '../hardware/accelerator'
import { type Measured, measure, measureParts, nameOf, partsOf, totalsOf, type Unclear } from './subject'
import { type Context, type Judgement, type Verdict, verdictOf } from './verdict'
import { shown } from './words'

type Buffer = { readonly name: string; readonly need: BufferNeed }

const buffersIn = ({ buffers }: Estimate): readonly Buffer[] => [
  { name: 'the shared buffer (L2)', need: buffers.l2 },
  ...buffers.clusters.map((need, i) => ({ name: `the buffer of each cluster of level ${i}`, need })),
  { name: 'the buffer of each PE (L1)', need: buffers.l1 },
]

const holding = ({ name, need: { required, capacity, fits } }: Buffer): string => {
  const tensors = Object.entries(required.tensors).map(([tensor, elements]) => `${tensor} ${shown(elements)}`)
  return `${fits ? 'fits:  ' : 'lacks: '} ${name} must hold ${shown(required.total)} elements (${listed(tensors)}) and ${capacity === null ? 'may hold any number' : `can hold ${shown(capacity)}`}`
}

const lacking = (estimate: Estimate): readonly Buffer[] =>
  buffersIn(estimate).filter(({ need }) => !need.fits)

/** What would make it fit, in the terms of `accelerator`. */
const repairOf = (estimate: Estimate): string => {
  const needs = lacking(estimate).map(({ name, need }) => `${shown(need.required.total)} elements in ${name}`)
  return needs.length === 0 ? '' : `\n\nIt would fit with ${listed(needs)}, or with smaller tiles.`
}

const ofEstimate = (estimate: Estimate): string =>
  `${buffersIn(estimate).map(holding).join('\n')}${repairOf(estimate)}`

const misfitsOf = ({ layers }: NetworkEstimate): readonly string[] =>
  layers.flatMap(({ layer, result }) =>
    isRight(result) && !result.right.buffers.fits ? [`${layer}:\n${ofEstimate(result.right)}`] : [],
  )

const ofNetwork = (network: NetworkEstimate): string => {
  const misfits = misfitsOf(network)
  return misfits.length === 0 ? 'Every layer fits.' : misfits.join('\n\n')
}

const judge = (subject: Measured): Either<Unclear, Judgement> => {
  const named = { subject: nameOf(subject), claim: 'to fit' }
  if (subject._tag === 'Estimate') {
    const { estimate } = subject
    return right({ ...named, pass: estimate.buffers.fits, finding: () => ofEstimate(estimate) })
  }
  const { network } = subject
  const totals = totalsOf(network)
  if (!isRight(totals)) return totals
  return right({ ...named, pass: misfitsOf(network).length === 0, finding: () => ofNetwork(network) })
}

/** See `MaestroMatchers.toFit`. */
export function toFit(this: Context, subject: unknown, hardware?: Accelerator): Verdict {
  return verdictOf(this, () => {
    const measured = hardware === undefined ? measure(subject) : measureParts(partsOf(subject, { hardware }))
    return isRight(measured) ? judge(measured.right) : measured
  })
}
