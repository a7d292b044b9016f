/** What is wrongly said of tensors: the place is that of the value, and the hint repairs it. */
import { isLeft, isRight } from 'fp-ts/Either'
import { expect, it } from 'vitest'
import { type Analysis, analyze, estimate, evaluate, maestroEnergy, orThrow } from '../../src/index'
import { conv, flow, hardware, junk, refusal, stumbles } from '../support/errors'

type Row = readonly [what: string, layer: object, on: object, path: string, text: RegExp]

const blocks = (n: unknown, m: unknown, along: unknown) => ({ density: { filter: { n, m, along } } })
const gating = { density: { filter: 0.5 } }

const rows: readonly Row[] = [
  ['a width of 0', { precision: { filter: 0 } }, {}, 'layer.precision.filter', /a width in bits/],
  [
    'complete sums that are wider than the partial ones of their role',
    { precision: { output: { final: 8 }, outputs: { partial: 4 } } },
    {},
    'layer.precision.output',
    /Complete sums of 8 bits.*Give \{ partial: 8, final: 8 \}/s,
  ],
  [
    'partial sums that are narrower than the complete ones of their role',
    { precision: { output: { partial: 4 }, outputs: { final: 8 } } },
    {},
    'layer.precision.output',
    /Complete sums of 8 bits are wider than the partial sums of 4 bits.*Give \{ partial: 8, final: 8 \}/s,
  ],
  ['a misspelt tensor', { precision: { filtr: 8 } }, {}, 'layer.precision.filtr', /Did you mean filter\?/],
  ['a tensor by another name', { precision: { weights: 8 } }, {}, 'layer.precision.weights', /mean filter\?/],
  ['sums without a tensor', { precision: { final: 8 } }, {}, 'layer.precision.final', /mean outputs\?/],
  [
    'a density of no tensor: only inputs are offered',
    { density: { filtr: 0.5 } },
    {},
    'layer.density.filtr',
    /"filtr"\. Did you mean filter\?/,
  ],
  [
    'a density of an output',
    { density: { output: 0.5 } },
    {},
    'layer.density.output',
    /only inputs have densities/,
  ],
  ['a share for all tensors', { density: 0.5 }, {}, 'layer.density', /density: \{ inputs: 0\.5 \}/],
  ['percent', { density: { filter: 50 } }, {}, 'layer.density.filter', /Write 0\.5 for 50 %/],
  [
    'blocks along a window',
    { density: { input: { n: 1, m: 2, along: "Y'" } } },
    {},
    'layer.density.input.along',
    /a dimension that is alone on an axis.*Write along: 'C'/s,
  ],
  ['blocks along nothing', blocks(1, 2, undefined), {}, 'layer.density.filter.along', /Write along: '[KC]'/],
  [
    'more nonzeros than elements',
    blocks(5, 4, 'C'),
    {},
    'layer.density.filter',
    /n: 5, m: 4.*Write for instance { n: 2, m: 4, along: 'C' }/s,
  ],
  [
    'blocks that leave a rest',
    blocks(1, 999, 'C'),
    {},
    'layer.density.filter.m',
    /a divisor of \d+, the extent of C.*or give a share such as 0\.001\./s,
  ],
  [
    'an output that is gated',
    gating,
    { sparse: { gate: ['output'] } },
    'hardware.sparse.gate[0]',
    /output, which is an output, but only inputs can be gated/,
  ],
  [
    'outputs in a buffer',
    {},
    { l1: { precision: { outputs: 8 } } },
    'hardware.l1.precision.outputs',
    /only inputs have a width of their own in a buffer/,
  ],
  [
    'a tensor on two channels',
    {},
    { noc: { channels: [{ tensors: ['filter'] }, { tensors: ['input', 'filter'] }] } },
    'hardware.noc.channels[1].tensors[1]',
    /names filter again.*Remove filter here or at its first place/s,
  ],
  [
    'a name in place of a list',
    {},
    { l2: { bypass: 'input' } },
    'hardware.l2.bypass',
    /a list of names or roles of tensors.*Write a list, such as \["input"\]/s,
  ],

  [
    'coordinates of no bits',
    gating,
    { sparse: { format: { filter: { coordinate: 0 } } } },
    'hardware.sparse.format.filter.coordinate',
    /\{ coordinate: 4 \}/,
  ],
  [
    'a format of others',
    gating,
    { sparse: { format: { filter: 'csr' } } },
    'hardware.sparse.format.filter',
    /'bitmask', 'structured', \{ coordinate: bits \} or an object with a format for each buffer,/,
  ],
  [
    'a format of others in a buffer',
    gating,
    { sparse: { format: { filter: { l2: 'csr' } } } },
    'hardware.sparse.format.filter.l2',
    /'bitmask', 'structured' or \{ coordinate: bits \},/,
  ],
  [
    'a latency that is neither cycles nor hops',
    {},
    { noc: { latency: 'two' } },
    'hardware.noc.latency',
    /a non-negative integer or \{ hops, hopLatency \},/,
  ],
]

