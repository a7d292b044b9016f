/** Each matcher: holds, fails, negated; and what it says. Figures in messages are those of `estimate` on the same input. */
import { describe, expect, test } from 'vitest'
import { kcPartitioned, vgg16, yxPartitioned } from '../../src/catalog'
import {
  accelerator,
  cluster,
  dataflow,
  type Estimate,
  estimate,
  estimateNetwork,
  gemm,
  orThrow,
  spatialMap,
  temporalMap,
} from '../../src/index'
import { explain } from '../../src/report'
import { hardware, kcp, layer, messageOf, yxp } from './support'

const estimated = orThrow(estimate(layer, kcPartitioned, hardware))
const other = orThrow(estimate(layer, yxPartitioned, hardware))
const shown = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 2 })
const network = (flow = kcPartitioned) => orThrow(estimateNetwork(vgg16.slice(0, 2), flow, hardware))

describe('toBeLegalOn', () => {
  const overlapping = dataflow('halves', [temporalMap(2, 1, 'K')])

  test('of a dataflow, or of a mapping whose layer and hardware give way', () => {
    expect(kcPartitioned).toBeLegalOn(layer, hardware)
    expect(overlapping).not.toBeLegalOn(layer, hardware)
    expect({ ...kcp, layer: gemm({ M: 1, N: 1, K: 1 }) }).toBeLegalOn(layer, hardware)
  })

  test('says which directive is at fault, and its repair', () => {
    const message = messageOf(() => expect(overlapping).toBeLegalOn(layer, hardware))
    expect(message).toMatch(/^Expected halves to be legal on conv1_2\.\n/)
    expect(message).toContain('dataflow.directives[0]')
    expect(message).toContain('Write TemporalMap(2, 2) K.')
  })

  test('is illegal with more PEs in clusters than there are', () => {
    expect(dataflow('wide', [cluster(512), spatialMap(1, 1, 'K')])).not.toBeLegalOn(layer, hardware)
  })

  test('says of one that should not be legal that it is', () => {
    const message = messageOf(() => expect(kcPartitioned).not.toBeLegalOn(layer, hardware))
    expect(message).toMatch(/^Expected KC-P not to be legal on conv1_2\.\n\nIt is legal\.\n/)
  })

  test('cannot be said where the layer, the hardware or the subject is at fault, negated or not', () => {
    const nothing = { ...layer, sizes: { ...layer.sizes, K: 0 } }
    const say = (negated: boolean) =>
      messageOf(() =>
        (negated ? expect(kcPartitioned).not : expect(kcPartitioned)).toBeLegalOn(nothing, hardware),
      )
    expect(say(true)).toContain('layer.sizes.K must be a positive integer, but it is 0.')
    expect(say(true)).toBe(say(false))
  })
})

