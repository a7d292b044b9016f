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

type Tag = Exclude<Explanation['findings'][number]['_tag'], 'Improvement'>

/** The sentences in the order in which they are asked for. */
const topics: readonly { readonly title: string; readonly tags: readonly Tag[] }[] = [
  { title: '', tags: ['Runtime', 'Bound', 'Misfit', 'Remark', 'IdleUnits'] },
  { title: 'Where reuse comes from', tags: ['SpatialReuse', 'TemporalReuse', 'NoReuse'] },
  { title: 'Off-chip, buffers and energy', tags: ['OffChip', 'Buffering', 'Energy'] },
]

const sentencesOf = ({ findings }: Explanation, tags: readonly string[]): readonly Markup[] =>
  tags.flatMap((tag) =>
    findings.flatMap((finding) =>
      finding._tag === tag ? h('li', { class: `finding ${tag}` }, finding.sentence) : [],
    ),
  )

const topic = (title: string, list: Markup): readonly Markup[] => [h('h3', {}, title), list]

const changeList = (explanation: Explanation): Markup => {
  const improvements = improvementsOf(explanation)
  if (improvements.length === 0)
    return h('p', { class: 'note' }, 'None of the changes that were tried gains anything.')
  const items = improvements.map(({ sentence }, i) =>
    h(
      'li',
      {},
      h('span', { id: `change-${i}` }, sentence),
      ' ',
      h(
        'button',
        { type: 'button', id: `apply-${i}`, 'data-apply': i, 'aria-describedby': `change-${i}` },
        'Try it',
      ),
    ),
  )
  return h('ol', { class: 'changes' }, ...items)
}

/** What bounds it first, then what to change, then the rest. */
export const explanationParts = (explanation: Explanation): readonly Markup[] => {
  const [lead, ...others] = topics.map(({ title, tags }) => ({
    title,
    sentences: sentencesOf(explanation, tags),
  }))
  return [
    h('ul', { class: 'lead' }, ...(lead?.sentences ?? [])),
    ...topic('What to change first', changeList(explanation)),
    ...others.flatMap(({ title, sentences }) =>
      sentences.length === 0 ? [] : topic(title, h('ul', {}, ...sentences)),
    ),
  ]
}
