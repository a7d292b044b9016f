/** What cannot be judged fails with a message that helps, whether it is negated or not; and nothing crashes a matcher. */
import { describe, expect, test } from 'vitest'
import { accelerator, estimate } from '../../src/index'
import { hardware, kcp, layer, loosely, messageOf, yxp } from './support'

const calls: readonly (readonly [matcher: string, ...given: readonly unknown[]])[] = [
  ['toBeLegalOn', layer, hardware],
  ['toFit'],
  ['toFit', hardware],
  ['toRunWithin', 1000],
  ['toReach', 0.5],
  ['toBeBoundBy', 'compute'],
  ['toReuse', 'filter', { temporal: 'multicast' }],
  ['toUseLess', 'energy', { than: kcp }],
  ['toUseMore', 'energy', { than: kcp }],
  ['toDominate', kcp],
]

const hostile = new Proxy(
  {},
  {
    ownKeys: () => {
      throw new Error('no keys')
    },
  },
)

const junk: readonly (readonly [what: string, subject: unknown, says: RegExp])[] = [
  ['undefined', undefined, /here it is about undefined\.$/],
  ['null', null, /here it is about null\.$/],
  ['a number', 3, /here it is about 3\.$/],
  ['a text', 'KC-P', /here it is about "KC-P"\.$/],
  ['a function', () => kcp, /here it is about a function\.$/],
  ['a symbol', Symbol('kcp'), /here it is about a symbol\.$/],
  ['an empty object', {}, /here it is about an empty object\.$/],
  ['a list', [kcp], /here it is about a list of 1\.$/],
  ['another object', { runtime: 3, levels: [] }, /here it is about an object with runtime, levels\.$/],
  ['a Right of nothing', { _tag: 'Right' }, /an object with _tag\.$/],
  ['a Left of no list', { _tag: 'Left', left: 3 }, /an object with _tag, left\.$/],
  ['a network without totals', { totals: 3, layers: [] }, /an object with totals, layers\.$/],
  ['a part of a mapping', { layer }, /^The subject has no dataflow/],
  ['a mapping of junk', { layer: 1, dataflow: 2, hardware: 3 }, /dataflow must be an object/],
  ['what cannot be looked at', hostile, /^This cannot be judged: no keys\.$/],
]

describe.each(junk)('of %s', (_, subject, says) => {
  test.each(calls.map(([matcher, ...given]) => ({ matcher, given })))('$matcher', ({ matcher, given }) => {
    const message = messageOf(() => loosely(subject)[matcher]?.(...given))
    expect(message).toMatch(says)
    expect(messageOf(() => loosely(subject).not[matcher]?.(...given))).toBe(message)
  })
})

test('a Left says its errors', () => {
  const refused = estimate(layer, kcp.dataflow, accelerator({ pes: 0 }))
  for (const [matcher, ...given] of calls.filter(([name]) => !/Legal|Reuse/.test(name) || name === 'toFit')) {
    if (given[0] === hardware) continue // other hardware needs the mapping
    expect(messageOf(() => loosely(refused).not[matcher]?.(...given))).toMatch(
      /^There is no estimate:\n\n.*INVALID HARDWARE/,
    )
  }
})

