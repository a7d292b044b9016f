import { isLeft } from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import { kcPartitioned } from '../../src/catalog'
import {
  accelerator,
  cluster,
  conv2d,
  type Dataflow,
  dataflow,
  estimate,
  gemm,
  maestroEnergy,
  orThrow,
  spatialMap,
  temporalMap,
} from '../../src/index'
import { type Change, type Explanation, explain, type Finding, type FindingOf } from '../../src/report'
import { conv3, product, rows, tight } from './subjects'

const found = <Tag extends Finding['_tag']>({ findings }: Explanation, tag: Tag): readonly FindingOf<Tag>[] =>
  findings.filter((finding): finding is FindingOf<Tag> => finding._tag === tag)

const slow = accelerator({ pes: 4, noc: { bandwidth: 0.5 } })

describe('explain', () => {
  const explanation = orThrow(explain({ layer: product, dataflow: rows, hardware: slow }))

  it('says what bounds the runtime, and what would be left without it', () => {
    // A step multiplies a column of five, which takes ten cycles to arrive.
    const [bound] = found(explanation, 'Bound')
    expect(bound).toMatchObject({ by: 'ingress', level: 0 })
    const unlimited = orThrow(explain({ layer: product, dataflow: rows, hardware: accelerator({ pes: 4 }) }))
    expect(bound?.numbers.without).toBe(unlimited.estimate.runtime)
  })

  it('says that the off-chip bandwidth is unlimited, where nobody limited it', () => {
    const bound = (offchip: object) =>
      orThrow(explain({ layer: product, dataflow: rows, hardware: { pes: 4, ...offchip } })).findings.find(
        ({ _tag }) => _tag === 'Bound',
      )?.sentence
    expect(bound({})).toMatch(/\. The off-chip bandwidth is unlimited\.$/)
    expect(bound({ offchip: { bandwidth: 2 } })).not.toContain('unlimited.')
  })

  it('says where the energy goes, in its unit, and what is not counted', () => {
    const [byDefault] = found(explanation, 'Energy')
    const { energy } = explanation.estimate
    expect(byDefault).toMatchObject({ unit: 'MAC', uncounted: ['network', 'offchip'] })
    // An energy of 0 that nothing was counted for is no result.
    expect(byDefault?.numbers).toEqual({ mac: energy.mac, l1: energy.l1.total, l2: energy.l2.total })
    expect(byDefault?.sentence).toMatch(/^The energy is [\d.]+ k MAC energies: the shared buffer \(L2\) /)
    expect(byDefault?.sentence).toMatch(
      / Not counted \(0 in the energy table\): the networks, off-chip accesses\.$/,
    )
    const table = { ...maestroEnergy, unit: 'pJ', hop: 1, offchip: { read: 1e6, write: 1e6 } } as const
    const counted = explain({ layer: product, dataflow: rows, hardware: { ...slow, energy: table } })
    const [all] = found(orThrow(counted), 'Energy')
    expect(all?.sentence).toMatch(/^The energy is 118 µJ: off-chip accesses 100\.0 %, [^:]*\.$/)
    expect(Object.keys(all?.numbers ?? {})).toEqual(['mac', 'l1', 'l2', 'network', 'offchip'])
  })

  it('says which directive multicasts, and how much it saves', () => {
    const [multicast] = found(explanation, 'SpatialReuse')
    // B is 6 columns of 5, brought to 4 PEs in 2 folds.
    expect(multicast).toMatchObject({
      tensor: 'B',
      level: 0,
      kind: 'multicast',
      used: true,
      directive: { path: 'dataflow.directives[0]', text: 'SpatialMap(1, 1) M' },
      numbers: { units: 240, parent: 60, factor: 4 },
    })
  })

  it('says which loop lets a tensor stay, and how much that saves', () => {
    const stays = found(explanation, 'TemporalReuse').find(({ tensor }) => tensor === 'A')
    // A row of 5 in each of 48 (row, column) pairs, fetched 8 times.
    expect(stays).toMatchObject({
      kind: 'multicast',
      directive: { path: 'dataflow.directives[1]', text: 'TemporalMap(1, 1) N' },
      numbers: { touched: 240, moved: 40, factor: 6 },
    })
  })

  it('says of a network that cannot multicast what it would save', () => {
    const hardware = accelerator({ pes: 4, noc: { bandwidth: 1, multicast: false } })
    const [multicast] = found(orThrow(explain({ layer: product, dataflow: rows, hardware })), 'SpatialReuse')
    expect(multicast).toMatchObject({ used: false, numbers: { units: 240, parent: 60 } })
    expect(multicast?.sentence).toContain(
      'B could be multicast to the PEs, but this network does not multicast it: 240 reads of the shared buffer instead of 60',
    )
  })

  it('tells idle units by the map that leaves them idle', () => {
    const hardware = accelerator({ pes: 16 })
    const [idle] = found(orThrow(explain({ layer: product, dataflow: rows, hardware })), 'IdleUnits')
    expect(idle).toMatchObject({
      level: 0,
      directive: { path: 'dataflow.directives[0]' },
      numbers: { units: 16, active: 8, tiles: 8 },
    })
    expect(idle?.sentence).toContain('8 tiles for 16 units')
  })

  it('tells a last round that is not full', () => {
    const hardware = accelerator({ pes: 3 })
    const [idle] = found(orThrow(explain({ layer: product, dataflow: rows, hardware })), 'IdleUnits')
    expect(idle?.sentence).toContain('3 rounds of 3, the last of only 2')
  })

  it('tells what only the edges keep', () => {
    const short = dataflow('short', [
      temporalMap(4, 4, 'N'),
      temporalMap(1, 1, 'K'),
      cluster(1),
      temporalMap(1, 1, 'N'),
    ])
    const explained = orThrow(
      explain({ layer: gemm({ M: 1, N: 5, K: 4 }), dataflow: short, hardware: accelerator({ pes: 1 }) }),
    )
    const stays = found(explained, 'TemporalReuse').find(({ tensor, level }) => tensor === 'C' && level === 1)
    // Of five elements four come and go with every K; the fifth, alone in its tile, stays for all four.
    expect(stays).toMatchObject({ kind: 'partial', numbers: { touched: 20, moved: 17 } })
    expect(stays?.sentence).toContain(
      'part of C stays only in short tiles at the edges, where TemporalMap(1, 1) N does not move: 17 elements',
    )
  })

  it('tells short runs by their tiles', () => {
    const uneven = dataflow('uneven', [temporalMap(4, 4, 'M'), cluster(4), spatialMap(1, 1, 'M')])
    const explained = orThrow(
      explain({ layer: gemm({ M: 6, N: 1, K: 1 }), dataflow: uneven, hardware: accelerator({ pes: 4 }) }),
    )
    const idle = found(explained, 'IdleUnits').find(({ level }) => level === 1)
    expect(idle?.sentence).toContain('has 4 tiles in full runs, but only 2 in the last, short ones')
  })

  it('says how large single buffers would be', () => {
    const [buffering] = found(explanation, 'Buffering')
    const single = orThrow(estimate(product, rows, { ...slow, overlap: 'none' }))
    const sizes = (part: 'l1' | 'l2') =>
      `${part.toUpperCase()} of ${single.buffers[part].required.total} instead of ${explanation.estimate.buffers[part].required.total}`
    expect(buffering?.sentence).toContain(sizes('l1'))
    expect(buffering?.sentence).toContain(sizes('l2'))
    expect(buffering?.sentence).not.toContain('half')
  })

  it('says of changes that need more than there is what there is', () => {
    const hardware = accelerator({ pes: 4, noc: { bandwidth: 0.5 }, l1: { capacity: 3 } })
    const { text } = orThrow(explain({ layer: product, dataflow: rows, hardware }))
    expect(text).toMatch(/an L1 of \d+ elements instead of \d+ \(you have 3\)/)
  })

  it.each(['runtime', 'energy', 'edp'] as const)('lists only changes that gain %s', (objective) => {
    const { changes, estimate: present } = orThrow(
      explain({ layer: product, dataflow: rows, hardware: slow, objective }),
    )
    const value = ({ runtime, energy, edp }: typeof present) =>
      ({ runtime, energy: energy.total, edp })[objective]
    expect(changes.length).toBeGreaterThan(0)
    for (const change of changes) expect(value(change.estimate)).toBeLessThan(value(present))
  })

  it('tells tensors that cross the border more than once', () => {
    const kc = dataflow('KC', [
      spatialMap(1, 1, 'K'),
      temporalMap(64, 64, 'C'),
      cluster(64),
      spatialMap(1, 1, 'C'),
    ])
    const hardware = accelerator({ ...tight, l2: { capacity: 1000 } })
    const explained = orThrow(explain({ layer: conv3, dataflow: kc, hardware }))
    const misfits = found(explained, 'Misfit')
    expect(misfits.map(({ buffer }) => buffer)).toEqual(['l2'])
    const input = found(explained, 'OffChip').find(({ tensor }) => tensor === 'input')
    expect(input?.numbers.used).toBe(128 * 30 * 30)
    expect(input?.numbers.reads).toBe(explained.estimate.offchip.tensors['input']?.reads)
  })

  it('says what double buffering saves', () => {
    const [buffering] = found(explanation, 'Buffering')
    const single = orThrow(
      explain({ layer: product, dataflow: rows, hardware: { ...slow, overlap: 'none' } }),
    )
    expect(buffering?.numbers).toEqual({
      single: single.estimate.runtime,
      double: explanation.estimate.runtime,
    })
    expect(found(single, 'Buffering')).toEqual([])
    expect(single.changes.some(({ _tag }) => _tag === 'Overlap')).toBe(true)
  })

  it('ends with the changes that gain most, best first', () => {
    const runtimes = explanation.changes.map(({ estimate }) => estimate.runtime)
    expect(runtimes).toEqual([...runtimes].sort((a, b) => a - b))
    expect(runtimes[0]).toBeLessThan(explanation.estimate.runtime)
    expect(explanation.text).toContain(found(explanation, 'Improvement')[0]?.sentence)
  })

  it('serves the objective', () => {
    const explained = orThrow(
      explain({ layer: conv3, dataflow: rowsOf('K'), hardware: tight, objective: 'energy' }),
    )
    const energies = explained.changes.map(({ estimate }) => estimate.energy.total)
    expect(energies).toEqual([...energies].sort((a, b) => a - b))
  })

  it('says when nothing gains', () => {
    const one = { layer: { ...product, sizes: { M: 1, N: 1, K: 1 } }, dataflow: rows, hardware: { pes: 1 } }
    const explained = orThrow(explain(one))
    expect(explained.changes).toEqual([])
    expect(explained.text).toMatch(/None of the \d+ changes/)
  })

  it('never proposes what does not fit where the present fits', () => {
    const { changes, estimate } = orThrow(
      explain({ layer: conv3, dataflow: rowsOf('K'), hardware: { ...tight, l1: { capacity: 600_000 } } }),
    )
    expect(estimate.buffers.l1.fits).toBe(true)
    for (const change of changes) expect(change.estimate.buffers.l1.fits).toBe(true)
  })

  // Tiles of 32 rows would need an L2 of 148,864 elements, and be the fastest change.
  it('never proposes what a buffer that fits does not hold, even if another buffer is too small', () => {
    const layer = conv2d({ K: 128, C: 128, R: 3, S: 3, Y: 28, X: 28, padding: 1 })
    const machine = (l2: number) => ({
      pes: 256,
      noc: { bandwidth: 16 },
      l1: { capacity: 20 },
      l2: { capacity: l2 },
      offchip: { bandwidth: 64 },
    })
    const tilesOn = (l2: number) => {
      const hardware = machine(l2)
      const { changes, estimate } = orThrow(explain({ layer, dataflow: kcPartitioned, hardware }))
      expect(estimate.buffers).toMatchObject({ l1: { fits: false }, l2: { fits: true } })
      return changes.filter(({ _tag }) => _tag === 'Tile')
    }
    const least = (changes: readonly Change[]) =>
      Math.min(...changes.map(({ estimate: { runtime } }) => runtime))
    const [small, large] = [tilesOn(65_536), tilesOn(262_144)]
    expect(small).not.toEqual([])
    for (const { estimate } of small) expect(estimate.buffers.l2.fits).toBe(true)
    expect(least(large)).toBeLessThan(least(small))
  })

  it('tries no more changes of a machine with many channels than of any other, and says so', () => {
    const noc = Array.from({ length: 16 }, () => ({
      bandwidth: 4,
      latency: 3,
      channels: ['A', 'B', 'C'].map((name) => ({ tensors: [name], bandwidth: 2, latency: 2 })),
    }))
    const deep = dataflow('deep', [
      ...Array.from({ length: 15 }, () => [temporalMap(1, 1, 'M'), cluster(1)]).flat(),
      spatialMap(1, 1, 'N'),
    ])
    const { text } = orThrow(
      explain({ layer: gemm({ M: 2, N: 2, K: 2 }), dataflow: deep, hardware: { pes: 2, noc } }),
    )
    expect(text).toMatch(/\d+ more changes were not tried, because they are many/)
  })

  it('answers faults of its input as data', () => {
    const faulty: Dataflow = dataflow('faulty', [temporalMap(0, 1, 'Q')])
    const result = explain({ layer: product, dataflow: faulty, hardware: { pes: 0 } })
    expect(isLeft(result)).toBe(true)
    expect(result).toEqual(estimate(product, faulty, { pes: 0 }))
  })

  it.each([[null], [undefined], [1], ['x'], [[]], [{}], [{ layer: null }]])('refuses %j', (junk) => {
    // junk on purpose
    expect(isLeft(explain(junk as never))).toBe(true)
  })

  it('refuses an unknown objective', () => {
    const result = explain({ layer: product, dataflow: rows, hardware: slow, objective: 'speed' as never })
    expect(isLeft(result) && result.left[0].path).toBe('objective')
  })
})

const rowsOf = (dimension: string): Dataflow =>
  dataflow('rows of one', [spatialMap(1, 1, dimension), temporalMap(1, 1, "Y'")])
