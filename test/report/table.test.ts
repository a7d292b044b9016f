import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Accelerator,
  accelerator,
  type Dataflow,
  dataflow,
  type Estimate,
  estimate,
  estimateNetwork,
  gemm,
  type Layer,
  maestroEnergy,
  orThrow,
  pool2d,
  spatialMap,
  temporalMap,
} from '../../src/index'
import {
  type Cell,
  comparisonTable,
  estimateTable,
  levelTable,
  paretoTable,
  renderCsv,
  renderTable,
  type Table,
} from '../../src/report'
import { widthOf } from '../../src/report/table/align'
import { readCsv } from './csv'
import { product, rows, tight } from './subjects'

const hardware = accelerator({ pes: 4, noc: { bandwidth: 2 }, l1: { capacity: 8 }, clock: 1e9 })
const one = orThrow(estimate(product, rows, hardware))

const arbitraryCell: fc.Arbitrary<Cell> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '=1',
    '+1+1',
    '-2+3',
    '@A1',
    'a,b',
    '"',
    '""',
    'line\r\nbreak',
    ' padded ',
    '',
    'ab́',
    '会議',
    '👩‍🔬',
  ),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
)

const arbitraryTable: fc.Arbitrary<Table> = fc
  .array(
    fc.record({
      name: fc.string({ minLength: 1 }),
      format: fc.constantFrom(
        'text' as const,
        'count' as const,
        'short' as const,
        'percent' as const,
        'bound' as const,
      ),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .chain((columns) =>
    fc.record({
      columns: fc.constant(columns),
      rows: fc.array(fc.array(arbitraryCell, { minLength: columns.length, maxLength: columns.length })),
    }),
  )

/** As a spreadsheet must find it: a text that begins like a formula begins with an apostrophe. */
const written = (cell: Cell): string => {
  if (typeof cell === 'string' && ['=', '+', '-', '@', '\t', '\r'].includes(cell.charAt(0))) return `'${cell}`
  return cell === null ? '' : String(cell)
}

describe('renderCsv', () => {
  it('is read back cell by cell', () => {
    fc.assert(
      fc.property(arbitraryTable, (table) => {
        const expected = [
          table.columns.map(({ name }) => written(name)),
          ...table.rows.map((row) => row.map(written)),
        ]
        expect(readCsv(renderCsv(table))).toEqual(expected)
      }),
      { numRuns: 500 },
    )
  })

  it('has no formulas of texts, and numbers as they are', () => {
    const texts = ['=HYPERLINK("x")', '+1+1', '-2+3', '@SUM(A1)', '\t=1', '\r=1']
    const columns = [{ name: '=name', format: 'text' }] as const
    const [head, ...records] = readCsv(renderCsv({ columns, rows: [...texts, -2.5].map((cell) => [cell]) }))
    expect(head).toEqual(["'=name"])
    expect(records).toEqual([...texts.map((text) => [`'${text}`]), ['-2.5']])
  })

  it('has numbers in full, so that they are the same when read', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const [, record] = readCsv(renderCsv({ columns: [{ name: 'x', format: 'short' }], rows: [[value]] }))
        expect(Number(record?.[0])).toBe(value + 0)
      }),
    )
  })
})

describe('renderTable', () => {
  it('has columns that line up, whatever is in them', () => {
    fc.assert(
      fc.property(arbitraryTable, (table) => {
        const lines = renderTable(table).split('\n')
        expect(lines).toHaveLength(table.rows.length + 2)
        const width = widthOf(lines[1]!)
        // The rule is as wide as the widest line, and every line is a cell, or the space for one, per column.
        for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(width)
        const starts = [...lines[1]!.matchAll(/-+/g)].map(({ index }) => index)
        expect(starts).toHaveLength(table.columns.length)
      }),
      { numRuns: 300 },
    )
  })

  it('pads by what a terminal shows: wide and joined characters', () => {
    const columns = [
      { name: 'name', format: 'text' },
      { name: 'n', format: 'count' },
    ] as const
    const text = renderTable({
      columns,
      rows: [
        ['会議', 1],
        ['e\u0301', 22],
        ['a\tb\nc', null],
      ],
    })
    expect(text.split('\n')).toEqual(['name    n', '-----  --', '会議    1', 'e\u0301      22', 'a b c   –'])
  })

  it('is the golden text of an estimate', () => {
    expect(renderTable(levelTable(one))).toBe(
      [
        'level  of   units  steps  tensor  ingress  fills  egress  evictions  accumulations  unitTile  levelTile  streamed',
        '-----  ---  -----  -----  ------  -------  -----  ------  ---------  -------------  --------  ---------  --------',
        '0      PEs      4     12  A            40     40       –          –              –         5         20        40',
        '0      PEs      4     12  B            60    240       –          –              –         5          5        60',
        '0      PEs      4     12  C             –      –      48         48              0         1          4        48',
      ].join('\n'),
    )
  })
})

