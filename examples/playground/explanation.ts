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

/** What stands first, whatever it belongs to. */
const leading: readonly string[] = ['Misfit']

const topics = ['Remarks', 'Sources of reuse', 'Off-chip, buffers and energy'] as const

/** What each finding belongs to, in the order of the page. */
const topicOf: Readonly<Record<Tag, (typeof topics)[number]>> = {
  Runtime: 'Remarks',
  Bound: 'Remarks',
  Optimum: 'Remarks',
  Misfit: 'Remarks',
  Remark: 'Remarks',
  Skew: 'Remarks',
  Channels: 'Remarks',
  Sparsity: 'Remarks',
  IdleUnits: 'Remarks',
  SpatialReuse: 'Sources of reuse',
  TemporalReuse: 'Sources of reuse',
  NoReuse: 'Sources of reuse',
  Width: 'Off-chip, buffers and energy',
  OffChip: 'Off-chip, buffers and energy',
  Buffering: 'Off-chip, buffers and energy',
  Energy: 'Off-chip, buffers and energy',
}

const sentencesOn = ({ findings }: Explanation, title: (typeof topics)[number]): readonly Markup[] =>
  Object.entries(topicOf)
    .filter(([tag, topic]) => topic === title && !leading.includes(tag))
    .flatMap(([tag]) => findings.filter(({ _tag }) => _tag === tag))
    .map(({ _tag, sentence }) => h('li', { class: `finding ${_tag}` }, sentence))

const topic = (title: string, list: Markup): readonly Markup[] => [h('h3', {}, title), list]

const tryButton = (i: number): Markup =>
  h(
    'button',
    { type: 'button', id: `apply-${i}`, 'data-apply': i, 'aria-describedby': `change-${i}` },
    'Try it',
  )

const changeItem = (sentence: string, i: number): Markup =>
  h('li', {}, h('span', { id: `change-${i}` }, sentence), ' ', tryButton(i))

/** The summary: what bounds it, what it costs against the floor, and what to change first; before them, what is wrong. */
export const leadPart = (explanation: Explanation): Markup => {
  const { findings, summary } = explanation
  const [bound, cost, change] = summary
  return h(
    'ul',
    { class: 'lead' },
    ...findings
      .filter(({ _tag }) => _tag === 'Misfit')
      .map(({ sentence }) => h('li', { class: 'finding Misfit' }, sentence)),
    h('li', {}, bound),
    h('li', {}, cost),
    improvementsOf(explanation).length === 0 ? h('li', {}, change) : changeItem(change, 0),
  )
}

const otherChanges = (explanation: Explanation): readonly Markup[] => {
  const others = improvementsOf(explanation).slice(1)
  if (others.length === 0) return []
  const items = others.map(({ sentence }, i) => changeItem(sentence, i + 1))
  return topic('Other changes', h('ul', { class: 'changes' }, ...items))
}

/** The rest, on demand. */
export const moreParts = (explanation: Explanation): readonly Markup[] => [
  ...otherChanges(explanation),
  ...topics.flatMap((title) => {
    const sentences = sentencesOn(explanation, title)
    return sentences.length === 0 ? [] : topic(title, h('ul', {}, ...sentences))
  }),
]
