/** What reports say of widths, channels, skew, static energy, bypassing and zeros: the figures are worked out by hand. */
import { describe, expect, it } from 'vitest'
import { scaleSimArray } from '../../src/catalog'
import {
  type Accelerator,
  accelerator,
  cluster,
  dataflow,
  type Estimate,
  estimate,
  estimateNetwork,
  gemm,
  type Interconnect,
  orThrow,
  spatialMap,
  temporalMap,
} from '../../src/index'
import {
  energySpec,
  estimateTable,
  explain,
  type Finding,
  type FindingOf,
  rooflineSpec,
  trafficSpec,
  type VegaLiteSpec,
} from '../../src/report'
import { product, rows } from './subjects'

// The example that docs/spec.md works by hand in section 10: C leaves the PEs as partial sums.
const shape = { M: 4, N: 4, K: 4, name: 'small' }
const precision = { A: 8, B: 4, C: { partial: 32, final: 8 } }
const small = gemm({ ...shape, precision })
const partial = dataflow('partial', [temporalMap(2, 2, 'K'), temporalMap(1, 1, 'M'), spatialMap(2, 2, 'N')])
const hardware = accelerator({ pes: 2, noc: { bandwidth: 4, latency: 1 }, offchip: { bandwidth: 4 } })

const findingsOf = (
  layer: typeof small,
  on: Accelerator,
  flow = partial,
): { readonly findings: readonly Finding[]; readonly text: string; readonly estimate: Estimate } =>
  orThrow(explain({ layer, dataflow: flow, hardware: on }))

const sentences = (tag: Finding['_tag'], ...given: Parameters<typeof findingsOf>): readonly string[] =>
  findingsOf(...given).findings.flatMap(({ _tag, sentence }) => (_tag === tag ? [sentence] : []))

const told = ['Width', 'Channels', 'Skew', 'Sparsity'] as const