const figureOf = ({ rows: given }: Table, figure: string): Cell | undefined =>
  given.find(([name]) => name === figure)?.[1]

describe('tables', () => {
  it('say what the estimate says', () => {
    const table = estimateTable(one)
    expect(figureOf(table, 'runtime')).toBe(one.runtime)
    expect(figureOf(table, 'utilization')).toBe(100 * one.utilization)
    expect(figureOf(table, 'seconds')).toBe(one.seconds)
    expect(figureOf(table, 'energy of L1')).toBe(one.energy.l1.total)
    expect(figureOf(table, 'L1 capacity')).toBe(8)
    expect(figureOf(table, 'L1 fits')).toBe(false)
    expect(figureOf(table, 'area')).toBeUndefined()
    for (const row of levelTable(one).rows) expect(row).toHaveLength(levelTable(one).columns.length)
  })

  it('compare dataflows: failures are absent, and so are the totals of networks with one', () => {
    const others = dataflow('others', [spatialMap(1, 1, 'Q')])
    const halves = dataflow('halves', [temporalMap(4, 4, 'M'), spatialMap(1, 1, 'N')])
    const layers = [product, gemm({ M: 2, N: 2, K: 2 }), product]
    const networks = [others, rows, halves].map((flow) => ({
      name: flow.name,
      network: orThrow(estimateNetwork(layers, flow, tight)),
    }))
    const { columns, rows: compared } = comparisonTable(networks)
    expect(columns.map(({ name }) => name)).toEqual(['layer', 'others', 'rows', 'halves', 'best'])
    expect(compared.map(([name]) => name)).toEqual([
      'product (1)',
      'layer 2',
      'product (3)',
      'total (cycles)',
    ])
    for (const row of compared) expect(row[1]).toBe(null)
    const runtime = (flow: typeof rows) => orThrow(estimate(product, flow, tight)).runtime
    expect(compared[0]?.slice(2)).toEqual([
      runtime(rows),
      runtime(halves),
      runtime(rows) <= runtime(halves) ? 'rows' : 'halves',
    ])
    expect(compared[3]?.[2]).toBe(networks[1]?.network.totals.runtime)
  })

  it('say beside an energy what it is counted in, and what it leaves out', () => {
    const lines = estimateTable(one).rows.map(([figure, value, unit]) => `${figure}: ${value} ${unit}`)
    expect(lines).toContain(`energy: ${one.energy.total} MAC energies`)
    expect(lines).toContain('not counted in the energy: networks, off-chip ')
    expect(lines).toContain('energy of off-chip: null not counted')
    expect(lines).toContain(`energy-delay product: ${one.edp} MAC energies × cycles`)
    expect(renderCsv(estimateTable(one))).toContain('not counted in the energy,"networks, off-chip",\r\n')
    const unit = 'pJ' as const
    const inPicojoules = {
      ...hardware,
      energy: { ...maestroEnergy, unit, hop: 1, offchip: { read: 1, write: 1 } },
    }
    const counted = orThrow(estimate(product, rows, { ...inPicojoules, clock: 1e9 }))
    const table = estimateTable(counted).rows.map(([figure, value, of]) => `${figure}: ${value} ${of}`)
    expect(table).toContain(`energy: ${counted.energy.total} pJ`)
    expect(table).toContain(`average power: ${counted.averagePower} mW`)
    expect(table.join()).not.toContain('not counted')
  })

  it('say of compared energies what they are counted in, and what they leave out', () => {
    const under = (other: Accelerator) => ({
      name: 'rows',
      network: orThrow(estimateNetwork([product], rows, other)),
    })
    const roomy = { ...hardware, l1: { capacity: 64 } }
    const ofEnergy = comparisonTable([under(roomy), under(roomy)], { of: 'energy' }).rows
    expect(ofEnergy.slice(1)).toEqual([
      ['total (MAC energies)', one.energy.total, one.energy.total, 'rows'],
      ['not counted: networks, off-chip', null, null, null],
    ])
    const mixed = [under(roomy), under({ ...roomy, energy: { ...maestroEnergy, unit: 'pJ' } })]
    expect(comparisonTable(mixed, { of: 'edp' }).rows[1]).toEqual([
      'total (different units × cycles)',
      one.edp,
      one.edp,
      null,
    ])
    expect(comparisonTable(mixed).rows.map(([name]) => name)).toEqual(['product', 'total (cycles)'])
  })

  it('do not call a dataflow the best that does not fit, and count its layers', () => {
    const under = (name: string, other: Accelerator) => ({
      name,
      network: orThrow(estimateNetwork([product], rows, other)),
    })
    const slow = { ...hardware, noc: { bandwidth: 1 }, l1: { capacity: 64 } }
    const [misfit, fitting] = [under('misfit', hardware), under('fitting', slow)]
    expect(misfit.network.fits).toBe(false)
    const [product1, total, misfits] = comparisonTable([misfit, fitting]).rows
    expect(Number(product1?.[1])).toBeLessThan(Number(product1?.[2]))
    expect([product1?.[3], total?.[3]]).toEqual(['fitting', 'fitting'])
    expect(misfits).toEqual(['layers that do not fit', 1, 0, null])
    expect(comparisonTable([misfit, misfit]).rows.map((row) => row[3])).toEqual([null, null, null])
    expect(comparisonTable([fitting]).rows).toHaveLength(2)
  })

  it('say operations of a pool, as totals of networks do', () => {
    const pool = pool2d({ C: 4, R: 2, S: 2, Y: 8, X: 8, stride: 2 })
    const overC = dataflow('over C', [spatialMap(1, 1, 'C')])
    const table = (layer: Layer, flow: Dataflow) =>
      renderTable(estimateTable(orThrow(estimate(layer, flow, hardware))))
    expect(table(pool, overC)).toMatch(/^operations +256 +operations$/m)
    expect(table(pool, overC)).not.toContain('MACs/cycle')
    expect(table(product, rows)).toMatch(/^MACs +240 +MACs$/m)
  })

  it('have no off-chip time where the bandwidth is unlimited', () => {
    const line = (other: Accelerator) =>
      renderTable(estimateTable(orThrow(estimate(product, rows, other))))
        .split('\n')
        .find((each) => each.startsWith('off-chip time'))
        ?.replace(/ +/g, ' ')
    expect(line({ pes: 4 })).toBe('off-chip time – unlimited bandwidth')
    // All of A, B and C crosses: 8 · 5, 5 · 6 and 8 · 6 elements.
    expect(line({ pes: 4, offchip: { bandwidth: 2 } })).toBe('off-chip time 59 cycles')
  })

  const saidBy = ({ columns, rows: cells }: Table): unknown => {
    expect(columns.map(({ name }) => name)).toEqual(['message'])
    return cells[0]?.[0]
  }
  const answer = { _tag: 'Right', right: one }

  it('say that an Either was passed on unopened, and have no figures', () => {
    const opened = 'This is an Either: pass orThrow(…) of it.'
    const front = { _tag: 'Right', right: { front: [] } }
    expect(saidBy(estimateTable(answer as never))).toBe(
      `of is an Either (a Right), but the value inside it is needed. ${opened}`,
    )
    expect(saidBy(levelTable(answer as never))).toContain(opened)
    expect(saidBy(paretoTable(front as never))).toContain(opened)
    expect(saidBy(comparisonTable([{ name: 'x', network: answer as never }]))).toBe(
      `networks[0].network is an Either (a Right), but the value inside it is needed. ${opened}`,
    )
    expect(saidBy(estimateTable({ _tag: 'Left', left: [] } as never))).toContain('holds errors (a Left)')
    for (const junk of [undefined, null, 3, 'x', {}, [], [undefined]]) {
      expect(saidBy(estimateTable(junk as never))).toContain('an estimate, or the estimate of a network')
      if (!Array.isArray(junk)) expect(saidBy(paretoTable(junk as never))).toContain('an exploration')
    }
  })

  it('say which option there is not, instead of other figures', () => {
    expect(saidBy(comparisonTable([], { by: 'energy' } as never))).toBe(
      'options has no property "by". Rename or remove "by".',
    )
    expect(saidBy(comparisonTable([], { of: 'latency' } as never))).toBe(
      "options.of must be 'runtime', 'energy' or 'edp', but it is the text \"latency\". Leave it out for 'runtime'.",
    )
    expect(saidBy(comparisonTable([], { of: 'enrgy' } as never))).toContain('Did you mean energy?')
    expect(saidBy(paretoTable([], { unit: 'pJ' } as never))).toContain('options has no property "unit"')
  })

  it('take the unit of energies from an exploration', () => {
    const energy = { unit: 'pJ', uncounted: ['network'] } as const
    const front = [{ runtime: 1, energy: 2 }]
    expect(paretoTable({ front, energy })).toEqual(paretoTable(front, { energy }))
    expect(paretoTable({ front, energy: null })).toEqual(paretoTable(front))
  })

  it('head designs by the unit of their energy, where it is known', () => {
    const names = (point: object, energy?: Estimate['energy']) =>
      paretoTable([{ runtime: 1, energy: 2, edp: 2, ...point }], energy ? { energy } : {}).columns.map(
        ({ name }) => name,
      )
    expect(names({ power: 3 }, one.energy)).toEqual([
      'runtime (cycles)',
      'energy (MAC energies; not counted: networks, off-chip)',
      'energy-delay product (MAC energies × cycles)',
      'peak dynamic power (mW)',
    ])
    // Only energies in picojoules over a time are a power.
    expect(names({ averagePower: 3 })).toEqual([
      'runtime (cycles)',
      'energy (pJ)',
      'energy-delay product (pJ × cycles)',
      'average power (mW)',
    ])
  })

  it('of nothing have a head', () => {
    expect(renderTable(comparisonTable([]))).toBe(
      'layer           best\n--------------  ----\ntotal (cycles)  –',
    )
    expect(paretoTable([]).rows).toEqual([])
    expect(renderCsv({ columns: [{ name: 'a', format: 'text' }], rows: [] })).toBe('a\r\n')
  })

  it('list designs with everything that any of them has', () => {
    const table = paretoTable([
      { index: 4, pes: 8, l1: null, parameters: { tileK: 2 }, runtime: 10, energy: 2.5, utilization: 0.5 },
      {
        index: 5,
        pes: 9,
        l1: null,
        parameters: { tileC: 3, valueOf: 1 },
        runtime: 9,
        energy: 2.75,
        area: 1e6,
      },
    ])
    expect(table.columns.map(({ name }) => name)).toEqual([
      'index',
      'pes',
      'tileK',
      'tileC',
      'valueOf',
      'runtime (cycles)',
      'energy (units of the energy table)',
      'utilization',
      'area (µm²)',
    ])
    expect(table.rows[1]).toEqual([5, 9, null, 3, 1, 9, 2.75, null, 1e6])
    expect(table.rows[0]).toEqual([4, 8, 2, null, null, 10, 2.5, 0.5, null])
  })
})

