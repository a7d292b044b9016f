import { describe, expect, it } from 'vitest'
import { readState } from '../../examples/playground/answer'
import * as change from '../../examples/playground/change'
import { drawGap } from '../../examples/playground/draw/gap'
import { initial } from '../../examples/playground/initial'
import { openLink } from '../../examples/playground/link'
import { textOf } from '../../examples/playground/markup'
import {
  begun,
  idle,
  keyOf,
  requestOf,
  type Search,
  stopped,
  withMessage,
} from '../../examples/playground/search'
import { answersTo, type Message } from '../../examples/playground/search-messages'
import { announcementOf, searchParts } from '../../examples/playground/search-shown'
import { orThrow } from '../../src/index'
import { map } from '../../src/map'

const product = openLink(
  '#v=1&layer=gemm&M=16&N=12&K=20&dataflow=SpatialMap(1, 1) M;&pes=6&bandwidth=4&l1=64&l2=4096&offchip=4',
).state

const requestFor = (state: typeof product) => {
  const request = requestOf(state, 'runtime')
  if (request === null) throw new Error('the hardware is readable')
  return request
}

/** A clock that ticks whenever it is looked at. */
const clock = (): (() => number) => {
  let time = 0
  return () => time++
}

const textsOf = (search: Search): string => searchParts(search).map(textOf).join('\n')
const following = (search: Search, messages: readonly Message[]): Search =>
  messages.reduce(withMessage, search)

describe('the messages of a search', () => {
  const messages = [...answersTo(requestFor(product), clock())]

  it('end with the answer of map and with why it is the best', () => {
    expect(messages.map(({ _tag }) => _tag).slice(-3)).toEqual(['Progress', 'Ended', 'Explained'])
    expect(messages.find(({ _tag }) => _tag === 'Ended')).toEqual({
      _tag: 'Ended',
      mapping: orThrow(map(requestFor(product))),
    })
  })

  it('lead to a verdict with its proof, and to an explanation', () => {
    const end = following(begun(product), messages)
    expect(end).toMatchObject({ _tag: 'Ended', isStopped: false })
    expect(textsOf(end)).toMatch(
      / mappings of one or two levels takes fewer than [\d,]+ cycles, proven in [\d,]+ nodes?\./,
    )
    expect(textsOf(end)).toContain('Why it is the best')
    expect(announcementOf(end)).toBe('A dataflow was found: Use it puts it into the editor.')
  })

  it('change nothing where no search runs', () => {
    expect(following(idle, messages)).toBe(idle)
  })

  it('show the cost, the gap and the nodes meanwhile', () => {
    const [first] = messages
    const running = following(begun(product), first === undefined ? [] : [first])
    expect(textsOf(begun(product))).toBe('\nSearching …')
    expect(textsOf(running)).toMatch(/[\d,]+ nodes?: [\d,]+ cycles, .* above the optimum/)
    expect(announcementOf(running)).toBe(announcementOf(begun(product)))
  })
})

describe('the gap over time', () => {
  const trace = [
    { elapsed: 100, gap: Number.MAX_VALUE },
    { elapsed: 200, gap: 0.5 },
    { elapsed: 400, gap: 0 },
  ]

  it('is a point for each answer', () => {
    const answers = answersTo(requestFor(initial), clock())
    const messages = [1, 2, 3].flatMap((): readonly Message[] => {
      const next = answers.next()
      return next.done ? [] : [next.value]
    })
    const running = following(begun(initial), messages)
    const traced = running._tag === 'Running' ? running.trace : []
    expect(traced.map(({ elapsed }) => elapsed)).toEqual([1, 2, 3])
    expect(traced.map(({ gap }) => gap)).toEqual(
      messages.flatMap((message) => (message._tag === 'Progress' ? (message.mapping.gap ?? []) : [])),
    )
  })

  it('falls within its picture, whatever the gaps', () => {
    const [, picture] = drawGap(trace)
    const [curve] = (picture?.children ?? []).flatMap((child) =>
      typeof child !== 'string' && child.tag === 'polyline' ? [child] : [],
    )
    const points = String(curve?.attributes['points'])
      .split(' ')
      .map((point) => point.split(',').map(Number))
    expect(points).toHaveLength(3)
    const heights = points.map(([, y]) => y ?? 0)
    expect([...heights].sort((a, b) => a - b)).toEqual(heights)
    for (const y of heights) expect(y >= 0 && y <= 96).toBe(true)
    expect(picture?.attributes['aria-label']).toMatch(/to 0.0 % in 0.4 s\.$/)
  })

  it('is not drawn before there are two', () => {
    expect(drawGap(trace.slice(0, 1))).toEqual([])
  })
})

describe('a search that is stopped', () => {
  const mapping = orThrow(map({ ...requestFor(initial), objective: 'edp' }, { nodes: 20 }))
  const running = withMessage(begun(initial), { _tag: 'Progress', done: 20, mapping, elapsed: 1 })

  it('keeps what was found, with its gap', () => {
    const end = stopped(running)
    expect(end).toMatchObject({ _tag: 'Ended', isStopped: true, mapping })
    expect(textsOf(end)).toMatch(
      /^Stopped after 20 nodes: an energy-delay product of [\d.]+ [TPE], at most [\d.]+ % above the optimum of the /,
    )
    expect(withMessage(end, { _tag: 'Progress', done: 40, mapping, elapsed: 2 })).toBe(end)
  })

  it('is as if it had never been before the first answer', () => {
    expect(stopped(begun(initial))).toBe(idle)
    expect(textsOf(idle)).toBe('')
  })
})

describe('what was found', () => {
  it('has the figures that the page then shows', () => {
    const { best } = orThrow(map(requestFor(product)))
    if (best === null) throw new Error('there is a best one')
    const reading = readState(change.take(best.dataflow)(product))
    expect(reading).toMatchObject({ _tag: 'Answer', answer: { estimate: { runtime: best.runtime } } })
  })

  it('is about the layer and the hardware, and not about the dataflow', () => {
    expect(keyOf(change.typeDataflow('')(product))).toBe(keyOf(product))
    expect(keyOf(change.typeField('size-M', '17')(product))).not.toBe(keyOf(product))
    expect(keyOf(change.typeField('pes', '7')(product))).not.toBe(keyOf(product))
  })
})

describe('a search without a mapping', () => {
  const endOf = (state: typeof product): Search =>
    following(begun(state), [...answersTo(requestFor(state), clock())])

  it('says which buffer is too small', () => {
    const end = endOf(change.typeField('l1', '5')(product))
    expect(textsOf(end)).toBe(
      'No mapping fits: the L1 of a PE has room for 5 elements, and every mapping needs at least 6.',
    )
    expect(announcementOf(end)).toBe('No mapping was found.')
  })

  it('says what is wrong with the request', () => {
    const end = endOf(change.typeField('pes', '0')(change.typeField('size-K', 'many')(product)))
    expect(end).toMatchObject({
      _tag: 'Refused',
      errors: [{ path: 'layer.sizes.K' }, { path: 'hardware.pes' }],
    })
    expect(textsOf(end)).toContain('many')
  })

  it('does not begin if the hardware cannot be read', () => {
    expect(requestOf(change.typeHardware('pes 1 GHz')(product), 'edp')).toBeNull()
  })
})
