/** ZigZag's workloads and accelerators. */
import { describe, expect, it } from 'vitest'
import { kcPartitioned } from '../../../src/catalog'
import { fromZigzag } from '../../../src/formats'
import {
  conv2d,
  dataflow,
  depthwiseConv2d,
  elementwise,
  estimate,
  estimateNetwork,
  fullyConnected,
  orThrow,
  pool2d,
  renderErrors,
  spatialMap,
} from '../../../src/index'
import { faultsOf, fileOf, notesOf } from '../support'

const workload = (name: string) => orThrow(fromZigzag({ workload: fileOf(`${name}.zigzag.yaml`) }))
const hardware = (name: string) =>
  orThrow(fromZigzag({ accelerator: fileOf(`${name}.zigzag-accelerator.yaml`) }))

describe('a workload', () => {
  it('has convolutions, pools and sums with the bits of their operands', () => {
    const { layers, notes } = workload('vision')
    const window = { stride: 2 }
    expect(layers).toEqual([
      conv2d({
        ...{ N: 1, K: 16, C: 3, R: 3, S: 5, "Y'": 20, "X'": 24 },
        ...window,
        name: 'Conv 0',
        precision: { filter: 8, input: 8, output: { partial: 24, final: 8 } },
      }),
      pool2d({
        ...{ N: 1, C: 16, R: 2, S: 2, "Y'": 10, "X'": 12 },
        ...window,
        name: 'Pooling 1',
        precision: { input: 8, output: { partial: 16, final: 8 } },
      }),
      elementwise({
        ...{ N: 1, C: 16, Y: 10, X: 12 },
        operands: 2,
        name: 'Add 2',
        precision: { inputs: 8, output: { partial: 16, final: 8 } },
      }),
    ])
    expect(notesOf(notes)).toEqual([
      'LeftAside 8: operand_source names the layer that an operand comes from: each layer is estimated by itself.',
      'LeftAside 11: W has 0 bits: it is not an operand.',
    ])
  })

  it('has matrix products, and operators of its own', () => {
    const { layers } = workload('products')
    expect(layers[0]).toEqual(fullyConnected({ N: 4, K: 100, C: 64, name: 'Gemm 0' }))
    expect(layers[1]).toMatchObject({ kind: 'custom', name: 'scores', sizes: { H: 8, M: 32, N: 32, K: 16 } })
    const result = orThrow(estimate(layers[1]!, dataflow('rows', [spatialMap(1, 1, 'M')]), { pes: 32 }))
    expect(result.macs).toBe(8 * 32 * 32 * 16)
  })

  it('has depthwise convolutions with dilation; padding counts as data', () => {
    const { layers, notes } = workload('depthwise')
    const extents = { N: 2, C: 32, R: 3, S: 3, "Y'": 14, "X'": 14 }
    expect(layers).toEqual([depthwiseConv2d({ ...extents, dilation: 2, name: 'Conv 7' })])
    expect(notesOf(notes)).toEqual([
      'ReadAs 9: Padding counts as data here: the input has every row and column that a window reads.',
    ])
  })

  it('is estimated on its accelerator', () => {
    const { accelerator } = hardware('square')
    const { totals } = orThrow(estimateNetwork(workload('vision').layers, kcPartitioned, accelerator!))
    expect(totals.macs).toBe(16 * 3 * 20 * 24 * 15)
    expect(totals.operations).toBe(16 * 10 * 12 * 4 + 16 * 10 * 12)
  })
})