describe('toFit', () => {
  const small = accelerator({ pes: 256, l1: { capacity: 512 }, l2: { capacity: 1000 } })

  test('on the hardware of the mapping, or on other', () => {
    expect(kcp).toFit()
    expect(kcp).not.toFit(small)
    expect({ layer, dataflow: kcPartitioned }).not.toFit(small)
    expect(estimate(layer, kcPartitioned, small)).not.toFit()
    expect(network()).toFit()
  })

  test('says what each buffer must hold and can, and what would make it fit', () => {
    const { l1, l2 } = orThrow(estimate(layer, kcPartitioned, small)).buffers
    const message = messageOf(() => expect(kcp).toFit(small))
    expect(message).toMatch(/^Expected KC-P on conv1_2 to fit\.\n/)
    expect(message).toContain(`the shared buffer (L2) must hold ${shown(l2.required.total)} elements`)
    expect(message).toContain('can hold 1,000')
    expect(message).toContain(`fits:   the buffer of each PE (L1) must hold ${l1.required.total} elements`)
    expect(message).toContain(
      `It would fit with ${shown(l2.required.total)} elements in the shared buffer (L2), or with smaller tiles.`,
    )
  })

  test('says that everything fits', () => {
    const message = messageOf(() => expect(kcp).not.toFit())
    expect(message).not.toContain('lacks')
    expect(message).toContain('may hold any number')
    expect(messageOf(() => expect(network()).not.toFit())).toBe(
      'Expected the network of 2 layers not to fit.\n\nEvery layer fits.',
    )
  })

  test('names the layer of a network that does not fit', () => {
    const message = messageOf(() =>
      expect(orThrow(estimateNetwork(vgg16.slice(0, 2), kcPartitioned, small))).toFit(),
    )
    const [first = layer] = vgg16
    const need = shown(orThrow(estimate(layer, kcPartitioned, small)).buffers.l2.required.total)
    expect(orThrow(estimate(first, kcPartitioned, small)).buffers.fits).toBe(true)
    expect(message).toBe(
      [
        'Expected the network of 2 layers to fit.',
        '1 of 2 layers does not fit:',
        `conv1_2: the shared buffer (L2) must hold ${need} elements and can hold 1,000`,
        `It would fit with ${need} elements in the shared buffer (L2), or with smaller tiles.`,
      ].join('\n\n'),
    )
  })

  test('names the worst layers of many, in few lines, and what would be enough for all', () => {
    const network = estimateNetwork(vgg16, kcPartitioned, small)
    const needs = vgg16.map(({ name }, i) => {
      const { result } = orThrow(network).layers[i]!
      return { name, need: orThrow(result).buffers.l2.required.total }
    })
    const misfits = needs.filter(({ need }) => need > 1000).sort((a, b) => b.need - a.need)
    const message = messageOf(() => expect(network).toFit())
    expect(misfits.length).toBeGreaterThan(10)
    expect(message.split('\n').length).toBeLessThan(15)
    expect(message).toContain(`${misfits.length} of 16 layers do not fit; the worst are`)
    expect(message).toContain(`\n${misfits[0]?.name}: the shared buffer (L2)`)
    expect(message).not.toContain(`\n${misfits.at(-1)?.name}: `)
    expect(message).toContain(`and ${misfits.length - 4} more.`)
    expect(message).toContain(
      `All of them would fit with ${shown(misfits[0]?.need ?? 0)} elements in the shared buffer (L2)`,
    )
  })

  test('of a network with a layer that no candidate fits: it does not, and the nearest is named', () => {
    const network = estimateNetwork(vgg16.slice(0, 2), [kcPartitioned, yxPartitioned], small)
    expect(network).not.toFit()
    const message = messageOf(() => expect(network).toFit())
    expect(message).toMatch(
      /conv1_2: None of the 2 candidates fits the buffers: the nearest, [KY][CX]-P, needs/,
    )
    expect(message).not.toContain('would fit')
  })

  test('cannot be said of a network with another fault, negated or not', () => {
    const network = estimateNetwork(
      [layer, gemm({ M: 1, N: 1, K: 1, name: 'product' })],
      kcPartitioned,
      small,
    )
    const say = (negated: boolean) =>
      messageOf(() => (negated ? expect(network).not : expect(network)).toFit())
    expect(say(true)).toContain('there is no estimate of product')
    expect(say(true)).toBe(say(false))
  })

  test('cannot be said of a request that was at fault', () => {
    expect(messageOf(() => expect(estimateNetwork([], kcPartitioned, small)).not.toFit())).toContain(
      'layers needs at least one layer; the list is empty.',
    )
  })
})

describe('toRunWithin', () => {
  test('up to and including the cycles given', () => {
    expect(kcp).toRunWithin(estimated.runtime)
    expect(kcp).not.toRunWithin(estimated.runtime - 1)
    const { totals } = network()
    const runtime = totals.runtime ?? Number.NaN
    expect(network()).toRunWithin(runtime)
    expect(network()).not.toRunWithin(runtime - 1)
  })

  test('says how long it takes and why', () => {
    const message = messageOf(() => expect(kcp).toRunWithin(1e7))
    const share = ((estimated.runtime / 1e7 - 1) * 100).toFixed(1)
    const { findings } = orThrow(explain(kcp))
    const said = (tag: string) => findings.filter(({ _tag }) => _tag === tag).map(({ sentence }) => sentence)
    expect(message.split('\n').slice(0, 5)).toEqual([
      'Expected KC-P on conv1_2 to run within 10,000,000 cycles.',
      '',
      `It takes ${shown(estimated.runtime)} cycles, ${share} % more.`,
      '',
      'About KC-P on conv1_2:',
    ])
    for (const sentence of [...said('Runtime'), ...said('Bound'), ...said('Improvement').slice(0, 1)])
      expect(message).toContain(`\n  ${sentence}`)
    expect(said('Improvement')).not.toEqual([])
    for (const sentence of said('TemporalReuse')) expect(message).not.toContain(sentence)
  })

  test('says of figures alone how long they take and what bounds them', () => {
    expect(messageOf(() => expect(estimated).toRunWithin(1e7))).toContain(
      [
        `  It takes ${shown(estimated.runtime)} cycles, and its bottleneck is compute at level 1. No dataflow takes fewer than ${shown(estimated.floor)} here.`,
        `  PE utilization is ${(estimated.utilization * 100).toFixed(1)} %; 256 PEs are active in an average step.`,
      ].join('\n'),
    )
  })

  test('says by how much', () => {
    expect(messageOf(() => expect(kcp).not.toRunWithin(1e9))).toMatch(/ % less\./)
    expect(messageOf(() => expect(kcp).toRunWithin(1000))).toContain('12,086 times as much')
  })
})

