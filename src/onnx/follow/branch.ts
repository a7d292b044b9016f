/** If: one of two bodies is run. */
import type { Graph } from '../format/model'
import { attributeOf, type Call, valuesAt } from '../shape/call'
import { quoted } from '../shape/shape'
import {
  type Context,
  type Followed,
  followed,
  notRun,
  refusalOf,
  refused,
  type Scope,
  within,
} from './followed'

const workOf = ({ entries }: Followed): number => {
  let work = 0
  for (const { outcome, times } of entries)
    if (outcome._tag === 'Layers')
      for (const layer of outcome.layers) work += layer.operations * layer.times * times
  return work
}

type Branch = 'then' | 'else'

const other = (branch: Branch): Branch => (branch === 'then' ? 'else' : 'then')

/** A constant condition decides, else the options, else the work. */
export const branch = (call: Call, label: string, scope: Scope, context: Context): Followed => {
  const bodyOf = (taken: Branch): Graph | undefined => attributeOf(call, `${taken}_branch`)?.graph
  const condition = valuesAt(call, 0)?.data[0]
  const decided =
    condition === undefined ? context.options.branches.get(label) : condition === 0 ? 'else' : 'then'
  // An option that says otherwise than a constant would change nothing: it is refused as of no use.
  if (condition === undefined || context.options.branches.get(label) === decided)
    context.progress.branching.add(label)
  const run = (taken: Branch): Followed => {
    const body = bodyOf(taken)
    const refusal = refusalOf(body, context)
    return body === undefined || refusal !== undefined
      ? refused(call, label, `Of its ${taken} branch: ${refusal}`)
      : followed(call, label, context.walk(body, { facts: new Map(), outer: scope }, within(context, label)))
  }
  const finish = (taken: Branch, body: Followed, reason?: string): Followed => ({
    entries: [...body.entries, ...notRun(bodyOf(other(taken)), `${label}/`)],
    assumed: [...body.assumed, ...(reason === undefined ? [] : [{ node: label, op: 'If', reason }])],
    outputs: body.outputs,
  })
  if (decided !== undefined) return finish(decided, run(decided))
  const [first, second] = [run('then'), run('else')]
  const [ofThen, ofElse] = [workOf(first), workOf(second)]
  const taken = ofElse > ofThen ? 'else' : 'then'
  return finish(
    taken,
    taken === 'then' ? first : second,
    `Its condition depends on data: the ${taken} branch is taken, which does more work (then ${ofThen}, else ${ofElse} operations). Give the option branches: { ${quoted(label)}: '${other(taken)}' } for the other one.`,
  )
}
