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

const topics = ['', 'Where reuse comes from', 'Off-chip, buffers and energy'] as const

/** What each finding belongs to, in the order in which they are told. */
const topicOf: Readonly<Record<Tag, (typeof topics)[number]>> = {
  Runtime: '',
  Bound: '',
  Misfit: '',
  Remark: '',
  Skew: '',
  Channels: '',
  Sparsity: '',
  IdleUnits: '',
  SpatialReuse: 'Where reuse comes from',
  TemporalReuse: 'Where reuse comes from',
  NoReuse: 'Where reuse comes from',
  Width: 'Off-chip, buffers and energy',
  OffChip: 'Off-chip, buffers and energy',
  Buffering: 'Off-chip, buffers and energy',
  Energy: 'Off-chip, buffers and energy',
}

const sentencesOn = ({ findings }: Explanation, title: (typeof topics)[number]): readonly Markup[] =>
  Object.entries(topicOf)
    .filter(([, topic]) => topic === title)
    .flatMap(([tag]) => findings.filter(({ _tag }) => _tag === tag))
    .map(({ _tag, sentence }) => h('li', { class: `finding ${_tag}` }, sentence))

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
  const [lead, ...others] = topics
  return [
    h('ul', { class: 'lead' }, ...sentencesOn(explanation, lead)),
    ...topic('What to change first', changeList(explanation)),
    ...others.flatMap((title) => {
      const sentences = sentencesOn(explanation, title)
      return sentences.length === 0 ? [] : topic(title, h('ul', {}, ...sentences))
    }),
  ]
}