describe('toReach', () => {
  test('at least the utilization', () => {
    expect(kcp).toReach(estimated.utilization)
    expect(kcp).not.toReach(estimated.utilization + 1e-6)
  })

  test('says both shares with as many digits as tell them apart', () => {
    expect(messageOf(() => expect(kcp).toReach(0.99))).toMatch(
      /^Expected KC-P on conv1_2 to reach a utilization of 99 %\.\n\nIt reaches 59\.8 %\.\n/,
    )
    const close = messageOf(() => expect(kcp).toReach(estimated.utilization + 1e-5))
    const [, asked, found] = /of ([\d.]+) %\.\n\nIt reaches ([\d.]+) %/.exec(close) ?? []
    expect(Number(asked)).toBeGreaterThan(Number(found))
  })

  test('is not asked of a network', () => {
    expect(messageOf(() => expect(network()).toReach(0.1))).toBe(
      'A network has no utilization as a whole: expect it of its layers.',
    )
  })
})

describe('toBeBoundBy', () => {
  const narrow = { ...kcp, hardware: accelerator({ pes: 256, noc: { bandwidth: 0.01 } }) }
  const starved = { ...kcp, hardware: accelerator({ pes: 256, offchip: { bandwidth: 0.001 } }) }

  test('the cause, and the level if it is given', () => {
    expect(kcp).toBeBoundBy('compute')
    expect(kcp).toBeBoundBy('compute', { level: 1 })
    expect(kcp).not.toBeBoundBy('compute', { level: 0 })
    expect(narrow).not.toBeBoundBy('compute')
    expect(starved).toBeBoundBy('offchip')
  })

  test('says what bounds it', () => {
    expect(messageOf(() => expect(kcp).toBeBoundBy('ingress', { level: 0 }))).toMatch(
      /^Expected KC-P on conv1_2 to have the bottleneck ingress at level 0\.\n\nIts bottleneck is compute at level 1\.\n/,
    )
    expect(messageOf(() => expect(starved).not.toBeBoundBy('offchip'))).toContain(
      'The bottleneck is off-chip traffic:',
    )
  })
})

describe('toReuse', () => {
  test('all the forms asked for, at one level', () => {
    expect(kcp).toReuse('filter', { temporal: 'multicast' })
    expect(kcp).toReuse('input', { spatial: 'multicast', level: 0 })
    expect(kcp).toReuse('output', { spatial: 'reduction', level: 1 })
    expect(kcp).not.toReuse('filter', { spatial: 'multicast' })
    expect(kcp).toReuse('filter', { spatial: 'none', level: 0 })
  })

  test('says what it reuses, level by level', () => {
    expect(
      messageOf(() => expect(kcp).toReuse('filter', { spatial: 'multicast', temporal: 'multicast' })),
    ).toBe(
      [
        'Expected KC-P on conv1_2 to reuse filter by spatial multicast and temporal multicast.',
        '',
        'Its reuse of filter:',
        '  level 0: no spatial reuse, temporal multicast (with buffer)',
        '  level 1: no spatial reuse, temporal multicast (with buffer)',
      ].join('\n'),
    )
  })

  test('asks for the level where none is expected: at some level there is nearly always none', () => {
    const say = (negated: boolean) =>
      messageOf(() => (negated ? expect(kcp).not : expect(kcp)).toReuse('filter', { temporal: 'none' }))
    expect(say(false)).toContain('give the level without reuse')
    expect(say(true)).toBe(say(false))
  })

  test('knows the tensors of the layer and the levels of the dataflow', () => {
    expect(messageOf(() => expect(kcp).not.toReuse('filtr', { spatial: 'multicast' }))).toBe(
      'The layer has no tensor "filtr". Did you mean filter? It has input, filter and output.',
    )
    expect(messageOf(() => expect(kcp).toReuse('filter', { spatial: 'multicast', level: 2 }))).toBe(
      'The dataflow has no level 2: its levels are 0 to 1.',
    )
  })

  test('is not asked of figures', () => {
    expect(messageOf(() => expect(estimated).toReuse('filter', { spatial: 'none', level: 0 }))).toContain(
      'A result holds figures only',
    )
  })
})

