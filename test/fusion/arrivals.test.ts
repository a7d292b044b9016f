/** Inputs that are reloaded or moved in whole intervals (docs/spec.md, section 17). */
import { expect, it } from 'vitest'
import { estimateFused } from '../../src/fusion'
import {
  type Accelerator,
  analyze,
  conv2d,
  dataflow,
  type Estimate,
  estimate,
  estimateAccelerators,
  evaluate,
  orThrow,
  prepare,
  temporalMap,
} from '../../src/index'
import { errorsOf, refusal } from '../support/errors'

/** The example of the specification. */
const strided = conv2d({ K: 1, C: 1, R: 1, S: 1, Y: 1, X: 7, stride: 2 })
const pairs = dataflow('pairs', [temporalMap(2, 2, "X'")])
const plain: Accelerator = { pes: 1 }
const contiguous: Accelerator = { ...plain, l2: { contiguous: ['input'] } }
const reloading: Accelerator = { ...plain, l1: { keep: { filter: false } } }

const on = (hardware: Accelerator): Estimate => orThrow(estimate(strided, pairs, hardware))
const arrived = ({ levels, offchip, buffers }: Estimate, tensor: string) => ({
  ingress: levels[0]?.tensors[tensor]?.ingress,
  unitTile: levels[0]?.tensors[tensor]?.unitTile,
  reads: offchip.tensors[tensor]?.reads,
  space: buffers.l2.required.tensors[tensor],
})

it('counts the holes of whole intervals, as by hand', () => {
  expect(arrived(on(plain), 'input')).toEqual({ ingress: 4, unitTile: 2, reads: 4, space: 4 })
  expect(arrived(on(contiguous), 'input')).toEqual({ ingress: 6, unitTile: 3, reads: 6, space: 6 })
})

it('reads a tensor that is resident as one interval', () => {
  const rows = dataflow('whole', [temporalMap(4, 4, "X'")])
  const { offchip, floor } = orThrow(estimate(strided, rows, contiguous))
  expect(offchip.tensors['input']).toMatchObject({ resident: true, reads: 7 })
  expect(floor).toBe(orThrow(estimate(strided, rows, plain)).floor)
})

it('acquires what is not kept in every step, as by hand', () => {
  expect(arrived(on(plain), 'filter').ingress).toBe(1)
  expect(arrived(on(reloading), 'filter')).toMatchObject({ ingress: 2, reads: 1, unitTile: 1 })
})

it('changes nothing where buffers keep everything and nothing is contiguous', () => {
  const saying: Accelerator = { pes: 1, l1: { keep: true }, clusters: { keep: {} }, l2: { contiguous: [] } }
  expect(on(saying)).toEqual(on(plain))
})

it('lets a name win over inputs', () => {
  const others: Accelerator = { pes: 1, l1: { keep: { inputs: false, filter: true } } }
  expect(arrived(on(others), 'filter').ingress).toBe(1)
})

it('profiles anew where accelerators of a list keep other inputs', () => {
  // The input moves in every step, kept or not.
  const other: Accelerator = { ...plain, l1: { keep: { input: false } } }
  const list = [plain, reloading, other, reloading, contiguous, plain].map((each) => ({
    ...each,
    noc: { bandwidth: 0.5 },
  }))
  const { runtime } = orThrow(estimateAccelerators(strided, pairs, list))
  expect([...runtime]).toEqual(list.map((each) => on(each).runtime))
  expect(new Set(runtime).size).toBe(3)
})

it('is what a prepared estimate says too', () => {
  for (const hardware of [reloading, contiguous]) {
    const energy = orThrow(orThrow(prepare(strided, hardware))(pairs)).energy
    expect(energy).toBe(on(hardware).energy.total)
    expect(energy).toBeGreaterThan(on(plain).energy.total)
  }
})

it('is rejected where an analysis has counted already', () => {
  const analysis = orThrow(analyze(strided, pairs, { pes: 1 }))
  for (const [hardware, path] of [
    [reloading, 'hardware.l1.keep'],
    [contiguous, 'hardware.l2.contiguous'],
  ] as const) {
    const [error, ...others] = errorsOf(evaluate(analysis, hardware))
    expect(others).toEqual([])
    expect(error).toMatchObject({ _tag: 'MismatchedAnalysis', path })
    expect(error?.message).toMatch(/^The analysis counts inputs that buffers keep/)
    expect(error?.hint).toBe('Call estimate, which accepts keep and contiguous.')
  }
})

it('is rejected where a chain counts element by element', () => {
  const errors = errorsOf(estimateFused({ layers: [strided], tile: {} }, pairs, contiguous))
  expect(errors).toMatchObject([{ _tag: 'InvalidHardware', path: 'hardware.l2.contiguous' }])
})

const refused: readonly (readonly [what: string, hardware: object, path: string, text: RegExp])[] = [
  ['a flag that is a word', { l1: { keep: 'no' } }, 'hardware.l1.keep', /true or false, without quotes/],
  [
    'a flag of a tensor that is a number',
    { clusters: [{ keep: { filter: 0 } }] },
    'hardware.clusters[0].keep.filter',
    /true or false/,
  ],
  [
    'outputs that are not kept',
    { l1: { keep: { outputs: false } } },
    'hardware.l1.keep.outputs',
    /only inputs can be acquired anew in every step/,
  ],
  [
    'an output that is not kept',
    { l1: { keep: { output: false } } },
    'hardware.l1.keep.output',
    /output, which is an output, but only inputs can be acquired anew/,
  ],
  [
    'an output in whole intervals',
    { l2: { contiguous: ['output'] } },
    'hardware.l2.contiguous[0]',
    /only inputs travel in whole intervals/,
  ],
  [
    'a name alone',
    { l2: { contiguous: 'input' } },
    'hardware.l2.contiguous',
    /Write a list, such as \["input"\]/,
  ],
  ['a name twice', { l2: { contiguous: ['input', 'input'] } }, 'hardware.l2.contiguous[1]', /input again/],
  ['a shared buffer that keeps nothing', { l2: { keep: false } }, 'hardware.l2.keep', /keep/],
  ['intervals of L1', { l1: { contiguous: ['input'] } }, 'hardware.l1.contiguous', /contiguous/],
]

it.each(refused)('rejects %s', (_, hardware, path, text) => {
  const errors = refusal({
    layer: strided,
    dataflow: pairs,
    hardware: { pes: 1, ...hardware } as Accelerator,
  })
  expect(errors.map((error) => error.path)).toContain(path)
  expect(errors.map(({ message, hint }) => `${message} ${hint}`).join('\n')).toMatch(text)
})