describe('an explanation', () => {
  it('says none of it where nothing is said of tensors', () => {
    const { findings } = findingsOf(gemm(shape), hardware)
    expect(findings.filter(({ _tag }) => told.some((tag) => tag === _tag))).toEqual([])
    expect(findings.map(({ sentence }) => sentence).join()).not.toMatch(/bits|static|bypass|zeros/)
  })

  it('says the widths of tensors, and which sums are complete', () => {
    expect(sentences('Width', small, hardware)).toEqual([
      'An element of A has 8 bits everywhere.',
      'An element of B has 4 bits everywhere.',
      "An element of C has 32 bits as a partial sum and 8 bits when it is complete: every network carries partial sums, and only the last elements across the chip's border are complete.",
    ])
    const whole = dataflow('whole', [spatialMap(2, 2, 'N')])
    expect(sentences('Width', small, hardware, whole)[2]).toMatch(/: every network carries complete sums\.$/)
  })

  it('says the widths in buffers, where they differ', () => {
    const mixed = { ...hardware, l2: { precision: { B: 16 } }, offchip: { precision: { inputs: 4.25 } } }
    expect(sentences('Width', small, mixed).slice(0, 2)).toEqual([
      "An element of A has 4.25 bits off-chip, 8 bits in the shared buffer (L2) and in the PEs' buffers (L1): it travels at the width of the buffer that it comes from.",
      "An element of B has 4.25 bits off-chip, 16 bits in the shared buffer (L2), 4 bits in the PEs' buffers (L1): it travels at the width of the buffer that it comes from.",
    ])
  })

  it('says nothing of widths that are those of words', () => {
    expect(sentences('Width', gemm({ ...shape, precision: 8 }), hardware)).toEqual([])
    expect(
      sentences('Width', gemm({ ...shape, precision: 8 }), { ...hardware, elementBytes: 2 }),
    ).toHaveLength(3)
  })

  it('says what crosses in bits too', () => {
    expect(sentences('OffChip', small, hardware)).toEqual([
      "A crosses the chip's border once, 16 elements (128 bits).",
      "B crosses the chip's border once, 16 elements (64 bits).",
      "C crosses the chip's border once, 16 elements (128 bits).",
    ])
  })

  it('says in bits how large single buffers would be', () => {
    const { estimate: of } = findingsOf(small, hardware)
    const single = orThrow(estimate(small, partial, { ...hardware, overlap: 'none' }))
    expect(single.buffers.l1.bits.required).toBe(192 / 2)
    expect(sentences('Buffering', small, hardware)[0]).toContain(
      `(L2 of ${single.buffers.l2.bits.required} instead of ${of.buffers.l2.bits.required} bits, L1 of 96 instead of 192)`,
    )
  })

  it('says which bits do not fit', () => {
    const { estimate: of, findings } = findingsOf(small, { ...hardware, l2: { capacity: 8 } })
    const found = findings.find((each): each is FindingOf<'Misfit'> => each._tag === 'Misfit')
    expect(found).toMatchObject({ unit: 'bits', numbers: of.buffers.l2.bits })
    expect(found?.sentence).toContain(
      `must hold ${of.buffers.l2.bits.required} bits, but there is room for 64:`,
    )
  })

  it('says of changes that need more how many bits that are', () => {
    const narrow = accelerator({ pes: 4, noc: { bandwidth: 0.5 }, l1: { capacity: 3 } })
    const layer = { ...product, precision: { A: 7 } }
    const { text } = orThrow(explain({ layer, dataflow: rows, hardware: narrow }))
    expect(text).toMatch(/an L1 of [\d,]+ bits instead of [\d,]+ \(you have 24\)/)
  })

  it('says which tensor rides on which channel', () => {
    const own = { tensors: ['A'], bandwidth: 1 }
    const noc = { bandwidth: 4, channels: [own, { tensors: ['outputs'], port: 'shared' as const }] }
    expect(sentences('Channels', gemm(shape), { ...hardware, noc })).toEqual([
      'At level 0, B uses the network itself (4 words/cycle); A has a channel of its own (1 word/cycle); C has a channel of its own (unlimited bandwidth, inputs and outputs in turns).',
    ])
    expect(
      sentences('Channels', gemm(shape), { ...hardware, noc: { bandwidth: 4, port: 'shared' } }),
    ).toEqual(['At level 0, A, B and C use the network itself (4 words/cycle, inputs and outputs in turns).'])
    expect(
      sentences('Channels', gemm(shape), {
        ...hardware,
        noc: { channels: [{ tensors: ['inputs'], bandwidth: 2 }] },
      }),
    ).toEqual([
      'At level 0, C uses the network itself (unlimited bandwidth); A and B share a channel (2 words/cycle).',
    ])
  })

  it('proposes faster channels and ports for both ways, and keeps what else is said', () => {
    const slow = { tensors: ['B'], bandwidth: 0.125 }
    const noc = { bandwidth: 8, channels: [{ tensors: ['A'], bandwidth: 8 }, slow] }
    const of = { ...hardware, noc, l2: { bypass: ['C'] }, offchip: { bandwidth: 4, precision: { A: 4 } } }
    const { changes } = orThrow(explain({ layer: small, dataflow: partial, hardware: of }))
    const faster = changes.find(({ path }) => path === 'hardware.noc.channels[1].bandwidth')
    expect(faster?.action).toBe(
      'double the bandwidth of the channel of B at level 0 (0.125 → 0.25 words/cycle)',
    )
    expect(faster?.hardware).toEqual({
      ...of,
      noc: { ...noc, channels: [noc.channels[0], { ...slow, bandwidth: 0.25 }] },
    })
    for (const change of changes) {
      expect(change.hardware.l2?.bypass).toEqual(['C'])
      expect(change.hardware.offchip?.precision).toEqual({ A: 4 })
    }
    const shared = { ...hardware, noc: { bandwidth: 0.5, port: 'shared' as const } }
    const both = orThrow(explain({ layer: small, dataflow: partial, hardware: shared })).changes
    expect(both.find(({ _tag }) => _tag === 'Port')?.action).toBe(
      'let inputs and outputs travel at once on the network of level 0',
    )
  })

  it('says what skew takes', () => {
    const systolic = dataflow('systolic', [
      temporalMap(4, 4, 'M'),
      cluster(4),
      spatialMap(1, 1, 'N'),
      temporalMap(1, 1, 'K'),
    ])
    const noc = [{ latency: 0 }, { latency: 0, skew: 2 }]
    const said = sentences('Skew', gemm(shape), { pes: 4, noc }, systolic)
    expect(said).toEqual([
      'At level 1, operands and sums pass through the 4 PEs at 2 cycles each: 6 cycles more in every run.',
    ])
    const once = sentences('Skew', gemm(shape), { pes: 4, noc, overlap: 'across-runs' }, systolic)
    expect(once[0]).toMatch(/: 6 cycles more once, at the end\.$/)
  })

  it('proposes less skew where it is on the critical path', () => {
    // One run of twelve steps of five cycles, and three times the skew.
    const on = (skew: number, other: Accelerator = { pes: 4 }) =>
      orThrow(explain({ layer: product, dataflow: rows, hardware: { ...other, noc: { latency: 0, skew } } }))
    const changeOf = (skew: number, other?: Accelerator) =>
      on(skew, other).changes.find(({ _tag }) => _tag === 'Skew')
    expect(changeOf(40)).toMatchObject({
      path: 'hardware.noc.skew',
      action: 'cut the skew of level 0 to one cycle per unit (from 40)',
      hardware: { pes: 4, noc: { latency: 0, skew: 1 } },
      estimate: { runtime: 12 * 5 + 3 * 1 },
      gain: { runtime: 3 * 39 },
    })
    expect(changeOf(1)).toMatchObject({
      action: 'let operands reach all units of level 0 at once, and their sums leave at once, without skew',
      hardware: { noc: { skew: 0 } },
      estimate: { runtime: 12 * 5 },
    })
    expect(on(40).text).toContain('1. Cut the skew of level 0 to one cycle per unit (from 40): 63 cycles, ')
    expect(changeOf(0)).toBeUndefined()
    // Off-chip traffic of 118 elements takes longer than all that.
    expect(changeOf(40, { pes: 4, offchip: { bandwidth: 0.125 } })).toBeUndefined()
  })

  it('proposes less skew at the level that has it', () => {
    const { accelerator: array, dataflow: flow } = scaleSimArray({ rows: 4, columns: 2, dataflow: 'ws' })
    const layer = gemm({ M: 3, N: 2, K: 4 })
    const { estimate: present, changes } = orThrow(explain({ layer, dataflow: flow, hardware: array }))
    // A fold: four cycles to load, three rows further, one column further, three values pass by.
    expect(present.runtime).toBe(4 + 3 + 1 + 3)
    const found = changes.flatMap(({ _tag, path, estimate: then }) =>
      _tag === 'Skew' || _tag === 'Latency' ? [[path, then.runtime]] : [],
    )
    expect(found).toEqual([
      // One cycle to load, with fewer hops.
      ['hardware.noc[2].channels[0].latency', 1 + 3 + 1 + 3],
      ['hardware.noc[2].skew', 4 + 1 + 3],
      ['hardware.noc[1].skew', 4 + 3 + 3],
    ])
  })

  it('proposes separate ports of channels', () => {
    const channel = { tensors: ['outputs'], bandwidth: 0.5, port: 'shared' as const }
    const noc = {
      bandwidth: 8,
      channels: [{ tensors: ['inputs'], bandwidth: 0.5, port: 'shared' as const }, channel],
    }
    const together = { bandwidth: 8, channels: [{ ...channel, tensors: ['A', 'C'] }] }
    const portsOf = (given: Accelerator['noc']) =>
      orThrow(
        explain({ layer: small, dataflow: partial, hardware: { ...hardware, ...(given && { noc: given }) } }),
      ).changes.flatMap(({ _tag, path, action }) => (_tag === 'Port' ? [[path, action]] : []))
    // Inputs and outputs apart have nobody to take turns with.
    expect(portsOf(noc)).toEqual([])
    expect(portsOf(together)).toEqual([
      [
        'hardware.noc.channels[0].port',
        'let inputs and outputs travel at once on the channel of A and C at level 0',
      ],
    ])
  })

  it('says of the start of runs that skew is a part of it', () => {
    // Twelve steps of five cycles, and three times 40 from PE to PE.
    const [bound] = sentences('Bound', product, { pes: 4, noc: { latency: 0, skew: 40 } }, rows)
    expect(bound).toContain('the first inputs of runs and the skew from unit to unit, which no work can hide')
    const [plain] = sentences('Bound', gemm({ M: 4, N: 1, K: 1 }), { pes: 4, noc: { latency: 9 } }, rows)
    expect(plain).toContain('the first inputs of runs, which no work can hide')
  })

  it('says what zeros save', () => {
    // A dot product of 16, one operand of density 1/4.
    const dot = gemm({ M: 1, N: 1, K: 16, name: 'dot', density: { A: 0.25 } })
    const steps = dataflow('steps', [temporalMap(1, 1, 'K')])
    const on = (sparse: Accelerator['sparse']) =>
      findingsOf(dot, { pes: 1, ...(sparse && { sparse }) }, steps)
    const said = ({ findings }: ReturnType<typeof on>) => findings.find(({ _tag }) => _tag === 'Sparsity')
    expect(said(on({ gate: ['A'] }))).toMatchObject({
      sentence: 'Of the zeros, those of A are gated: of 16 MACs, 4 (25.0 %) take energy, and all take time.',
      numbers: { macs: 16, effective: 4, executed: 16 },
    })
    const skips = on({ skip: ['inputs'] })
    expect(said(skips)).toMatchObject({
      sentence:
        'Of the zeros, those of A are skipped: of 16 MACs, 4 (25.0 %) take energy, and 4 (25.0 %) take time.',
      numbers: { macs: 16, effective: 4, executed: 4 },
    })
    expect(skips.findings[0]?.sentence).toContain('dot under steps is expected to take ')
    expect(skips.findings.some(({ _tag, sentence }) => _tag === 'Remark' && /average/.test(sentence))).toBe(
      true,
    )
    expect(on({ gate: ['A'] }).findings[0]?.sentence).toContain('dot under steps takes ')
    expect(said(on(undefined))?.sentence).toBe(
      'A has zeros, but this accelerator neither gates nor skips them: every MAC takes energy and time.',
    )
  })

  it('says that a tensor bypasses the shared buffer', () => {
    const of = { ...hardware, l2: { bypass: ['B'] } }
    // B is there anew for each of the four rows of A.
    const again = dataflow('again', [temporalMap(1, 1, 'M'), temporalMap(2, 2, 'K'), spatialMap(2, 2, 'N')])
    const [, b] = sentences('OffChip', gemm(shape), of, again)
    const { estimate: present, findings } = findingsOf(gemm(shape), of, again)
    const { reads } = present.offchip.tensors['B']!
    expect(b).toContain(`${reads} elements instead of 16: it bypasses the shared buffer.`)
    const multicast = findings.filter(({ sentence }) => / B .*off-chip memory/.test(sentence))
    expect(multicast.length).toBe(
      findings.filter((each) => each._tag === 'SpatialReuse' && each.tensor === 'B').length,
    )
    const once = sentences('OffChip', gemm(shape), of, dataflow('once', [spatialMap(2, 2, 'N')]))
    expect(once[1]).toBe("B crosses the chip's border once, 16 elements: it bypasses the shared buffer.")
  })

  it('says how much of the energy is static', () => {
    const energy = { static: { pe: 100 } }
    const { estimate: present, findings } = findingsOf(gemm(shape), { ...hardware, energy })
    const found = findings.find((each): each is FindingOf<'Energy'> => each._tag === 'Energy')
    expect(present.energy.static).toBe(200 * present.runtime)
    expect(found?.numbers['static']).toBe(present.energy.static)
    const share = ((100 * present.energy.static) / present.energy.total).toFixed(1)
    expect(found?.sentence).toContain(`: static energy ${share} %, `)
  })
})