describe('what does not fit the buffers', () => {
  const tight = { ...kcp, hardware: { ...hardware, l1: { capacity: 4 } } }
  const name = `KC-P on ${layer.name}`
  const note = 'does not fit the buffers: the counts and cycles are those of larger ones.'
  const misfits = 'allow'

  test('is compared only if that is asked for, on either side', () => {
    for (const figure of ['runtime', 'energy', 'offchip', 'utilization'] as const) {
      const message = messageOf(() => expect(tight).toUseLess(figure, { than: Number.MAX_VALUE }))
      expect(message).toContain(`${name} ${note}`)
      expect(message).toContain("{ misfits: 'allow' }")
      expect(messageOf(() => expect(tight).not.toUseMore(figure, { than: Number.MAX_VALUE }))).toBe(message)
      expect(tight).toUseLess(figure, { than: Number.MAX_VALUE, misfits })
    }
    expect(messageOf(() => expect(yxp).toUseLess('runtime', { than: tight }))).toContain(note)
    expect(yxp).toUseLess('runtime', { than: tight, misfits })
    expect(messageOf(() => expect(tight).toDominate(kcp))).toContain(note)
    expect(tight).not.toDominate(kcp, { misfits })
  })

  test('of a network counts its layers', () => {
    const network = estimateNetwork([layer], kcPartitioned, tight.hardware)
    expect(messageOf(() => expect(network).toUseLess('runtime', { than: 1e12 }))).toContain(
      'Of the network of 1 layer, 1 layer does not fit the buffers',
    )
  })

  test('is compared in what the buffers must hold, and in MACs', () => {
    for (const figure of ['l1', 'l2', 'macs'] as const) expect(tight).not.toUseLess(figure, { than: kcp })
  })

  test('is refused or allowed, and nothing else', () => {
    const ignored = { than: kcp, misfits: 'ignore' as never }
    expect(messageOf(() => expect(kcp).toUseLess('runtime', ignored))).toContain(
      `misfits is 'refuse' or 'allow', not "ignore".`,
    )
  })
})

