/** Explanations, tables and pictures of fused chains say what their estimates have. */
import { isLeft } from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import {
  type Chain,
  compareFused,
  estimateFused,
  type FusedComparison,
  fuse,
  occupancyOf,
} from '../../src/fusion'
import {
  accelerator,
  conv2d,
  dataflow,
  gemm,
  orThrow,
  renderErrors,
  spatialMap,
  temporalMap,
} from '../../src/index'
import {
  explainFused,
  type FusedExplanation,
  type FusedFinding,
  fusedLayerTable,
  fusedTable,
  occupancySpec,
  occupancyTable,
  renderCsv,
  renderTable,
} from '../../src/report'
import { fusionCases, inputsOf } from '../fusion/cases'
import { inShort, junk } from '../support/errors'
import { errorsOf } from '../units/support'
import { drawn } from './drawn'

const rows = dataflow('rows', [spatialMap(1, 1, "Y'")])
const chip = accelerator({ pes: 4, offchip: { bandwidth: 4 }, l2: { capacity: 64 } })

/** Two convolutions along one axis: 12 elements, 10, 8. */
const along = (halo: 'retain' | 'recompute'): Chain =>
  fuse(
    [
      conv2d({ K: 1, C: 1, R: 3, S: 1, Y: 12, X: 1, name: 'first' }),
      conv2d({ K: 1, C: 1, R: 3, S: 1, Y: 10, X: 1, name: 'second' }),
    ],
    { tile: { "Y'": 4 }, halo: { "Y'": halo } },
  )

const findingOf = <Tag extends FusedFinding['_tag']>({ findings }: FusedExplanation, tag: Tag) =>
  findings.flatMap((finding) =>
    finding._tag === tag ? [finding as Extract<FusedFinding, { readonly _tag: Tag }>] : [],
  )

const grouped = (value: number): string => value.toLocaleString('en-US')
const share = (part: number): string =>
  part > 0 && part < 0.0005 ? 'under 0.1 %' : `${(100 * part).toFixed(1)} %`

it('explains a chain by hand', () => {
  const problem = { chain: along('recompute'), dataflow: rows, hardware: chip }
  expect(orThrow(explainFused(problem)).text.split('\n')).toEqual([
    expect.stringMatching(
      /^first and second, fused, take \d+ cycles in 2 steps, \d.* the lower bound of \d+ set by the MACs and the compulsory traffic\.$/,
    ),
    expect.stringMatching(/ Of the cycles on the chip, (first|second) takes \d+\.\d %\.$/),
    expect.stringMatching(
      /the layers one by one, each as a whole \(\d+ cycles, an energy of .* MAC energies, 368 bits off-chip\)/,
    ),
    'The shared buffer is fullest while first runs, and holds 224 bits then, 43.8 % of its capacity: input of first 57.1 %, output of first 21.4 %, filter of first 10.7 %, filter of second 10.7 %.',
    'The shared buffer keeps nothing of the first input and the intermediate tensors from one step to the next.',
    '6 of the 60 MACs (10.0 %) recompute earlier results, all of them in first. With everything retained it would take 54 MACs instead of 60, 23 cycles instead of 26 and 208 bits instead of 240 off-chip, with as much in the shared buffer.',
    'Output of first never leaves the chip; layer by layer, 80 bits of it are written, and read back as often as the next layer needs it.',
    'Input of first is fetched as it is needed, 16 elements: 53.3 % of the off-chip bits.',
    "Filter of first is kept in the shared buffer and crosses the chip's border once, 3 elements: 10.0 % of the off-chip bits.",
    "Filter of second is kept in the shared buffer and crosses the chip's border once, 3 elements: 10.0 % of the off-chip bits.",
    'Output of second is written once, 8 elements: 26.7 % of the off-chip bits.',
    expect.stringMatching(
      /^The energy is .* Not counted \(0 in the energy table\): the networks, off-chip accesses\.$/,
    ),
  ])
})