describe('tables of a network', () => {
  const layers = [product, { ...product, name: '' }]
  const whole = orThrow(estimateNetwork(layers, [rows], hardware, { misfits: 'allow' }))
  const partial = orThrow(estimateNetwork([gemm({ M: 0, N: 1, K: 1 }), product], rows, hardware))
  const linesOf = (network: typeof whole) => estimateTable(network).rows.map((row) => row.join(': '))

  it('have its totals, the energy by part', () => {
    const lines = linesOf(whole)
    expect(lines).toEqual(
      expect.arrayContaining([
        'layers: 2: layers',
        `MACs: ${2 * one.macs}: MACs`,
        'other operations: 0: operations',
        `runtime: ${2 * one.runtime}: cycles`,
        `energy of L2: ${2 * one.energy.l2.total}: MAC energies`,
        'not counted in the energy: networks, off-chip: ',
        `do not fit the buffers: ${one.buffers.fits ? 0 : 2}: layers`,
      ]),
    )
  })

  it('have no totals if a layer has no estimate', () => {
    const lines = linesOf(partial)
    expect(lines.slice(0, 2)).toEqual(['layers: 2: layers', 'without an estimate: 1: layers'])
    expect(lines.join()).not.toContain('runtime')
  })

  it('list the levels of every layer that has an estimate', () => {
    const { columns, rows: listed } = levelTable(whole)
    expect(columns[0]?.name).toBe('layer')
    expect(listed).toEqual(
      [product.name, 'layer 2'].flatMap((name) => levelTable(one).rows.map((row) => [name, ...row])),
    )
    expect(levelTable(partial).rows.map(([name]) => name)).toEqual(
      levelTable(one).rows.map(() => product.name),
    )
  })
})
