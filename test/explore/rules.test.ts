/** Which rules of pruning follow from what the stages of the costs declare, and from what they may declare one day. */
import { describe, expect, it } from 'vitest'
import { type Declarations, declarationsFor } from '../../src/cost/declarations'
import { composed, declare, joined } from '../../src/cost/stage'
import { worthOfL2 } from '../../src/explore/profile'
import { type Asked, allRules, countsBandwidth, type Rule, rulesFor } from '../../src/explore/rules'
import { resolveHardware } from '../../src/hardware/resolve'

const table = {
  mac: { area: 1, power: 1 },
  sram: { area: 1, power: 1 },
  bus: { area: 1, power: 1, scale: [1, 1] },
  arbiter: { area: 1, power: 1, scale: [1, 1, 0] },
}

const hardwareWith = (record: Readonly<Record<string, unknown>>) =>
  resolveHardware({ pes: 4, area: table, clock: 1e9, ...record }, { pes: 4, simd: 1 }, 2, [])

const bare = hardwareWith({})
const declarations = declarationsFor(bare)

const usual: Asked = {
  hardware: bare,
  objectives: ['runtime', 'energy', 'edp', 'area', 'power', 'utilization'],
  limited: ['area', 'power', 'averagePower'],
  declared: declarations,
}

/** The rules that do not follow. */
const lost = (asked: Partial<Asked>): readonly Rule[] => {
  const rules = rulesFor({ ...usual, ...asked }, [])
  return allRules.filter((rule) => !rules[rule])
}

/** The rules that need energy to be a sum over the groups of L1 and of L2. */
const ofSums: readonly Rule[] = ['pes', 'simd', 'l1', 'l2', 'bandwidth', 'ideal', 'budget']

const declaring = (others: Partial<Declarations>): Partial<Asked> => ({
  declared: { ...declarations, ...others },
})

describe('the rules that follow', () => {
  it('are all of them', () => {
    expect(lost({})).toEqual([])
    expect(allRules.filter((rule) => rulesFor(usual, ['l1', 'budget'])[rule])).toEqual(
      allRules.filter((rule) => rule !== 'l1' && rule !== 'budget'),
    )
  })

  it('are those of the timing alone where energy follows the runtime', () => {
    const hardware = hardwareWith({ energy: { static: { pe: 0.5 } } })
    expect(lost({ hardware, declared: declarationsFor(hardware) })).toEqual(ofSums)
    const free = hardwareWith({ energy: { static: { pe: 0 } } })
    expect(lost({ hardware: free, declared: declarationsFor(free) })).toEqual([])
  })

  it('lack `pes` where networks shrink as their units get more', () => {
    const shrinking = { ...table, arbiter: { ...table.arbiter, scale: [0, -1, 9] } }
    expect(lost({ hardware: hardwareWith({ area: shrinking }) })).toEqual(['pes'])
    expect(
      lost({ hardware: hardwareWith({ area: shrinking }), objectives: ['runtime'], limited: [] }),
    ).toEqual(['pes'])
  })

  it('count bandwidth for itself only where it takes area or power', () => {
    expect(countsBandwidth(usual)).toBe(true)
    expect(countsBandwidth({ ...usual, objectives: ['runtime', 'energy', 'edp', 'utilization'] })).toBe(false)
    const free = { ...table, bus: { ...table.bus, area: 0 } }
    expect(countsBandwidth({ ...usual, hardware: hardwareWith({ area: free }), objectives: ['area'] })).toBe(
      false,
    )
    expect(countsBandwidth({ ...usual, hardware: hardwareWith({ area: free }), objectives: ['power'] })).toBe(
      true,
    )
  })
})

describe('another declaration', () => {
  it('of static energy, which rises with the runtime, looks at every design of a cell', () => {
    const energy = declare({}, { pesEnergy: 'rises', otherEnergy: 'rises', runtime: 'rises' })
    expect(lost(declaring({ energy }))).toEqual(ofSums)
    expect(lost({ ...declaring({ energy }), limited: ['area', 'power'] })).toEqual(ofSums)
  })

  it('of leakage, which also rises with area, leaves more bandwidth a price', () => {
    const energy = declare({}, { pesEnergy: 'rises', otherEnergy: 'rises', runtime: 'rises', area: 'rises' })
    const asked = { ...usual, ...declaring({ energy }), objectives: ['energy'] as const, limited: [] }
    expect(countsBandwidth(asked)).toBe(true)
    expect(lost(asked)).toEqual(ofSums)
  })

  it('of a shared buffer that is bypassed if L1 is large, lets no L1 be passed over', () => {
    const otherEnergy = { reads: () => ({ l1: 'varies' as const }), of: declarations.otherEnergy.of }
    expect(lost(declaring({ otherEnergy }))).toEqual(['l1'])
  })

  it('of ports that are shared, so that more bandwidth may wait longer, times and looks at every bandwidth', () => {
    const onChip = declare({ simd: 'falls', bandwidth: 'varies' }, { counts: 'varies' })
    expect(lost(declaring({ onChip }))).toEqual(['curve', 'bandwidth', 'budget'])
  })

  it('of a profile that reads all PEs shares no profile between them', () => {
    const counts = declare({ busyUnits: 'varies', pes: 'varies' })
    expect(lost(declaring({ counts }))).toContain('units')
  })

  it('of runtimes that vary with lanes looks at all lanes', () => {
    const onChip = declare({ simd: 'varies', bandwidth: 'falls' }, { counts: 'varies' })
    expect(lost(declaring({ onChip }))).toEqual(['simd'])
  })

  it('of residency whose traffic may rise with capacity looks at every capacity of L2', () => {
    const offChipTraffic = declare({ l2: 'varies' }, { counts: 'varies' })
    expect(lost(declaring({ offChipTraffic }))).toEqual(['l2'])
  })

  it('of utilization that rises with lanes lets no lanes be passed over', () => {
    const utilization = declare({ pes: 'falls', simd: 'rises' }, { runtime: 'falls' })
    expect(lost(declaring({ utilization }))).toEqual(['simd'])
  })
})

describe('trends', () => {
  it('are composed', () => {
    expect(composed('rises', 'falls')).toBe('falls')
    expect(composed('falls', 'falls')).toBe('rises')
    expect(composed('falls', 'varies')).toBe('varies')
    expect(composed('varies', 'rises')).toBe('varies')
  })

  it('that are joined stay only if they are the same', () => {
    expect(joined('rises', 'rises')).toBe('rises')
    expect(joined('rises', 'falls')).toBe('varies')
    expect(joined('falls', undefined)).toBe('falls')
    expect(joined(undefined, undefined)).toBe(undefined)
  })
})

it('a larger shared buffer is worth a look unless a smaller one saves as much time and energy', () => {
  const group = (from: number, energy: number, offChip: number) => ({ from, energy, offChip, isExact: true })
  const l2 = [group(0, 5, 100), group(1, 7, 50), group(2, 6, 50), group(3, 6, 50), group(4, 9, 40)]
  const worth = (leastL2: number) =>
    worthOfL2({ rules: rulesFor(usual, []) }, { l2, leastL2 }, Int32Array.of(0, 1, 2, 3, 4))
  expect(worth(0)).toEqual([0, 1, 2, 4])
  expect(worth(3)).toEqual([3, 4])
})