describe('tables', () => {
  const linesOf = (of: Parameters<typeof estimateTable>[0]) =>
    estimateTable(of).rows.map(([figure, value, unit]) => `${figure}: ${value} ${unit}`)

  it('count buffers in bits where widths differ, and what crosses too', () => {
    const of = orThrow(estimate(small, partial, { ...hardware, l1: { capacity: 64 } }))
    // L1 holds A 1×2, B 2×2 and C 1×2, twice: 2 · (16 + 16 + 64) bits.
    expect(linesOf(of)).toEqual(
      expect.arrayContaining([
        'L1 required: 192 bits',
        'L1 capacity: 512 bits',
        `L2 required: ${of.buffers.l2.bits.required} bits`,
        'off-chip traffic in bits: 320 bits',
      ]),
    )
  })

  it('count them in elements where all have one width', () => {
    for (const of of [gemm(shape), gemm({ ...shape, precision: 4 })]) {
      const lines = linesOf(orThrow(estimate(of, partial, hardware)))
      expect(lines).toContain('L1 required: 16 elements')
      expect(lines.join()).not.toContain('bits')
    }
  })

  it('have static energy and effective MACs where there are any', () => {
    const sparse = gemm({ ...shape, density: { A: 0.5 } })
    const of = orThrow(
      estimate(sparse, partial, { ...hardware, sparse: { gate: ['A'] }, energy: { static: { pe: 1 } } }),
    )
    expect(linesOf(of)).toContain('effective MACs: 32 MACs')
    expect(linesOf(of)).toContain(`static energy: ${2 * of.runtime} MAC energies`)
    const plain = linesOf(orThrow(estimate(gemm(shape), partial, hardware))).join()
    expect(plain).not.toMatch(/static|effective/)
    const words = linesOf(orThrow(estimateNetwork([gemm(shape), gemm(shape)], partial, hardware))).join()
    expect(words).not.toMatch(/static|effective|bits/)
    const gated = orThrow(estimateNetwork([small, sparse], partial, { ...hardware, sparse: { gate: ['A'] } }))
    // 64 MACs of the one layer, half of 64 of the other; 320 bits, and three tensors of 16 words.
    expect(linesOf(gated)).toContain('effective MACs: 96 MACs')
    expect(linesOf(gated)).toContain(`off-chip traffic in bits: ${320 + 3 * 16 * 8} bits`)
    const network = orThrow(
      estimateNetwork([small, sparse], partial, { ...hardware, energy: { static: { pe: 1 } } }),
    )
    expect(linesOf(network)).toContain(
      `static energy: ${network.complete && 2 * network.totals.runtime} MAC energies`,
    )
  })
})