describe('an accelerator', () => {
  it('has the memories of its units as L1, those of the array shared, and DRAM off-chip', () => {
    const { accelerator, notes } = hardware('square')
    expect(accelerator).toEqual({
      pes: 256,
      elementBytes: 1,
      l1: { capacity: 40 },
      l2: { capacity: 131072, bypass: ['filter', 'W', 'B'] },
      noc: { latency: 0, bandwidth: 32, channels: [{ tensors: ['outputs'], bandwidth: 16 }] },
      offchip: { bandwidth: 8 },
      energy: {
        unit: 'pJ',
        mac: 0.05,
        l1: { read: 0.1, write: 0.1 },
        l2: { read: 1, write: 3 },
        offchip: { read: 100, write: 150 },
      },
    })
    expect(notes.map(({ _tag, line }) => `${_tag} ${line}`)).toEqual([
      ...['ReadAs 3', 'ReadAs 8', 'ReadAs 8', 'LeftAside 8'],
      ...['ReadAs 9', 'ReadAs 9', 'ReadAs 10', 'ReadAs 11'],
    ])
    const noted = notes.map(({ why }) => why)
    expect(noted).toContain(
      'Reads and writes of dram share its read bandwidth here; its write bandwidth is not used.',
    )
    expect(noted.filter((message) => message.endsWith('limits nothing here.'))).toHaveLength(2)
  })

  it('may have a memory for each operand, and a width of its own', () => {
    expect(hardware('split').accelerator).toMatchObject({
      pes: 32,
      elementBytes: 2,
      l2: { capacity: 12288 },
      noc: { latency: 0, bandwidth: 12 },
      energy: { mac: 0.4, l2: { read: 2, write: 2 } },
    })
  })

  it('may have bandwidths of ports: those towards the units add up', () => {
    const { accelerator, notes } = hardware('ports')
    expect(accelerator).toEqual({
      pes: 64,
      elementBytes: 1,
      l1: { capacity: 8 },
      l2: { capacity: 8192 },
      noc: { latency: 0, bandwidth: 24, channels: [{ tensors: ['outputs'], bandwidth: 32 }] },
      offchip: { bandwidth: 4 },
      energy: {
        unit: 'pJ',
        mac: 0.1,
        l1: { read: 0.1, write: 0.1 },
        l2: { read: 0.5, write: 1 },
        offchip: { read: 20, write: 24 },
      },
    })
    expect(notes.map(({ _tag, line }) => `${_tag} ${line}`)).toEqual([
      ...['ReadAs 5', 'ReadAs 9', 'ReadAs 20', 'ReadAs 28', 'ReadAs 32'],
    ])
  })

  it('has the bandwidth of all ports where none is allocated to the units', () => {
    const text = fileOf('ports.zigzag-accelerator.yaml').replaceAll(/, allocation: \[.*\]/g, '')
    const { accelerator } = orThrow(fromZigzag({ accelerator: text }))
    expect(accelerator).toMatchObject({ noc: { latency: 0, bandwidth: 120 }, offchip: { bandwidth: 4 } })
    expect(accelerator?.energy).toMatchObject({
      l1: { read: 0.1, write: 0.1 },
      l2: { read: 0.125, write: 0.5 },
    })
  })

  it('may bypass the shared buffer with several operands', () => {
    const text = fileOf('square.zigzag-accelerator.yaml')
    const whyOf = (accelerator: string) => orThrow(fromZigzag({ accelerator })).notes.map(({ why }) => why)
    expect(whyOf(text)).toContain(
      'I2 bypasses the shared buffer: I1 is read as activations, I2 as weights, O as outputs.',
    )
    expect(whyOf(text.replace('[I1, O]', '[O]'))).toContain(
      'I1 and I2 bypass the shared buffer: I1 is read as activations, I2 as weights, O as outputs.',
    )
  })

  it('may say no energies, which then count 0', () => {
    const { accelerator } = hardware('plain')
    const result = orThrow(
      estimate(conv2d({ K: 4, C: 4, R: 1, S: 1, Y: 4, X: 4 }), kcPartitioned, { ...accelerator!, pes: 64 }),
    )
    expect(result.energy.total).toBe(0)
    expect(accelerator).toMatchObject({
      pes: 4,
      l1: { capacity: 16 },
      l2: { capacity: 1024 },
      offchip: { bandwidth: 2 },
    })
  })
})

