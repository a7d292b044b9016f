/** Which data a mapping reuses, across units and over time. */
import { type Either, isRight, left, right } from 'fp-ts/Either'
import { attempt } from '../error/attempt'
import { didYouMean } from '../error/nearest'
import { renderErrors } from '../error/render'
import { listed } from '../error/show'
import { isRecord } from '../internal/read'
import { checkLayer } from '../operator/check-layer'
import { inferReuse, type ReuseKind, type TensorReuse } from '../reuse/reuse'
import { nameOfParts, type Parts, partsOf, type Undecidable, wholeMapping } from './subject'
import { type Context, type Judgement, type Verdict, verdictOf } from './verdict'
import { noLevel, written } from './words'

/**
 * Forms of reuse, all of them at one level: at `level`, or at any if it is left out.
 *
 * @since 0.1.0
 * @category matchers
 */
export type ExpectedReuse = {
  /** The spatial reuse of the tensor: between units of the level in one step; not checked by default. */
  readonly spatial?: ReuseKind
  /** The temporal reuse of the tensor: from step to step in one unit; not checked by default. */
  readonly temporal?: ReuseKind
  /** The level: 0 is the outermost; any by default. */
  readonly level?: number
}

const ways = ['spatial', 'temporal'] as const
const kinds: readonly string[] = ['multicast', 'reduction', 'partial', 'none']
const keys: readonly string[] = [...ways, 'level']

const faultOf = (expected: unknown): Undecidable | undefined => {
  if (!isRecord(expected)) return `toReuse takes { spatial, temporal, level }, not ${written(expected)}.`
  const unknown = Object.keys(expected).find((key) => !keys.includes(key))
  if (unknown !== undefined)
    return `toReuse has no option ${written(unknown)}. ${didYouMean(unknown, keys)}It takes { spatial, temporal, level }.`
  const wrong = ways
    .map((way) => expected[way])
    .find((kind) => kind !== undefined && !kinds.includes(String(kind)))
  if (wrong !== undefined)
    return `There is no reuse ${written(wrong)}. ${didYouMean(String(wrong), kinds)}It is one of ${listed(kinds, 'or')}.`
  const asksNothing = ways.every((way) => expected[way] === undefined)
  return asksNothing ? 'toReuse needs a form of reuse: { spatial } or { temporal }.' : undefined
}

const agrees = (reuse: TensorReuse, { spatial, temporal, level }: ExpectedReuse): boolean =>
  (level === undefined || reuse.level === level) &&
  (spatial === undefined || reuse.spatial === spatial) &&
  (temporal === undefined || reuse.temporal === temporal)

const ofKind = (way: string, kind: ReuseKind): string =>
  kind === 'none' ? `no ${way} reuse` : `${way} ${kind}`

const lineOf = ({ level, spatial, temporal, hardware }: TensorReuse): string => {
  const by = hardware.length === 0 ? '' : ` (with ${listed(hardware, 'or')})`
  return `level ${level}: ${ofKind('spatial', spatial)}, ${ofKind('temporal', temporal)}${by}`
}

const inWords = ({ spatial, temporal, level }: ExpectedReuse): string => {
  const forms = ways.flatMap((way) => {
    const kind = way === 'spatial' ? spatial : temporal
    return kind === undefined ? [] : [ofKind(way, kind)]
  })
  return `${listed(forms)}${level === undefined ? '' : ` at level ${level}`}`
}

const levelFault = (reuses: readonly TensorReuse[], expected: ExpectedReuse): Undecidable | undefined => {
  const levels = reuses.length
  if (expected.level !== undefined && !reuses.some(({ level }) => level === expected.level))
    return noLevel(expected.level, levels)
  const asksNone = expected.spatial === 'none' || expected.temporal === 'none'
  // True of nearly every dataflow at some level, and so no hypothesis.
  return asksNone && expected.level === undefined && levels > 1
    ? `The dataflow has ${levels} levels: give the level without reuse, or use .not with the reuse that no level should have.`
    : undefined
}

const isOutput = (layer: unknown, tensor: string): boolean => {
  const problem = attempt((report) => checkLayer(layer, report))
  return (
    isRight(problem) && problem.right.tensors.some(({ name, role }) => name === tensor && role === 'output')
  )
}

/** No dataflow whatever multicasts an output or reduces an input, so that neither is a hypothesis. */
const roleFault = (parts: Parts, tensor: string, expected: ExpectedReuse): Undecidable | undefined => {
  const output = isOutput(parts.layer, tensor)
  const impossible: ReuseKind = output ? 'multicast' : 'reduction'
  if (ways.every((way) => expected[way] !== impossible)) return undefined
  return output
    ? `${tensor} is an output: it is never multicast. Its reuse is reduction, partial or none.`
    : `${tensor} is an input: it is never reduced. Its reuse is multicast, partial or none.`
}

const inferred = (parts: Parts): Either<Undecidable, readonly TensorReuse[]> => {
  const mapping = wholeMapping(parts)
  if (!isRight(mapping)) return mapping
  const { layer, dataflow, hardware } = mapping.right
  const result = inferReuse(layer, dataflow, { pes: hardware.pes })
  return isRight(result) ? result : left(`The reuse cannot be inferred:\n\n${renderErrors(result.left)}`)
}

const judge = (parts: Parts, tensor: string, expected: ExpectedReuse): Either<Undecidable, Judgement> => {
  const fault = faultOf(expected)
  if (fault !== undefined) return left(fault)
  const reuses = inferred(parts)
  if (!isRight(reuses)) return reuses
  const ofTensor = reuses.right.filter((reuse) => reuse.tensor === tensor)
  const tensors = [...new Set(reuses.right.map((reuse) => reuse.tensor))]
  if (ofTensor.length === 0)
    return left(
      `The layer has no tensor ${written(tensor)}. ${didYouMean(String(tensor), tensors)}It has ${listed(tensors)}.`,
    )
  const misplaced = roleFault(parts, tensor, expected) ?? levelFault(ofTensor, expected)
  if (misplaced !== undefined) return left(misplaced)
  return right({
    pass: ofTensor.some((reuse) => agrees(reuse, expected)),
    subject: nameOfParts(parts),
    claim: `to reuse ${tensor} by ${inWords(expected)}`,
    finding: () => [`Its reuse of ${tensor}:`, ...ofTensor.map((reuse) => `  ${lineOf(reuse)}`)].join('\n'),
  })
}

/** See `MaestroMatchers.toReuse`. */
export function toReuse(this: Context, subject: unknown, tensor: string, expected: ExpectedReuse): Verdict {
  return verdictOf(this, () => {
    const parts = partsOf(subject)
    return isRight(parts) ? judge(parts.right, tensor, expected) : parts
  })
}