const misused: readonly (readonly [
  what: string,
  matcher: string,
  given: readonly unknown[],
  says: string,
])[] = [
  ['no layer', 'toBeLegalOn', [], 'A dataflow is legal on a layer and hardware'],
  ['no hardware', 'toBeLegalOn', [layer], 'and undefined.'],
  ['no accelerator', 'toFit', [{}], 'hardware.pes is required: a positive integer.'],
  ['a text for cycles', 'toRunWithin', ['5'], 'a positive whole number of cycles, not "5".'],
  ['no cycles', 'toRunWithin', [0], 'a positive whole number of cycles, not 0.'],
  ['per cent', 'toReach', [80], 'write 0.8 for four fifths.'],
  ['a misspelt cause', 'toBeBoundBy', ['ingres'], 'There is no bottleneck "ingres". Did you mean ingress?'],
  [
    'null for the level',
    'toBeBoundBy',
    ['compute', null],
    'toBeBoundBy takes a cause and { level }, not null.',
  ],
  ['a bare level', 'toBeBoundBy', ['compute', 1], 'toBeBoundBy takes a cause and { level }, not 1.'],
  [
    'half a level',
    'toBeBoundBy',
    ['compute', { level: 0.5 }],
    'A level is a whole number from 0 on, not 0.5.',
  ],
  [
    'a level that is not there',
    'toBeBoundBy',
    ['compute', { level: 7 }],
    'no level 7: its levels are 0 to 1.',
  ],
  [
    'an output multicast',
    'toReuse',
    ['output', { spatial: 'multicast' }],
    'an output: it is never multicast.',
  ],
  ['an output multicast in time', 'toReuse', ['output', { temporal: 'multicast' }], 'never multicast.'],
  ['an input reduced', 'toReuse', ['filter', { spatial: 'reduction' }], 'an input: it is never reduced.'],
  [
    'an illegal other',
    'toUseLess',
    ['energy', { than: { ...yxp, hardware: { pes: 0 } } }],
    `There is no estimate of the other subject (${yxp.dataflow.name}):`,
  ],
  [
    'an illegal one of others',
    'toUseMore',
    ['energy', { than: [3, estimate(layer, kcp.dataflow, { pes: 0 })] }],
    'There is no estimate of the other subject, than[1]:',
  ],
  [
    'an illegal other to dominate',
    'toDominate',
    [{ ...yxp, hardware: { pes: 0 } }],
    'There is no estimate of the other subject',
  ],
  ['a level of off-chip', 'toBeBoundBy', ['offchip', { level: 0 }], 'Off-chip traffic has no level'],
  ['no reuse', 'toReuse', ['filter'], 'toReuse takes { spatial, temporal, level }, not undefined.'],
  ['empty reuse', 'toReuse', ['filter', {}], 'toReuse needs a form of reuse'],
  ['a misspelt form', 'toReuse', ['filter', { spatail: 'none' }], 'Did you mean spatial?'],
  ['a misspelt kind', 'toReuse', ['filter', { spatial: 'multicst' }], 'Did you mean multicast?'],
  [
    'a misspelt figure',
    'toUseLess',
    ['enrgy', { than: yxp }],
    'There is no figure "enrgy". Did you mean energy?',
  ],
  ['a bare other', 'toUseLess', ['energy', yxp], 'toUseLess(figure, { than, by, misfits }).'],
  ['nothing to compare', 'toUseMore', ['energy', { than: [] }], 'the list is empty'],
  ['not a number', 'toUseMore', ['energy', { than: Number.NaN }], 'compared with a finite number, not NaN.'],
  ['a misspelt share', 'toUseMore', ['energy', { than: yxp, bye: 1 }], 'has no option "bye".'],
  ['per cent as a share', 'toUseLess', ['energy', { than: yxp, by: 30 }], 'such as 0.3 for 30 %, not 30.'],
  ['no other', 'toDominate', [], 'here it is about undefined.'],
  ['null for options', 'toDominate', [yxp, null], 'a list of at least one objective'],
  ['no objectives', 'toDominate', [yxp, { objectives: [] }], 'not an empty list.'],
  ['a misspelt option', 'toDominate', [yxp, { objective: ['energy'] }], 'has no option "objective".'],
  ['a misspelt objective', 'toDominate', [yxp, { objectives: ['enrgy'] }], 'Did you mean energy?'],
]

test.each(misused)('%s: %s', (_, matcher, given, says) => {
  const message = messageOf(() => loosely(kcp)[matcher]?.(...given))
  expect(message).toContain(says)
  expect(messageOf(() => loosely(kcp).not[matcher]?.(...given))).toBe(message)
})

test('a figure that fails says why', () => {
  const failing = () => {
    throw new Error('no such level')
  }
  expect(messageOf(() => expect(kcp).not.toUseLess(failing, { than: 1 }))).toBe(
    'This cannot be judged: no such level.',
  )
})