describe('toUseLess and toUseMore', () => {
  test('than a mapping, an estimate, a number, or each of several', () => {
    expect(yxp).toUseLess('runtime', { than: kcp })
    expect(kcp).not.toUseLess('runtime', { than: yxp })
    expect(kcp).toUseMore('runtime', { than: [yxp, other, 0] })
    expect(kcp).not.toUseMore('runtime', { than: [yxp, estimated.runtime] })
    expect(network()).toUseMore('runtime', { than: network(yxPartitioned) })
  })

  test('neither less nor more than itself', () => {
    expect(kcp).not.toUseLess('energy', { than: kcp })
    expect(kcp).not.toUseMore('energy', { than: kcp })
  })

  test('by at least a share of the other', () => {
    const less = 1 - other.runtime / estimated.runtime
    expect(yxp).toUseLess('runtime', { than: kcp, by: less - 1e-9 })
    expect(yxp).not.toUseLess('runtime', { than: kcp, by: less + 1e-9 })
    const more = estimated.runtime / other.runtime - 1
    expect(kcp).toUseMore('runtime', { than: yxp, by: more - 1e-9 })
    expect(kcp).not.toUseMore('runtime', { than: yxp, by: more + 1e-9 })
  })

  test('every figure by its name is the one in the estimate', () => {
    const figures = {
      runtime: estimated.runtime,
      energy: estimated.energy.total,
      edp: estimated.edp,
      macs: estimated.macs,
      utilization: estimated.utilization,
      throughput: estimated.throughput,
      activePes: estimated.activePes,
      l1: estimated.buffers.l1.required.total,
      l2: estimated.buffers.l2.required.total,
    } as const
    const names = Object.keys(figures) as (keyof typeof figures)[] // they are its keys
    for (const name of names) {
      expect(kcp).toUseLess(name, { than: figures[name] * (1 + 1e-9) })
      expect(kcp).toUseMore(name, { than: figures[name] * (1 - 1e-9) })
    }
    const crossing = Object.values(estimated.offchip.tensors).reduce((sum, t) => sum + t.reads + t.writes, 0)
    expect(kcp).toUseLess('offchip', { than: crossing + 1 })
    expect(kcp).toUseMore('offchip', { than: crossing - 1 })
  })

  test('a figure of its own', () => {
    const levels = (e: Estimate) => e.levels.length
    expect(kcp).toUseMore(levels, { than: 1 })
    expect(messageOf(() => expect(kcp).toUseMore(levels, { than: 2 }))).toMatch(
      /^Expected the figure levels of KC-P on conv1_2 to be more than 2\.\n/,
    )
    expect(messageOf(() => expect(kcp).not.toUseMore(() => Number.NaN, { than: 2 }))).toBe(
      'The requested figure is NaN, which is not a finite number.',
    )
  })

  test('says the figures side by side', () => {
    const message = messageOf(() => expect(kcp).toUseLess('runtime', { than: yxp, by: 0.3 }))
    const share = ((estimated.runtime / other.runtime - 1) * 100).toFixed(1)
    expect(message.split('\n').slice(0, 4)).toEqual([
      'Expected the runtime of KC-P on conv1_2 to be at least 30 % less than that of YX-P on conv1_2.',
      '',
      `  KC-P on conv1_2  ${shown(estimated.runtime)}`,
      `  YX-P on conv1_2   ${shown(other.runtime)}  (the first is ${share} % more)`,
    ])
    expect(message).toContain('About KC-P on conv1_2:\n')
    expect(message).toContain('About YX-P on conv1_2:\n')
  })

  test('tells the same mapping on other hardware apart', () => {
    const slow = { ...kcp, hardware: accelerator({ pes: 64 }) }
    expect(messageOf(() => expect(slow).toUseLess('runtime', { than: kcp }))).toContain(
      'than that of KC-P on conv1_2 (the other).',
    )
  })

  test('says what energies leave out, and compares none in different units', () => {
    expect(messageOf(() => expect(kcp).toUseLess('energy', { than: 1 }))).toContain(
      '\n  Not counted in the energy: cluster buffers, networks, off-chip.\n',
    )
    const counting = { ...kcp, hardware: { ...hardware, energy: { hop: 1, offchip: { read: 1, write: 1 } } } }
    expect(messageOf(() => expect(counting).toUseLess('edp', { than: kcp }))).toContain(
      'Not counted in the energy of KC-P on conv1_2: cluster buffers.\n  Not counted in the energy of KC-P on conv1_2 (the other): cluster buffers, networks, off-chip.',
    )
    const energy = { unit: 'pJ', mac: 1, l1: { read: 1, write: 1 }, l2: { read: 9, write: 9 } } as const
    const inPicojoules = { ...kcp, hardware: { ...hardware, energy } }
    const differ =
      'Energies in different units do not compare: that of KC-P on conv1_2 in pJ, that of YX-P on conv1_2 in MAC energies.'
    expect(messageOf(() => expect(inPicojoules).toUseLess('energy', { than: yxp }))).toBe(differ)
    expect(messageOf(() => expect(inPicojoules).not.toDominate(yxp))).toBe(differ)
    expect(messageOf(() => expect(inPicojoules).toUseMore('runtime', { than: kcp }))).not.toContain(
      'Not counted',
    )
    expect(messageOf(() => expect(inPicojoules).toUseLess('averagePower', { than: 1 }))).toBe(
      'There is no averagePower: the energy table is not in pJ, or the hardware has no clock.',
    )
  })

  test('needs an area table for area', () => {
    expect(messageOf(() => expect(kcp).toUseLess('area', { than: yxp }))).toBe(
      'There is no area: the hardware has no area table.',
    )
  })

  test('needs every layer of a network', () => {
    const impossible = dataflow('none', [temporalMap(2, 1, 'K')])
    expect(messageOf(() => expect(network(impossible)).not.toUseLess('energy', { than: 1 }))).toBe(
      'The network is not complete: there is no estimate of conv1_1 and conv1_2.',
    )
  })
})

describe('toDominate', () => {
  const narrower = { ...kcp, hardware: accelerator({ pes: 256, noc: { bandwidth: 1 } }) }

  test('no worse in any objective and better in one', () => {
    expect(kcp).toDominate(narrower)
    expect(narrower).not.toDominate(kcp)
    expect(kcp).not.toDominate(kcp)
    expect(kcp).not.toDominate(yxp)
    expect(kcp).toDominate(yxp, { objectives: ['energy'] })
    expect(yxp).toDominate(kcp, { objectives: ['runtime', 'utilization'] })
    expect(network()).not.toDominate(network())
  })

  test('says in which objective it is worse', () => {
    const message = messageOf(() => expect(kcp).toDominate(yxp))
    expect(message.split('\n').slice(0, 5)).toEqual([
      'Expected KC-P on conv1_2 to dominate YX-P on conv1_2 in runtime and energy.',
      '',
      '             KC-P on conv1_2    YX-P on conv1_2',
      `  runtime  ${shown(estimated.runtime).padStart(17)}  ${shown(other.runtime).padStart(17)}  worse`,
      `  energy   ${shown(estimated.energy.total)}  ${shown(other.energy.total)}  better`,
    ])
  })
})