it.each(rows)('%s', (_what, layer, on, path, text) => {
  const errors = refusal({
    layer: junk({ ...conv, ...layer }),
    hardware: junk({ ...hardware, ...on }),
  })
  expect(errors.map((error) => error.path)).toEqual([path])
  expect(errors.map(({ message, hint }) => `${message} ${hint}`)[0]).toMatch(text)
  expect(errors.flatMap(stumbles)).toEqual([])
})

it('names of densities that are known are those of inputs', () => {
  const [error] = refusal({ layer: junk({ ...conv, density: { psums: 0.5 } }) })
  expect(error?.expected).toBe('one of input, filter or inputs')
  expect(error?.hint).not.toContain('mean')
})

it('outputs among the gated stand where they are, whatever stands before', () => {
  const errors = refusal({ hardware: junk({ ...hardware, sparse: { gate: [5, 'filter', 'outputs'] } }) })
  expect(errors.map(({ path }) => path)).toEqual(['hardware.sparse.gate[0]', 'hardware.sparse.gate[2]'])
})

it('a layer that contradicts itself is not analyzed: no accelerator mends it', () => {
  const precision = { output: { final: 8 }, outputs: { partial: 4 } }
  const result = analyze({ ...conv, precision }, flow, { pes: hardware.pes })
  expect(isLeft(result) && result.left.map(({ path }) => path)).toEqual(['layer.precision.output'])
  const mended = { ...precision, outputs: { partial: 8 } }
  expect(isRight(analyze({ ...conv, precision: mended }, flow, { pes: hardware.pes }))).toBe(true)
})

it('an analysis that was revived is refused like a live one where its widths do not go with the word', () => {
  const precision = { outputs: { partial: 4 } }
  const analysis = orThrow(analyze({ ...conv, precision }, flow, { pes: hardware.pes }))
  const revived: Analysis = JSON.parse(JSON.stringify(analysis))
  const live = evaluate(analysis, hardware)
  expect(isLeft(live) && live.left.map(({ path }) => path)).toEqual(['layer.precision.output'])
  expect(evaluate(revived, hardware)).toEqual(live)
})

it('what is hardly ever nonzero takes finite energy', () => {
  const rare = { input: 5e-324, filter: 1e-10 }
  const sparse = { skip: ['inputs'], format: { inputs: 'bitmask' } } as const
  const answer = estimate({ ...conv, density: rare }, flow, {
    ...{ ...hardware, sparse, energy: maestroEnergy },
  })
  expect(
    isRight(answer) && [answer.right.effective.macs, Number.isFinite(answer.right.energy.l1.total)],
  ).toEqual([0, true])
})

it('a name that the operator lacks is recognized in the warning', () => {
  const answer = estimate(conv, flow, { ...hardware, l2: { bypass: ['filtr'] } })
  expect(isRight(answer) && answer.right.warnings.map(({ message }) => message)).toEqual([
    'hardware.l2.bypass names filtr, which the operator of the layer does not have. Did you mean filter?',
  ])
})
