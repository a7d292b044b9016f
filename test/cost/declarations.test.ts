/** What the declarations of the stages of the costs come to, from one figure to the next. */
import { describe, expect, it } from 'vitest'
import {
  type Declarations,
  type Declared,
  declarationsFor,
  declaredFigures,
  trendIn as trendAlong,
  trendOf as trendFrom,
} from '../../src/cost/declarations'
import { declare } from '../../src/cost/stage'
import { resolveHardware } from '../../src/hardware/resolve'

const hardware = resolveHardware({ pes: 4 }, { pes: 4, simd: 1 }, 2, [])
const declarations = declarationsFor(hardware)

const trendOf = (figure: Declared, cause: Declared, held: readonly Declared[] = [], from = declarations) =>
  trendFrom(figure, cause, held, from)
const trendIn = (
  figure: Declared,
  axis: Parameters<typeof trendAlong>[1],
  on: typeof hardware,
  held: readonly Declared[] = [],
  from = declarations,
) => trendAlong(figure, axis, on, held, from)

describe('how a figure follows another', () => {
  it('is composed along the way, and nothing where there is no way', () => {
    for (const figure of declaredFigures) expect(trendOf(figure, figure)).toBe('rises')
    expect(trendOf('edp', 'onChip')).toBe('rises')
    expect(trendOf('utilization', 'offChipTraffic')).toBe('falls')
    expect(trendOf('averagePower', 'onChip')).toBe('falls')
    expect(trendOf('runtime', 'counts')).toBe('varies')
    expect(trendOf('area', 'runtime')).toBe(undefined)
  })

  it('ends at figures that are held', () => {
    expect(trendOf('edp', 'onChip', ['energy'])).toBe('rises')
    expect(trendOf('edp', 'onChip', ['runtime'])).toBe(undefined)
    expect(trendOf('runtime', 'counts', ['onChip', 'offChip'])).toBe(undefined)
  })

  it('varies where one way rises and another falls', () => {
    const figures: Declarations = { ...declarations, edp: declare({}, { energy: 'falls', runtime: 'rises' }) }
    const both: Declarations = { ...figures, energy: declare({}, { runtime: 'rises' }) }
    expect(trendOf('edp', 'runtime', [], figures)).toBe('rises')
    expect(trendOf('edp', 'runtime', [], both)).toBe('varies')
    expect(trendOf('edp', 'runtime', ['energy'], both)).toBe('rises')
  })
})

describe('how a figure follows an axis', () => {
  it('is what its stage reads by itself, and what those before it read', () => {
    expect(trendIn('onChip', 'bandwidth', hardware)).toBe('falls')
    expect(trendIn('seconds', 'bandwidth', hardware)).toBe('falls')
    expect(trendIn('utilization', 'bandwidth', hardware)).toBe('rises')
    expect(trendIn('l1Bytes', 'bandwidth', hardware)).toBe(undefined)
  })

  it('ends at figures that are held, however far before it they are', () => {
    expect(trendIn('edp', 'bandwidth', hardware, ['energy'])).toBe('falls')
    expect(trendIn('edp', 'bandwidth', hardware, ['runtime'])).toBe(undefined)
    expect(trendIn('edp', 'bandwidth', hardware, ['onChip'])).toBe(undefined)
    expect(trendIn('seconds', 'l2', hardware, ['offChipTraffic'])).toBe(undefined)
  })

  it('is joined of all ways', () => {
    const figures: Declarations = { ...declarations, energy: declare({ simd: 'rises' }) }
    expect(trendIn('edp', 'simd', hardware, [], figures)).toBe('varies')
    expect(trendIn('edp', 'simd', hardware, ['runtime'], figures)).toBe('rises')
    expect(trendIn('edp', 'simd', hardware, ['energy'], figures)).toBe('falls')
  })
})
