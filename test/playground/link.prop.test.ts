/** Links: whatever the state, it comes back; whatever the link, there is a state, and the page can show it. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readState } from '../../examples/playground/answer'
import { linkOf, openLink } from '../../examples/playground/link'
import { scaled } from '../support/generators/bulk'
import { states } from './states'

/** Of a kind without a window, these are not shown. */
const shownIn = (link: string): string => linkOf(openLink(link).state)

test('every state comes back from its link', () => {
  fc.assert(
    fc.property(states, (state) => {
      const { state: again, misread } = openLink(`#${linkOf(state)}`)
      const { stride, dilation, padding } = linkOf(state).includes('stride=') ? state.layer : again.layer
      expect(misread).toEqual([])
      expect(again).toEqual({ ...state, layer: { ...state.layer, stride, dilation, padding } })
      expect(linkOf(again)).toBe(linkOf(state))
    }),
    { numRuns: scaled(500) },
  )
})

const names = [
  'v',
  'layer',
  'K',
  'M',
  "X'",
  'stride',
  'dataflow',
  'hardware',
  'pes',
  'overlap',
  'level',
  'unit',
  'roof',
  'next',
  'tile',
  'halo',
  'pinned',
  'sweep',
  'total',
]

/** Links by chance, links with chance in them, and damaged links. */
const links = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc
    .array(fc.tuple(fc.constantFrom(...names), fc.string({ unit: 'binary', maxLength: 30 })), {
      maxLength: 12,
    })
    .map((pairs) => `v=1&${pairs.map(([name, value]) => `${name}=${value}`).join('&')}`),
  fc
    .tuple(states, fc.nat(400), fc.nat(400), fc.string({ maxLength: 5 }))
    .map(([state, from, length, text]) => {
      const link = linkOf(state)
      return link.slice(0, from) + text + link.slice(from + length)
    }),
)

test('any text opens as a state that can be read, or says where it is wrong', () => {
  fc.assert(
    fc.property(links, (link) => {
      const { state } = openLink(`#${link}`)
      expect(shownIn(linkOf(state))).toBe(linkOf(state))
      const reading = readState(state)
      if (reading._tag === 'Problems') expect(reading.problems).not.toEqual([])
      else expect(reading.answer.estimate.runtime).toBeGreaterThan(0)
    }),
    { numRuns: scaled(1000) },
  )
})