describe('what is refused, with its line', () => {
  const layer = `- id: 0
  operator_type: Conv
  equation: O[b][k]+=W[k][c]*I[b][c]
  loop_dims: [B, K, C]
  loop_sizes: [4, 100, 64]`
  it.each([
    [
      'a dimension without a size',
      layer.replace('I[b][c]', 'I[b][d]'),
      'UnknownWord 3: The equation has a dimension d without a size.',
    ],
    [
      'sizes that are too few',
      layer.replace(', 64', ''),
      'Mismatch 5: There are 3 dimensions in loop_dims, but 2 sizes.',
    ],
    [
      'an equation of no form',
      layer.replace('+=', '~'),
      'Syntax 3: Expected O[b][k]+=W[k][c]*I[b][c], found `O[b][k]~W[k][c]*I[b][c]`.',
    ],
    [
      'a sum of three dimensions',
      `${layer}\n  dimension_relations: [c=b+k+c]`,
      'NotExpressible 6: An axis of a tensor is a sum of one or two dimensions here.',
    ],
    [
      'a misspelt entry',
      `${layer}\n  operand_precison: { W: 8 }`,
      'UnknownWord 6: A layer has no entry `operand_precison` that is known here.',
    ],
    ['no equation', layer.replace('equation', 'name'), 'MissingEntry 1: There is no equation here.'],
  ])('%s', (_, text, expected) => {
    expect(faultsOf(fromZigzag({ workload: text }))).toContain(expected)
  })

  const plain = fileOf('plain.zigzag-accelerator.yaml')
  it.each([
    [
      'two memories of one operand',
      plain.replace('served_dimensions: []', 'served_dimensions: [D1]'),
      'NotExpressible 5: I1 has two memories shared by the array, registers and buffer: an accelerator has one such buffer for each tensor.',
    ],
    [
      'compute in memory',
      plain.replace('{ dimensions', '{ is_imc: true, dimensions'),
      'NotExpressible 2: Arrays that compute in memory are not modelled here.',
    ],
    [
      'a memory without a size',
      plain.replace('size: 128, ', ''),
      'MissingEntry 4: There is no size of registers here.',
    ],
    ['a memory twice', plain.replace('buffer:', 'registers:'), 'RepeatedEntry 5: Map keys must be unique.'],
    [
      'a memory without a bandwidth',
      plain.replace('r_bw: 8, ', ''),
      'MissingEntry 4: There is no r_bw of registers here.',
    ],
    [
      'no array',
      plain.replace('operational_array', 'array'),
      'MissingEntry 1: There is no operational_array here.',
    ],
  ])('%s', (_, text, expected) => {
    expect(faultsOf(fromZigzag({ accelerator: text }))).toContain(expected)
  })

  const ports = fileOf('ports.zigzag-accelerator.yaml')
  it.each([
    [
      'a port without a bandwidth',
      ports.replace(', bandwidth_max: 16', ''),
      'MissingEntry 12: There is no bandwidth_max of a port of sums here.',
    ],
    [
      'a port of no type',
      ports.replace('type: write', 'type: writes'),
      'UnknownWord 14: Expected read, write or read_write, found `writes`.',
    ],
    [
      'no port for writes',
      ports.replace('type: write', 'type: read'),
      'MissingEntry 6: There is no port of sums for writes here.',
    ],
    [
      'a misspelt entry of a port',
      ports.replace('allocation', 'alocation'),
      'UnknownWord 12: A port of sums has no entry `alocation` that is known here.',
    ],
  ])('%s', (_, text, expected) => {
    expect(faultsOf(fromZigzag({ accelerator: text }))).toContain(expected)
  })

  it('shows the file', () => {
    const result = fromZigzag({ workload: layer.replace('+=', '~'), files: { workload: 'own.yaml' } })
    expect(result._tag === 'Left' && renderErrors(result.left)).toContain('own.yaml:3:13')
    expect(faultsOf(fromZigzag({}))).toEqual(['MissingEntry 1: Expected a file, found none.'])
  })
})