/** All values of the data of a picture. */
const valuesIn = (json: unknown): readonly Readonly<Record<string, unknown>>[] => {
  if (typeof json !== 'object' || json === null) return []
  return Object.entries(json).flatMap(([key, inner]) =>
    key === 'values' && Array.isArray(inner) ? inner : valuesIn(inner),
  )
}

describe('pictures', () => {
  it('show static energy as a bar of its own', () => {
    const of = orThrow(estimate(gemm(shape), partial, { ...hardware, energy: { static: { l2: 1 } } }))
    const bars = valuesIn(energySpec(of)).filter(({ part }) => part === 'static')
    expect(bars.map(({ energy }) => energy)).toEqual([of.energy.static, of.energy.static])
    expect(JSON.stringify(energySpec(orThrow(estimate(gemm(shape), partial, hardware))))).not.toContain(
      'static',
    )
  })

  it('show bits off-chip beside elements where widths differ', () => {
    const of = orThrow(estimate(small, partial, hardware))
    const texts = valuesIn(trafficSpec(of)).flatMap(({ kind, place, text }) =>
      kind === 'row' && place === 'outside ↔ L2' ? [text] : [],
    )
    expect(texts).toEqual(['16 reads, 128 bits', '16 reads, 64 bits', '16 writes, 128 bits'])
    expect(JSON.stringify(trafficSpec(orThrow(estimate(gemm(shape), partial, hardware))))).not.toContain(
      'bits',
    )
  })

  const inBitsOf = (of: Parameters<typeof trafficSpec>[0]) =>
    valuesIn(trafficSpec(of)).flatMap(({ kind, place, tensor, figure, bits }) =>
      kind === 'figure' && place !== 'outside ↔ L2' ? [`${tensor} ${figure} ${bits}`] : [],
    )

  it('show all traffic in bits where widths differ, from the layer and the hardware', () => {
    // Eight steps bring A 1×2 to both PEs; B comes once; C leaves in each step as 1×4 partial sums, and comes back in half.
    expect(inBitsOf({ layer: small, dataflow: partial, hardware })).toEqual([
      `A ingress ${8 * 2 * 8}`,
      `A fills ${2 * 8 * 2 * 8}`,
      `B ingress ${16 * 4}`,
      `B fills ${16 * 4}`,
      `C egress ${8 * 4 * 32}`,
      `C evictions ${8 * 4 * 32}`,
      `C accumulations ${4 * 4 * 32}`,
      `A reads ${64 * 8}`,
      `A writes ${2 * 8 * 2 * 8}`,
      `B reads ${64 * 4}`,
      `B writes ${16 * 4}`,
      `C reads ${64 * 32}`,
      `C writes ${64 * 32}`,
    ])
    const spec = trafficSpec({ layer: small, dataflow: partial, hardware })
    expect(spec['title']).toEqual({
      text: 'Traffic of small under partial',
      subtitle: 'bits over the whole run, level by level',
    })
    expect(valuesIn(spec).flatMap(({ kind, text }) => (kind === 'row' ? [text] : []))).toEqual([
      '128 bits read',
      '64 bits read',
      '128 bits written',
      '128 → 256 bits, 2 × multicast',
      '64 → 64 bits',
      '1.02 k → 1.02 k bits, 512 read back',
      '512 bits read, 256 bits written',
      '256 bits read, 64 bits written',
      '2.05 k bits read, 2.05 k bits written',
    ])
  })

  it('show where elements change their width, and count what is multicast in elements', () => {
    const unpacked = { ...hardware, l1: { precision: { A: 12.5, B: 16 } } }
    const rowsOf = valuesIn(trafficSpec({ layer: small, dataflow: partial, hardware: unpacked }))
    const texts = rowsOf.flatMap(({ kind, place, text }) =>
      kind === 'row' && place === 'L2 ↔ PEs' ? [text] : [],
    )
    expect(texts.slice(0, 2)).toEqual([
      '128 → 400 bits, 2 × multicast, 8 → 12.5 bits each',
      '64 → 256 bits, 4 → 16 bits each',
    ])
    const passing = { ...hardware, l2: { bypass: ['B'] }, offchip: { precision: { B: 2 } } }
    expect(inBitsOf({ layer: small, dataflow: partial, hardware: passing }).slice(2, 4)).toEqual([
      `B ingress ${16 * 2}`,
      `B fills ${16 * 4}`,
    ])
  })

  it('are those of the estimate where widths do not differ', () => {
    for (const layer of [gemm(shape), gemm({ ...shape, precision: 4 })])
      for (const of of [hardware, { ...hardware, elementBytes: 2 }])
        expect(trafficSpec({ layer, dataflow: partial, hardware: of })).toEqual(
          trafficSpec(orThrow(estimate(layer, partial, of))),
        )
  })

  it('say what is wrong with the layer, the dataflow or the hardware', () => {
    const said = trafficSpec({ layer: small, dataflow: partial, hardware: { pes: 0, simd: 0 } })['title']
    expect(said).toMatchObject({ text: 'No picture' })
    expect(JSON.stringify(said)).toMatch(/hardware\.pes must be .* \(1 more error\)/)
    const incomplete = trafficSpec({ layer: small, dataflow: partial } as never)['title']
    expect(JSON.stringify(incomplete)).toContain('or { layer, dataflow, hardware }')
  })

  it('show the traffic of a network in bits where widths differ', () => {
    const of = (layers: readonly (typeof small)[]) =>
      trafficSpec(orThrow(estimateNetwork(layers, partial, hardware)))
    const mixed = of([small, gemm({ ...shape, name: 'other', precision: 4 })])
    expect(valuesIn(mixed).map(({ layer, tensor, bits }) => `${layer} ${tensor} ${bits}`)).toEqual([
      'small A 128',
      'small B 64',
      'small C 128',
      'other A 64',
      'other B 64',
      'other C 64',
    ])
    expect(JSON.stringify(mixed)).toContain('384 bits read, 192 written'.replace('384', '320'))
    expect(JSON.stringify(of([gemm(shape)]))).not.toContain('bits')
  })

  it('put words on rooflines, so that no mark of a dense layer stands above the roof', () => {
    const of = orThrow(estimate(gemm({ ...shape, precision: 4 }), partial, hardware))
    const [mark] = valuesIn(rooflineSpec([of], hardware)).filter(({ bound }) => bound !== undefined)
    // 48 elements of 4 bits are 24 words.
    expect(mark?.['intensity']).toBe(64 / 24)
    expect(JSON.stringify(rooflineSpec([of], hardware))).toContain('4 words/cycle off-chip')
  })

  it('put words on rooflines of networks, of which channels are a part', () => {
    const of = orThrow(estimate(small, partial, hardware))
    // 48 bits come in the first step; in each of the seven others 4 sums of 32 bits leave.
    const markIn = (spec: VegaLiteSpec) => valuesIn(spec).find(({ bound }) => bound !== undefined)
    const spec = rooflineSpec([of], hardware, { of: 'network' })
    expect(markIn(spec)?.['intensity']).toBeCloseTo(64 / (6 + 7 * 16), 12)
    expect(JSON.stringify(spec)).toContain('4 words/cycle over the level-0 network')
    const channels = [
      { tensors: ['A'], bandwidth: 1 },
      { tensors: ['inputs'], bandwidth: 4 },
    ]
    const said = (noc: Interconnect) =>
      JSON.stringify(rooflineSpec([of], { pes: 2, noc }, { of: 'network' })['title'])
    expect(said({ bandwidth: 2, channels })).toContain('; 7 words/cycle')
    expect(said({ channels })).toContain('; no limit')
    // Nothing rides on the network itself, and nothing on a channel of what the layer lacks.
    const all = [...channels, { tensors: ['outputs'], bandwidth: 8 }, { tensors: ['filter'] }]
    expect(said({ channels: all })).toContain('; 13 words/cycle')
  })

  it('say why marks stand above the flat roof', () => {
    const sparse = gemm({ M: 4, N: 4, K: 64, name: 'sparse', density: { A: { n: 1, m: 4, along: 'K' } } })
    const skipping = accelerator({ pes: 1, sparse: { skip: ['A'] }, noc: { latency: 0 } })
    const of = orThrow(estimate(sparse, dataflow('all', [temporalMap(64, 64, 'K')]), skipping))
    expect(of.utilization).toBeGreaterThan(1)
    expect(JSON.stringify(rooflineSpec([of], skipping))).toContain('marks above the flat roof skip some')
  })
})
