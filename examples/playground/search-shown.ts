/** What is seen of a search. */
import type { Mapping } from 'maestro-dataflow/map'
import { printDataflow } from 'maestro-dataflow/notation'
import { drawGap } from './draw/gap'
import { count, percent, short } from './format'
import { type Child, h, type Markup } from './markup'
import type { Search } from './search'
import { mostNodes } from './search-messages'

const objectiveText = ({ objective }: Mapping, runtime: number, energy: number): string => {
  if (objective === 'runtime') return `${count(runtime)} cycles`
  return objective === 'energy'
    ? `an energy of ${short(energy)}`
    : `an energy-delay product of ${short(runtime * energy)}`
}

/** What no mapping of the space has, after "none of the mappings". */
const costsLess = ({ objective }: Mapping, runtime: number, energy: number): string => {
  if (objective === 'runtime') return `takes fewer than ${count(runtime)} cycles`
  return objective === 'energy'
    ? `takes less energy than ${short(energy)}`
    : `has an energy-delay product below ${short(runtime * energy)}`
}

/** `1.24 × 10` with its exponent, for what has more digits than can be read. */
const many = (digits: string): readonly Child[] => {
  if (digits.length <= 9) return [count(Number(digits))]
  const [mantissa = '', exponent = ''] = Number(digits).toExponential(2).split('e+')
  return [`${mantissa} × 10`, h('sup', {}, exponent)]
}

/** An upper bound, rounded up. */
const gapText = (gap: number): string =>
  gap < 0.001 ? 'less than 0.1 %' : `at most ${percent(Math.ceil(1000 * gap) / 1000)}`

const nodesText = ({ counts: { nodes } }: Mapping): string =>
  `${count(nodes)} ${nodes === 1 ? 'node' : 'nodes'}`

const buffers = { l1: 'the L1 of a PE', clusters: 'the buffer of a cluster', l2: 'the shared L2' } as const

const whyNone = ({ why }: Mapping): string => {
  if (why === null || !('buffer' in why)) return 'buffers exclude all of them only together.'
  return `${buffers[why.buffer]} has room for ${count(why.capacity)} elements, and every mapping needs at least ${count(why.least)}.`
}

/** How good the answer is. */
const verdict = (mapping: Mapping, isStopped: boolean): Markup => {
  const { best, gap, why, counts } = mapping
  if (best === null && why !== null) return h('p', {}, `No mapping fits: ${whyNone(mapping)}`)
  if (best === null) return h('p', {}, `No mapping was found in ${nodesText(mapping)}.`)
  const cost = objectiveText(mapping, best.runtime, best.energy)
  const space = ['the ', ...many(counts.mappings), ' mappings of one or two levels']
  if (gap === 0)
    return h(
      'p',
      {},
      'The optimum: none of ',
      ...space,
      ` ${costsLess(mapping, best.runtime, best.energy)}, proven in ${nodesText(mapping)}.`,
    )
  const how = isStopped ? `Stopped after ${nodesText(mapping)}` : `Found in ${nodesText(mapping)}`
  return h('p', {}, `${how}: ${cost}, ${gapText(gap ?? 0)} above the optimum of `, ...space, '.')
}

const progressText = (mapping: Mapping | null): string => {
  if (mapping === null) return 'Searching …'
  const { best, gap } = mapping
  if (best === null) return `${nodesText(mapping)}, and nothing found yet`
  const cost = objectiveText(mapping, best.runtime, best.energy)
  return `${nodesText(mapping)}: ${cost}, ${gapText(gap ?? 0)} above the optimum`
}

const whyParts = (why: readonly string[]): readonly Markup[] => {
  if (why.length === 0) return []
  const sentences = why.map((sentence) => h('li', {}, sentence))
  return [
    h(
      'details',
      {},
      h('summary', {}, 'Why it is the best'),
      h('ul', { class: 'finding-list' }, ...sentences),
    ),
  ]
}

/** What an answer owes to what was not said of the hardware; an answer that nothing fits owes nothing to it. */
const remarks = ({ best, warnings }: Mapping): readonly Markup[] =>
  best === null ? [] : warnings.map(({ message }) => h('p', { class: 'note' }, message))

const useParts = ({ best }: Mapping): readonly Markup[] =>
  best === null
    ? []
    : [
        h('button', { type: 'button', id: 'use', class: 'main' }, 'Use it'),
        h(
          'pre',
          { class: 'found scroll', tabindex: 0, 'aria-label': 'The dataflow found' },
          printDataflow(best.dataflow).trim(),
        ),
      ]

/** What is seen below the button. */
export const searchParts = (search: Search): readonly Markup[] => {
  switch (search._tag) {
    case 'Idle':
      return []
    case 'Running':
      return [
        h('progress', { max: mostNodes, value: search.done, 'aria-label': 'Nodes of the search' }),
        h('p', { class: 'note' }, progressText(search.mapping)),
        ...drawGap(search.trace),
      ]
    case 'Ended':
      return [
        verdict(search.mapping, search.isStopped),
        ...useParts(search.mapping),
        ...remarks(search.mapping),
        ...drawGap(search.trace),
        ...whyParts(search.why),
      ]
    case 'Refused':
      return search.errors.map(({ message, hint }) => h('p', { class: 'problem' }, `${message} ${hint}`))
  }
}

/** What is read aloud: beginnings and ends, and no progress. */
export const announcementOf = (search: Search): string => {
  switch (search._tag) {
    case 'Idle':
      return ''
    case 'Running':
      return 'The search runs.'
    case 'Ended':
      return search.mapping.best === null
        ? 'No mapping was found.'
        : 'A dataflow was found: Use it puts it into the editor.'
    case 'Refused':
      return 'The search did not begin: there are errors in the layer or the hardware.'
  }
}