it('names the layer that computes most again, and how much of it that is', () => {
  const layers = [
    conv2d({ K: 2, C: 1, R: 1, S: 1, Y: 10, X: 1, name: 'cheap' }),
    conv2d({ K: 2, C: 2, R: 3, S: 1, Y: 10, X: 1, name: 'dear' }),
    conv2d({ K: 1, C: 2, R: 3, S: 1, Y: 8, X: 1, name: 'last' }),
  ]
  const chain = fuse(layers, { tile: { "Y'": 3 }, halo: { "Y'": 'recompute' } })
  // Two tiles need 5 and 5 of 8 rows, 2 of them again, of 12 MACs each; these need 7 and 7 of 10, 4 again, of 2 MACs each.
  const [again] = findingOf(orThrow(explainFused({ chain, dataflow: rows, hardware: chip })), 'Recomputation')
  expect(again).toMatchObject({ layer: 1, numbers: { recomputed: 2 * 12 + 4 * 2, ofLayer: 24 } })
  expect(again?.sentence).toContain('recompute earlier results, 75.0 % of them in dear.')
})

/** What is wrong with the findings of a case. */
const checkFindings = (explanation: FusedExplanation, { fused, alone }: FusedComparison): void => {
  const { l2 } = fused.buffers
  const [runtime] = findingOf(explanation, 'Runtime')
  expect(runtime!.numbers).toEqual({ runtime: fused.runtime, floor: fused.floor, steps: fused.steps })
  expect(runtime!.sentence).toContain(`${grouped(fused.runtime)} cycle`)
  const [bound] = findingOf(explanation, 'Bound')
  expect(bound!.by).toBe(fused.bound.by)
  expect(bound!.numbers.ofLayer).toBe(Math.max(...fused.layers.map((layer) => layer.runtime)))
  if (fused.bound.by !== 'offchip')
    expect(bound!.sentence).toContain(
      `${share(fused.bound.cycles[fused.bound.by] / fused.runtime)} of the cycles`,
    )
  const [peak] = findingOf(explanation, 'Peak')
  expect(peak!.tensors).toEqual(l2.peak.tensors)
  expect(peak!.numbers).toEqual({ required: l2.required.bits, capacity: l2.capacity })
  for (const { bits } of l2.peak.tensors) expect(peak!.sentence).toContain(share(bits / l2.required.bits))
  const crossings = findingOf(explanation, 'Crossing')
  expect(crossings.map(({ layer, tensor, choice }) => ({ layer, tensor, choice }))).toEqual(
    fused.offchip.tensors.map(({ layer, tensor, choice }) => ({ layer, tensor, choice })),
  )
  crossings.forEach(({ sentence, numbers }, i) => {
    const { reads, writes, bits } = fused.offchip.tensors[i]!
    expect(numbers).toMatchObject({ reads, writes, bits, total: fused.offchip.bits })
    for (const each of [reads, writes].filter((count) => count > 0)) expect(sentence).toContain(grouped(each))
    expect(sentence).toContain(share(bits / fused.offchip.bits))
  })
  const again = findingOf(explanation, 'Recomputation')
  expect(again.length).toBe(fused.layers.length === 1 ? 0 : 1)
  for (const { numbers, layer, sentence } of again) {
    expect(numbers).toMatchObject({ macs: fused.macs, recomputed: fused.recomputed })
    expect(numbers.ofLayer).toBe(Math.max(...fused.layers.map(({ recomputed }) => recomputed)))
    expect(layer === null).toBe(fused.recomputed === 0)
    expect(sentence).toContain(
      fused.recomputed === 0
        ? 'Nothing is computed twice.'
        : `${grouped(fused.recomputed)} of the ${grouped(fused.macs)} MACs (${share(fused.recomputed / fused.macs)})`,
    )
  }
  const [pays] = findingOf(explanation, 'Pays')
  const isInVain = fused.warnings.some(({ _tag }) => _tag === 'FusionDoesNotPay')
  expect(pays!.pays).toBe(fused.buffers.fits && !isInVain)
  expect(pays!.sentence).toContain(`${grouped(alone.bits)} bits off-chip`)
  if (fused.offchip.bits < alone.bits)
    expect(pays!.sentence).toContain(`${share(1 - fused.offchip.bits / alone.bits)} of the off-chip bits`)
  if (fused.runtime < alone.runtime)
    expect(pays!.sentence).toContain(`${share(1 - fused.runtime / alone.runtime)} of the cycles`)
  const inside = findingOf(explanation, 'Inside')
  // Of a layer that never runs, nothing is there that might leave.
  expect(inside.flatMap(({ tensors }) => tensors.map(({ layer }) => layer))).toEqual(
    fused.layers.slice(0, -1).flatMap(({ runs }, layer) => (runs === 0 ? [] : [layer])),
  )
  expect(findingOf(explanation, 'Misfit').length).toBe(
    fused.warnings.filter(({ _tag }) => _tag === 'DoesNotFit').length,
  )
  for (const { sentence } of explanation.findings) {
    expect(sentence).not.toMatch(/undefined|NaN|Infinity|\[object| {2}| [.,;]/)
    expect(sentence.endsWith('.')).toBe(true)
  }
}

it('says of every case what its estimates have', () => {
  const seen = new Set<string>()
  for (const each of fusionCases) {
    const { chain, dataflow: flows, hardware } = inputsOf(each)
    const compared = orThrow(compareFused(chain, flows, hardware))
    const explanation = orThrow(explainFused({ chain, dataflow: flows, hardware }))
    checkFindings(explanation, compared)
    for (const { choice } of findingOf(explanation, 'Crossing')) seen.add(choice)
    for (const { pays } of findingOf(explanation, 'Pays')) seen.add(pays ? 'pays' : 'does not pay')
    const [again] = findingOf(explanation, 'Recomputation')
    const retained = again?.retained ?? null
    expect(retained === null).toBe(compared.fused.recomputed === 0)
    const { halo: _, ...retaining } = chain
    const other = orThrow(estimateFused(retaining, flows, hardware))
    if (retained !== null) {
      seen.add('recomputed')
      expect(retained).toMatchObject({
        macs: other.macs,
        runtime: other.runtime,
        bits: other.offchip.bits,
        required: other.buffers.l2.required.bits,
        fits: other.buffers.l2.fits,
      })
      expect(again!.sentence).toContain(`With everything retained it would take`)
      if (other.macs !== compared.fused.macs)
        expect(again!.sentence).toContain(
          `${grouped(other.macs)} MACs instead of ${grouped(compared.fused.macs)}`,
        )
    }
    // Of answers alone it says the same, but for what it would have to estimate.
    const ofAnswer = orThrow(explainFused(compared))
    expect(ofAnswer.findings.filter(({ _tag }) => _tag !== 'Recomputation')).toEqual(
      explanation.findings.filter(({ _tag }) => _tag !== 'Recomputation'),
    )
    expect(findingOf(ofAnswer, 'Recomputation')[0]?.numbers).toEqual(again?.numbers)
    expect(findingOf(orThrow(explainFused(compared.fused)), 'Pays')).toEqual([])
  }
  for (const what of [
    'fetched',
    'kept',
    'held',
    'per run',
    'streamed',
    'written',
    'pays',
    'does not pay',
    'recomputed',
  ])
    expect([...seen], what).toContain(what)
})

describe('what is no chain', () => {
  it('has no explanation', () => {
    const paths = (of: unknown) => inShort(errorsOf(explainFused(junk(of))))
    expect(paths(null)).toEqual(['Malformed explainable'])
    expect(paths({ fused: 1 })).toEqual(['Malformed explainable'])
    expect(paths(compareFused(along('retain'), rows, chip))).toEqual(['Malformed explainable'])
    expect(paths({ chain: along('retain'), dataflow: rows, hardwar: chip })).toEqual([
      'Malformed explainable.hardwar',
    ])
    const broken = { chain: fuse([...along('retain').layers].reverse()), dataflow: rows, hardware: chip }
    expect(explainFused(broken)).toEqual(estimateFused(broken.chain, rows, chip))
  })

  it('has tables and pictures that say so', () => {
    const unopened = junk<FusedComparison>(compareFused(along('retain'), rows, chip))
    for (const table of [fusedTable(unopened), fusedLayerTable(unopened), occupancyTable(junk(unopened))]) {
      expect(table.columns.map(({ name }) => name)).toEqual(['message'])
      expect(String(table.rows[0]?.[0])).toContain('orThrow')
    }
    expect(JSON.stringify(occupancySpec(junk({ moments: [1] }))['title'])).toContain('occupancyOf')
    expect(JSON.stringify(fusedTable(junk(7)).rows)).toContain('estimateFused')
    const { fused } = orThrow(compareFused(along('retain'), rows, chip))
    expect(JSON.stringify(fusedTable(junk({ fused, alone: {} })).rows)).toContain('estimateFused')
  })
})

describe('tables', () => {
  it('have the figures of both, in one row each', () => {
    for (const each of fusionCases) {
      const { chain, dataflow: flows, hardware } = inputsOf(each)
      const compared = orThrow(compareFused(chain, flows, hardware))
      const { fused, alone } = compared
      const figure = (name: string) => fusedTable(compared).rows.find(([title]) => title === name)
      expect(figure('runtime')).toEqual(['runtime', fused.runtime, alone.runtime, 'cycles'])
      expect(figure('energy')?.slice(1, 3)).toEqual([fused.energy.total, alone.energy])
      expect(figure('energy-delay product')?.slice(1, 3)).toEqual([fused.edp, alone.edp])
      expect(figure('off-chip traffic in bits')?.slice(1, 3)).toEqual([fused.offchip.bits, alone.bits])
      expect(figure('recomputed')?.slice(1)).toEqual([fused.recomputed, 0, 'MACs'])
      expect(figure('L2 required')?.[1]).toBe(fused.buffers.l2.required.bits)
      expect(fusedTable(fused).rows).toEqual(
        fusedTable(compared).rows.map(([name, value, , unit]) => [name, value, unit]),
      )
    }
  })

  it('have what each layer has, and the sums', () => {
    for (const each of fusionCases) {
      const { chain, dataflow: flows, hardware } = inputsOf(each)
      const compared = orThrow(compareFused(chain, flows, hardware))
      const { fused, alone } = compared
      const { rows: all } = fusedLayerTable(compared)
      const layers = all.slice(0, -2)
      const sum = (column: number) => layers.reduce((total, row) => total + Number(row[column]), 0)
      expect(layers.length).toBe(fused.layers.length)
      expect(all.at(-2)).toEqual(['fused', ...[1, 2, 3, 4, 5].map(sum), null])
      expect(all.at(-2)?.slice(2, 6)).toEqual([
        ...[fused.macs, fused.recomputed, fused.onChipRuntime, fused.offchip.bits],
      ])
      expect(all.at(-1)?.slice(4, 6)).toEqual([alone.onChipRuntime, alone.bits])
      expect(fusedLayerTable(fused).rows).toEqual(all.slice(0, -1))
    }
  })

  it('read as text and as CSV', () => {
    const fused = orThrow(estimateFused(along('recompute'), rows, chip))
    expect(renderTable(fusedLayerTable(fused)).split('\n').slice(2)).toEqual([
      'first      2    36           6                16              152  input fetched, filter kept',
      'second     2    24           0                10               88  filter kept, output written',
      'fused      4    60           6                26              240  –',
    ])
    const occupancy = orThrow(occupancyOf(along('recompute'), rows, chip))
    expect(renderCsv(occupancyTable(occupancy)).split('\r\n')).toEqual([
      "step,tile of Y',layer,input of first,output of first,filter of first,filter of second,output of second,bits",
      '0,0,first,128,48,24,24,0,224',
      '0,0,second,0,48,24,24,64,160',
      '1,1,first,128,48,24,24,0,224',
      '1,1,second,0,48,24,24,64,160',
      '',
    ])
  })
})

describe('the picture', () => {
  type Bar = { from: number; to: number; low: number; high: number; bits: number; tensor: string }
  type Concatenated = {
    readonly title: { readonly subtitle: string | readonly string[] }
    readonly vconcat: readonly [{ readonly layer: readonly { data: { values: readonly Bar[] } }[] }, unknown]
  }
  const partsOf = (spec: unknown) => spec as Concatenated // as occupancySpec makes it

  it('is drawn without complaint, and its bars are the moments', async () => {
    for (const each of fusionCases.filter((_, i) => i % 9 === 0)) {
      const { chain, dataflow: flows, hardware } = inputsOf(each)
      const occupancy = orThrow(occupancyOf(chain, flows, hardware, { steps: 64 }))
      const spec = occupancySpec(occupancy)
      const { logged } = await drawn(spec)
      expect(logged).toEqual([])
      const bars = partsOf(spec).vconcat[0].layer[0]!.data.values
      expect(bars.reduce((sum, { bits }) => sum + bits, 0)).toBe(
        occupancy.moments.reduce((sum, { bits }) => sum + bits, 0),
      )
      const scale = (bars[0]!.high - bars[0]!.low) / bars[0]!.bits
      for (const { low, high, bits } of bars) expect((high - low) / (bits * scale)).toBeCloseTo(1, 6)
      for (const bar of bars.filter(({ low }) => low > 0))
        expect(bars.some(({ from, high }) => from === bar.from && high === bar.low)).toBe(true)
    }
  })

  it('has a line where the capacity is near, and dashes where steps are left out', async () => {
    const layers = [2, 1].map((i) =>
      conv2d({ K: 1, C: 1, R: 3, S: 1, Y: 40 + 2 * i, X: 1, name: `layer ${i}` }),
    )
    const long = fuse(layers, { tile: { "Y'": 2 } })
    const near = orThrow(occupancyOf(long, rows, accelerator({ pes: 4, l2: { capacity: 40 } }), { steps: 8 }))
    const { svg } = await drawn(occupancySpec(near))
    expect(svg).toContain('capacity 320 bits')
    expect(svg).toContain('stroke-dasharray="4,3"')
    expect(partsOf(occupancySpec(near)).title.subtitle).toEqual([
      expect.stringContaining('of its 320 bits'),
      'of 20 steps, only those next to a change; dashes mark the others',
    ])
    const far = orThrow(occupancyOf(long, rows, accelerator({ pes: 4, l2: { capacity: 4000 } })))
    const whole = await drawn(occupancySpec(far))
    expect(whole.svg).not.toContain('capacity')
    expect(whole.svg).not.toContain('stroke-dasharray="4,3"')
  })
})

it('layers without names, or with the same one, are told apart', () => {
  const chain = fuse([gemm({ M: 8, N: 8, K: 4 }), gemm({ M: 8, N: 4, K: 8 })], { tile: { M: 2 } })
  const flow = dataflow('M-P', [spatialMap(1, 1, 'M')])
  const answer = compareFused(chain, flow, chip)
  if (isLeft(answer)) throw new Error(renderErrors(answer.left))
  const { text } = orThrow(explainFused(answer.right))
  expect(text.startsWith('Layer 1 and layer 2, fused, take')).toBe(true)
  const named = fuse(
    chain.layers.map((layer) => ({ ...layer, name: 'gemm' })),
    { tile: { M: 2 } },
  )
  expect(
    orThrow(explainFused({ chain: named, dataflow: flow, hardware: chip })).text.startsWith(
      'gemm (1) and gemm (2), fused, take',
    ),
  ).toBe(true)
})

it('takes a dataflow for each layer, also as a function', () => {
  const flows = [rows, dataflow('columns', [temporalMap(1, 1, 'R')])]
  const chain = along('recompute')
  const listed = orThrow(explainFused({ chain, dataflow: flows, hardware: chip }))
  const byFunction = orThrow(
    explainFused({
      chain,
      dataflow: ({ name }) => flows[name === 'first' ? 0 : 1]!,
      hardware: chip,
    }),
  )
  expect(byFunction).toEqual(listed)
  expect(findingOf(listed, 'Recomputation')[0]?.retained).not.toBeNull()
})
