/** The explanation: what is so, and what to change first, with a button that changes it. */
import type { Explanation, FindingOf } from 'maestro-dataflow/report'
import { h, type Markup } from './markup'

const mostTold = 4

type Improvement = FindingOf<'Improvement'>

/** The best change of each kind: others of a kind say much the same. */
export const improvementsOf = ({ findings }: Explanation): readonly Improvement[] => {
  const found = findings.flatMap((finding) => (finding._tag === 'Improvement' ? finding : []))
  const first = found.filter(
    ({ change }, i) => found.findIndex((other) => other.change._tag === change._tag) === i,
  )
  return first.slice(0, mostTold)
}

export const findingList = ({ findings }: Explanation): readonly Markup[] =>
  findings.flatMap(({ _tag, sentence }) =>
    _tag === 'Improvement' ? [] : h('li', { class: `finding ${_tag}` }, sentence),
  )

export const changeList = (explanation: Explanation): readonly Markup[] => {
  const improvements = improvementsOf(explanation)
  if (improvements.length === 0) return [h('li', {}, 'None of the changes that were tried gains anything.')]
  return improvements.map(({ sentence }, i) =>
    h(
      'li',
      {},
      h('span', { id: `change-${i}` }, sentence),
      ' ',
      h(
        'button',
        { type: 'button', id: `apply-${i}`, 'data-apply': i, 'aria-describedby': `change-${i}` },
        'Do it',
      ),
    ),
  )
}
