/** What each node costs. */
import { chain, map, match } from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { defaultDomains } from '../format/model'
import type { Known } from '../infer'
import { movement, uncosted as uncostedOperators } from '../operators'
import type { MatrixForm } from '../options'
import { type Call, hasInput, textOf, valuesAt } from '../shape/call'
import { quoted } from '../shape/shape'
import { workRuleOf } from '../work/rules'
import { layersOf } from './layers'
import { free, type Outcome, uncosted } from './outcome'

const interpolation = (call: Call): string | undefined => {
  const mode = textOf(call, 'mode', 'nearest')
  return mode === 'nearest'
    ? undefined
    : `It interpolates (${quoted(mode)}), which no operator of the cost model describes.`
}

const accumulation = (call: Call): string | undefined => {
  const reduction = textOf(call, 'reduction', 'none')
  return reduction === 'none'
    ? undefined
    : `It accumulates (${quoted(reduction)}) at places that depend on data.`
}

/** Operators of which only some forms are free. */
const exceptions: { readonly [op: string]: (call: Call) => string | undefined } = {
  Dropout: (call) =>
    hasInput(call, 2) && valuesAt(call, 2)?.data[0] !== 0
      ? 'In training, it scales the elements that it keeps.'
      : undefined,
  Resize: interpolation,
  Upsample: interpolation,
  Scatter: accumulation,
  ScatterElements: accumulation,
  ScatterND: accumulation,
}

const ownOf = <V>(table: { readonly [name: string]: V }, name: string): V | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined

const reasonForNoRule = ({ op, node: { domain } }: Call): string =>
  defaultDomains.includes(domain)
    ? `There is no rule that makes a layer of ${quoted(op)}.`
    : `It is an operator of the domain ${quoted(domain)} for which there is no rule.`

/** What one node costs that has no body of its own. */
export const costOf = ({ call, label, outputs }: Known, form: MatrixForm): Outcome => {
  const { op } = call
  const isConstant = outputs.length > 0 && outputs.every(({ constant }) => constant)
  if (isConstant) return free(movement.has(op) ? 'no arithmetic' : 'constant')
  const does = ownOf(uncostedOperators, op)
  const refusal = does === undefined ? ownOf(exceptions, op)?.(call) : `${op} ${does}.`
  if (refusal !== undefined) return uncosted(refusal)
  if (movement.has(op)) return free('no arithmetic')
  const rule = workRuleOf(op)
  if (rule === undefined) return uncosted(reasonForNoRule(call))
  return pipe(
    rule(call),
    chain(({ steps: each, merged, assumed }) => {
      const steps = form === 'transformer' ? (merged ?? each) : each
      return pipe(
        layersOf(label, steps, form),
        map((layers): Outcome => {
          if (layers.length === 0) return free(steps.length === 0 ? 'no arithmetic' : 'empty')
          return { _tag: 'Layers', layers, ...(assumed === undefined ? {} : { assumed }) }
        }),
      )
    }),
    match(uncosted, (outcome) => outcome),
  )
}
