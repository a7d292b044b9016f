/** Whether the buffers hold what they must. */
import { type Either, isRight, map, right } from 'fp-ts/Either'
import type { BufferNeed, Estimate } from '../cost/estimate-type'
import { listed } from '../error/show'
import type { Accelerator } from '../hardware/accelerator'
import type { NetworkEstimate, NetworkLayer } from '../network/network-estimate'
import { sections } from './explanation'
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

/** A layer that does not fit: how far it is from fitting, and in words. */
type Misfit = { readonly excess: number; readonly line: string; readonly lacking: readonly Buffer[] }

const excessOf = ({ need: { required, capacity } }: Buffer): number => required.total / (capacity ?? Infinity)

const shortly = ({ name, need: { required, capacity } }: Buffer): string =>
  `${name} must hold ${shown(required.total)} elements and can hold ${shown(capacity ?? Infinity)}`

const misfitOf = ({ layer, result }: NetworkLayer): readonly Misfit[] => {
  if (!isRight(result)) {
    const [{ _tag, message }] = result.left
    return _tag === 'NothingFits' ? [{ excess: Infinity, line: `${layer}: ${message}`, lacking: [] }] : []
  }
  const buffers = lacking(result.right)
  const excess = buffers.reduce((most, buffer) => Math.max(most, excessOf(buffer)), 0)
  const line = `${layer}: ${buffers.map(shortly).join('; ')}`
  return buffers.length === 0 ? [] : [{ excess, line, lacking: buffers }]
}

const misfitsOf = ({ layers }: NetworkEstimate): readonly Misfit[] => layers.flatMap(misfitOf)

/** Naming every one of many layers would hide what matters. */
const mostNamed = 4

/** What would make all layers fit: the most that any of them must hold. */
const repairOfAll = (misfits: readonly Misfit[]): string => {
  const most = new Map<string, number>()
  for (const { name, need } of misfits.flatMap((misfit) => misfit.lacking))
    most.set(name, Math.max(most.get(name) ?? 0, need.required.total))
  const needs = [...most].map(([name, elements]) => `${shown(elements)} elements in ${name}`)
  const whom = misfits.length === 1 ? 'It' : 'All of them'
  return needs.length === 0 ? '' : `${whom} would fit with ${listed(needs)}, or with smaller tiles.`
}

const ofNetwork = (network: NetworkEstimate): string => {
  const misfits = misfitsOf(network)
  if (misfits.length === 0) return 'Every layer fits.'
  const worst = [...misfits].sort((a, b) => (a.excess === b.excess ? 0 : b.excess - a.excess))
  const count = `${misfits.length} of ${network.layers.length} layers ${misfits.length === 1 ? 'does' : 'do'} not fit`
  const rest = misfits.length - mostNamed
  return sections([
    rest > 0 ? `${count}; the worst are` : `${count}:`,
    [...worst.slice(0, mostNamed).map(({ line }) => line), ...(rest > 0 ? [`and ${rest} more.`] : [])].join(
      '\n',
    ),
    repairOfAll(misfits),
  ])
}

const judgeNetwork = (network: NetworkEstimate): Either<Unclear, Omit<Judgement, 'subject' | 'claim'>> => {
  const nothingFits = ({ result }: NetworkLayer) => !isRight(result) && result.left[0]._tag === 'NothingFits'
  const totals = totalsOf(network)
  // A layer that no candidate fits does not fit; of any other layer that failed nothing can be said.
  if (!isRight(totals) && !network.layers.every((layer) => isRight(layer.result) || nothingFits(layer)))
    return totals
  return right({ pass: network.fits, finding: () => ofNetwork(network) })
}

const judge = (subject: Measured): Either<Unclear, Judgement> => {
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
    const measured = hardware === undefined ? measure(subject) : measureParts(partsOf(subject, { hardware }))
    return isRight(measured) ? judge(measured.right) : measured
  })
}
