/** Whether the buffers hold what they must. */
import { type Either, isRight, map, right } from 'fp-ts/Either'
import type { BufferNeed, Estimate } from '../cost/estimate-type'
import { listed } from '../error/show'
import type { Accelerator } from '../hardware/accelerator'
import type { NetworkEstimate, NetworkLayer } from '../network/network-estimate'
import { mixesWidths } from '../report/widths'
import { sections } from './explanation'
import { judgeFusedFit } from './fused'
import { isFusedSubject } from './fused-subject'
import { type Measured, measure, measureParts, nameOf, partsOf, totalsOf, type Undecidable } from './subject'
import { type Context, type Judgement, type Verdict, verdictOf } from './verdict'
import { shown } from './words'

/** What is counted: elements, or bits where elements have different widths, which then decide. */
type Unit = 'elements' | 'bits'

type Buffer = { readonly name: string; readonly need: BufferNeed; readonly unit: Unit }

const sizesIn = (unit: Unit, { required, capacity, bits }: BufferNeed) =>
  unit === 'bits' ? bits : { required: required.total, capacity }

const buffersIn = (estimate: Estimate): readonly Buffer[] => {
  const { l1, clusters, l2 } = estimate.buffers
  const unit: Unit = mixesWidths(estimate) ? 'bits' : 'elements'
  return [
    { name: 'the shared buffer (L2)', need: l2, unit },
    ...clusters.map((need, i) => ({ name: `the buffer of each cluster of level ${i}`, need, unit })),
    { name: 'the buffer of each PE (L1)', need: l1, unit },
  ]
}

const holding = ({ name, need, unit }: Buffer): string => {
  const { required, capacity } = sizesIn(unit, need)
  const tensors = Object.entries(need.required.tensors).map(
    ([tensor, elements]) => `${tensor} ${shown(elements)}`,
  )
  const each = `${listed(tensors)}${unit === 'bits' ? ' elements' : ''}`
  return `${need.fits ? 'fits:  ' : 'lacks: '} ${name} must hold ${shown(required)} ${unit} (${each}) and ${capacity === null ? 'may hold any number' : `can hold ${shown(capacity)}`}`
}

const lacking = (estimate: Estimate): readonly Buffer[] =>
  buffersIn(estimate).filter(({ need }) => !need.fits)

/** What would make it fit, in the terms of `accelerator`. */
const repairOf = (estimate: Estimate): string => {
  const needs = lacking(estimate).map(
    ({ name, need, unit }) => `${shown(sizesIn(unit, need).required)} ${unit} in ${name}`,
  )
  return needs.length === 0 ? '' : `\n\nIt would fit with ${listed(needs)}, or with smaller tiles.`
}

const ofEstimate = (estimate: Estimate): string =>
  `${buffersIn(estimate).map(holding).join('\n')}${repairOf(estimate)}`

/** A layer that does not fit: how far it is from fitting, and in words. */
type Misfit = {
  readonly count: number
  readonly excess: number
  readonly line: string
  readonly lacking: readonly Buffer[]
}

const excessOf = ({ need, unit }: Buffer): number => {
  const { required, capacity } = sizesIn(unit, need)
  return required / (capacity ?? Infinity)
}

const shortly = ({ name, need, unit }: Buffer): string => {
  const { required, capacity } = sizesIn(unit, need)
  return `${name} must hold ${shown(required)} ${unit} and can hold ${shown(capacity ?? Infinity)}`
}

const misfitOf = ({ layer: name, count, result }: NetworkLayer): readonly Misfit[] => {
  const layer = count === 1 ? name : `${count} × ${name}`
  if (!isRight(result)) {
    const [{ _tag, message }] = result.left
    return _tag === 'NothingFits'
      ? [{ count, excess: Infinity, line: `${layer}: ${message}`, lacking: [] }]
      : []
  }
  const buffers = lacking(result.right)
  const excess = buffers.reduce((most, buffer) => Math.max(most, excessOf(buffer)), 0)
  const line = `${layer}: ${buffers.map(shortly).join('; ')}`
  return buffers.length === 0 ? [] : [{ count, excess, line, lacking: buffers }]
}

const misfitsOf = ({ layers }: NetworkEstimate): readonly Misfit[] => layers.flatMap(misfitOf)

/** Naming every one of many layers would hide what matters. */
const mostNamed = 4

/** What would make all layers fit: the most that any of them must hold. */
const repairOfAll = (misfits: readonly Misfit[]): string => {
  const buffers = misfits.flatMap((misfit) => misfit.lacking)
  const unit: Unit = buffers.some((buffer) => buffer.unit === 'bits') ? 'bits' : 'elements'
  const most = new Map<string, number>()
  for (const { name, need } of buffers)
    most.set(name, Math.max(most.get(name) ?? 0, sizesIn(unit, need).required))
  const needs = [...most].map(([name, size]) => `${shown(size)} ${unit} in ${name}`)
  const whom = misfits.length === 1 ? 'It' : 'All of them'
  return needs.length === 0 ? '' : `${whom} would fit with ${listed(needs)}, or with smaller tiles.`
}

/** How many layers there are, each as often as the network has it. */
const numberOf = (layers: readonly { readonly count: number }[]): number =>
  layers.reduce((sum, { count }) => sum + count, 0)

const ofNetwork = (network: NetworkEstimate): string => {
  const misfits = misfitsOf(network)
  if (misfits.length === 0) return 'Every layer fits.'
  const worst = [...misfits].sort((a, b) => (a.excess === b.excess ? 0 : b.excess - a.excess))
  const misfitting = numberOf(misfits)
  const count = `${misfitting} of ${numberOf(network.layers)} layers ${misfitting === 1 ? 'does' : 'do'} not fit`
  const rest = numberOf(worst.slice(mostNamed))
  return sections([
    rest > 0 ? `${count}; the worst are` : `${count}:`,
    [...worst.slice(0, mostNamed).map(({ line }) => line), ...(rest > 0 ? [`and ${rest} more.`] : [])].join(
      '\n',
    ),
    repairOfAll(misfits),
  ])
}

const judgeNetwork = (
  network: NetworkEstimate,
): Either<Undecidable, Omit<Judgement, 'subject' | 'claim'>> => {
  const nothingFits = ({ result }: NetworkLayer) => !isRight(result) && result.left[0]._tag === 'NothingFits'
  const totals = totalsOf(network)
  // A layer that no candidate fits does not fit; of any other layer that failed nothing can be said.
  if (!isRight(totals) && !network.layers.every((layer) => isRight(layer.result) || nothingFits(layer)))
    return totals
  return right({ pass: network.fits, finding: () => ofNetwork(network) })
}

const judge = (subject: Measured): Either<Undecidable, Judgement> => {
  const named = { subject: nameOf(subject), claim: 'to fit' }
  if (subject._tag === 'Network')
    return map((judgement: Omit<Judgement, 'subject' | 'claim'>) => ({ ...named, ...judgement }))(
      judgeNetwork(subject.network),
    )
  const { estimate } = subject
  return right({ ...named, pass: estimate.buffers.fits, finding: () => ofEstimate(estimate) })
}

/** See `MaestroMatchers.toFit`. */
export function toFit(this: Context, subject: unknown, hardware?: Accelerator): Verdict {
  return verdictOf(this, () => {
    if (isFusedSubject(subject)) return judgeFusedFit(subject, hardware)
    const measured = hardware === undefined ? measure(subject) : measureParts(partsOf(subject, { hardware }))
    return isRight(measured) ? judge(measured.right) : measured
  })
}
