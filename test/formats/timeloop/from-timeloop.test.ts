/** Three files of Timeloop, one for each form of its architectures, and what of such files is refused. */
import { describe, expect, it } from 'vitest'
import { fromTimeloop } from '../../../src/formats'
import { conv2d, estimate, gemm, layer, orThrow, renderErrors } from '../../../src/index'
import { printDataflow } from '../../../src/notation'
import { faultsOf, fileOf, notesOf } from '../support'

const whole = (name: string) => {
  const text = fileOf(`${name}.timeloop.yaml`)
  return fromTimeloop({ problem: text, architecture: text, mapping: text })
}

const directivesOf = (name: string): readonly string[] => {
  const { dataflow } = orThrow(whole(name))
  const text = dataflow === null ? '' : printDataflow(dataflow)
  return text.split('\n').flatMap((line) => (/^ .*;$/.test(line) ? [line.trim()] : []))
}

describe('a product on a tree of version 0.3', () => {
  const { layer: product, accelerator, dataflow, notes } = orThrow(whole('product'))

  it('is a matrix product', () => {
    expect(product).toEqual(gemm({ M: 24, N: 32, K: 64, name: 'product' }))
  })

  it('has its memory off-chip, as it has no loops, and a buffer in each PE', () => {
    expect(accelerator).toEqual({
      pes: 16,
      elementBytes: 2,
      l2: { capacity: 2048 * 4 * 2 },
      l1: { capacity: 96 * 2 },
      noc: [{ latency: 0, bandwidth: 8, channels: [{ tensors: ['outputs'], bandwidth: 4 }] }],
      offchip: { bandwidth: 4 },
      overlap: 'across-runs',
    })
  })

  it('bypasses the shared buffer with or without an architecture', () => {
    const file = fileOf('product.timeloop.yaml')
    const mapping = `${file}  - { target: Shared, type: bypass, bypass: [Weights] }\n`
    const bypassOf = (architecture?: string) =>
      orThrow(
        fromTimeloop({ problem: file, mapping, ...(architecture === undefined ? {} : { architecture }) }),
      ).accelerator?.l2?.bypass
    expect(bypassOf(file)).toEqual(['B'])
    expect(bypassOf()).toEqual(['B'])
  })

  it('steps through its loops, the innermost storage being the tile', () => {
    expect(directivesOf('product')).toEqual([
      'SpatialMap(1, 1) N;',
      'TemporalMap(4, 4) K;',
      'TemporalMap(4, 4) M;',
    ])
  })

  it('is estimated, and fits', () => {
    const result = orThrow(estimate(product!, dataflow!, accelerator!))
    expect([result.macs, result.levels[0]?.steps, result.buffers.fits]).toEqual([
      24 * 32 * 64,
      2 * 16 * 6,
      true,
    ])
    // Filling 16 PEs with 4 × 4 activations and 4 weights each, and draining them, shows at both ends.
    expect(result.runtime).toBe(2 * 16 * 6 * 16 + 24)
  })

  it('names what it leaves aside', () => {
    expect(notesOf(notes)).toEqual([
      'ReadAs 25: Reads and writes of Memory share its read bandwidth here; its write bandwidth is not used.',
      'LeftAside 40: cluster-area of Registers has no effect: energy and area come from the tables of the accelerator.',
    ])
  })
})

describe('a convolution on nodes of version 0.4', () => {
  const { layer: rows, accelerator, dataflow, notes } = orThrow(whole('rows'))

  it('is a convolution with its stride', () => {
    const extents = { N: 1, K: 16, C: 8, R: 3, S: 3, "Y'": 12, "X'": 10 }
    expect(rows).toEqual(conv2d({ ...extents, stride: 2, name: 'rows' }))
  })

  it('has one buffer in each PE for the three beside each other', () => {
    expect(accelerator).toMatchObject({
      pes: 24,
      l2: {},
      clusters: [{ capacity: 16384 }, {}],
      l1: { capacity: 120 },
    })
  })

  it('spreads each dimension by a level of its own', () => {
    expect(directivesOf('rows')).toEqual([
      "TemporalMap(6, 6) Y';",
      'TemporalMap(8, 8) K;',
      'TemporalMap(2, 2) C;',
      'Cluster(8, P);',
      "TemporalMap(1, 1) X';",
      "SpatialMap(1, 1) Y';",
      'Cluster(3, P);',
      'SpatialMap(1, 1) R;',
    ])
  })

  it('does all MACs on the PEs that have work', () => {
    const { macs, activePes, runtime } = orThrow(estimate(rows!, dataflow!, accelerator!))
    expect({ macs, activePes, runtime }).toEqual({ macs: 138240, activePes: 18, runtime: 138240 / 18 })
  })

  it('says what differs', () => {
    expect(notes.map(({ _tag, line }) => `${_tag} ${line}`)).toEqual([
      'LeftAside 31',
      'ReadAs 44',
      'ReadAs 54',
      'ReadAs 67',
      'ReadAs 73',
      'LeftAside 75',
    ])
    expect(notes[3]?.why).toContain('Weights bypasses shared and is read as kept there')
  })
})

describe('a problem and lists of version 0.1', () => {
  const { layer: built, accelerator, dataflow } = orThrow(whole('layer'))

  it('is a convolution, and the MACs of a storage are a cluster', () => {
    expect(built?.kind).toBe('conv2d')
    expect(accelerator).toMatchObject({ pes: 64, clusters: [{ capacity: 512 }] })
    expect(directivesOf('layer')).toEqual([
      'TemporalMap(4, 4) C;',
      'TemporalMap(1, 1) N;',
      'SpatialMap(1, 1) K;',
      'Cluster(4, P);',
      "TemporalMap(1, 1) Y';",
      "TemporalMap(1, 1) X';",
      'SpatialMap(1, 1) C;',
    ])
  })

  it('is estimated', () => {
    const { macs, activePes } = orThrow(estimate(built!, dataflow!, accelerator!))
    expect({ macs, activePes }).toEqual({ macs: 2 * 16 * 32 * 64, activePes: 64 })
  })

  it('is an accelerator without a mapping, too: its one storage of one instance is shared', () => {
    const alone = orThrow(fromTimeloop({ architecture: fileOf('layer.timeloop.yaml') }))
    expect(alone).toMatchObject({
      layer: null,
      dataflow: null,
      accelerator: { pes: 64, l2: {}, clusters: [{}] },
    })
  })
})

const shape = `problem:
  shape:
    name: own
    dimensions: [A, B]
    data-spaces:
    - { name: In, projection: [[[A], [B]]] }
    - { name: Out, projection: [[[A]]], read-write: true }
  instance: { A: 8, B: 3 }`

const mapping = `mapping:
- { target: Top, type: temporal, factors: A=4 B=3, permutation: BA }
- { target: Low, type: temporal, factors: A=2 }`

describe('an operator without a constructor', () => {
  it('is a layer of its own operator', () => {
    const { layer: own } = orThrow(fromTimeloop({ problem: shape }))
    const operator = {
      name: 'own',
      dimensions: ['A', 'B'],
      tensors: [
        { name: 'In', role: 'input', axes: [[{ dimension: 'A' }, { dimension: 'B' }]] },
        { name: 'Out', role: 'output', axes: [[{ dimension: 'A' }]] },
      ],
    } as const
    expect(own).toEqual(layer(operator, { A: 8, B: 3 }, 'own'))
  })
})

const faults = (parts: {
  readonly problem?: string
  readonly mapping?: string
  readonly architecture?: string
}) => faultsOf(fromTimeloop({ problem: shape, mapping, ...parts }))

describe('what is refused, with its line', () => {
  it.each([
    [
      'factors that do not multiply to the extent',
      mapping.replace('A=2', 'A=3'),
      'Mismatch 3: The factors of A multiply to 12, but its extent is 8.',
    ],
    [
      'imperfect factors',
      mapping.replace('A=2', '"A=2,1"'),
      'NotExpressible 3: A has a factor of 2, but of 1 in the last step: imperfect factors are not read.',
    ],
    [
      'a dimension that there is not',
      mapping.replace('A=2', 'X=2'),
      'UnknownWord 3: The problem has no dimension `X`.',
    ],
    [
      'an order that lacks a loop',
      mapping.replace('BA', 'B'),
      'MissingEntry 2: The permutation has no place for the loop over A.',
    ],
    [
      'a misspelt entry',
      mapping.replace('permutation', 'permutaton'),
      'UnknownWord 2: A directive has no entry `permutaton` that is known here.',
    ],
    [
      'a dimension twice',
      mapping.replace('A=4 B=3', 'A=4 A=2 B=3'),
      'RepeatedEntry 2: Expected each dimension once, found a second factor of A.',
    ],
    [
      'two directives of a kind',
      `${mapping}\n- { target: Low, type: temporal, factors: B=1 }`,
      'RepeatedEntry 4: Low has two temporal directives.',
    ],
    [
      'a tensor that there is not',
      `${mapping}\n- { target: Low, type: bypass, bypass: [Weights] }`,
      'UnknownWord 4: The problem has no data space `Weights`.',
    ],
  ])('%s', (_, text, expected) => {
    expect(faults({ mapping: text })).toContain(expected)
  })

  it.each([
    [
      'an extent that is missing',
      shape.replace(', B: 3', ''),
      'MissingEntry 8: There is no extent of B here.',
    ],
    [
      'an extent that is none',
      shape.replace('B: 3', 'B: 0'),
      'InvalidNumber 8: The extent of B must be a positive integer, but it is `0`.',
    ],
    [
      'a sum of three dimensions',
      shape.replace('[[A], [B]]', '[[A], [B], [A]]'),
      'NotExpressible 6: An axis of a tensor is a sum of one or two dimensions here.',
    ],
    [
      'a shape of another file',
      shape.replace(/shape:[\s\S]*instance/, 'shape: mine\n  instance'),
      'NotExpressible 2: The file names the shape `mine`, which is in another file.',
    ],
    [
      'no output',
      shape.replace(', read-write: true', ''),
      'MissingEntry 2: There is no data space that is written here.',
    ],
    [
      'sparse optimizations',
      `${shape}\nsparse_optimizations: {}`,
      'NotExpressible 9: Formats, gating and skipping of Sparseloop are not read.',
    ],
    ['a key twice', `${shape}\nproblem: {}`, 'RepeatedEntry 9: Map keys must be unique.'],
  ])('%s', (_, text, expected) => {
    expect(faults({ problem: text })).toContain(expected)
  })

  const architecture = `architecture:
  subtree:
  - name: chip
    local: [{ name: Top, class: DRAM }, { name: Low, class: SRAM, attributes: { depth: 8 } }, { name: MAC, class: intmac }]`

  it.each([
    [
      'more units than there are',
      `${mapping}\n- { target: Top, type: spatial, factors: B=1 A=1 }`
        .replace('A=4 B=3', 'A=4')
        .replace('B=1', 'B=3'),
      architecture,
      'Mismatch 4: The loops in space below Top need 3 units, but it has 1.',
    ],
    [
      'a storage that there is not',
      mapping.replace('Low', 'Lower'),
      architecture,
      'UnknownWord 3: The architecture has no storage `Lower`.',
    ],
    [
      'no MACs',
      mapping,
      architecture.replace('intmac', 'wires'),
      'MissingEntry 2: There is no unit that multiplies here.',
    ],
    [
      'a size that is an expression',
      mapping,
      architecture.replace('depth: 8', 'depth: lines + 1'),
      'InvalidNumber 4: The depth of Low must be a positive integer, but it is `lines + 1`.',
    ],
  ])('%s', (_, text, hardware, expected) => {
    expect(faults({ mapping: text, architecture: hardware })).toContain(expected)
  })

  it('a loop that moves a tensor past a storage', () => {
    const bypass = `mapping:
- { target: Top, type: temporal, factors: A=2 B=3, permutation: AB }
- { target: Mid, type: temporal, factors: A=2 }
- { target: Low, type: temporal, factors: A=2 }
- { target: Mid, type: bypass, bypass: [Out] }`
    expect(faults({ mapping: bypass })).toEqual([
      'NotExpressible 3: Out bypasses Mid, but changes in the loop of Mid over A. Only the shared buffer can be bypassed here, and only if the storage above it has no loops.',
    ])
  })

  it('what is no text, no YAML, or no problem', () => {
    expect(faultsOf(fromTimeloop({ problem: 5 as unknown as string }))).toEqual([
      'NotText 1: The problem is 5, not a text.',
    ])
    expect(faultsOf(fromTimeloop({ mapping }))).toEqual([
      'MissingEntry 1: There is no problem for the mapping here.',
    ])
    expect(faultsOf(fromTimeloop({}))).toEqual(['MissingEntry 1: Expected a file, found none.'])
    expect(faultsOf(fromTimeloop(null as never))).toEqual(['MissingEntry 1: Expected a file, found none.'])
    const hostile = Object.defineProperty({}, 'problem', { get: () => JSON.parse('{'), enumerable: true })
    expect(faultsOf(fromTimeloop(hostile))).toEqual([
      'NotText 1: The input could not be read: a property of it fails when it is looked at.',
    ])
    const template = fromTimeloop({ problem: 'problem: {{ shape }}\n' })
    expect(template._tag === 'Left' && renderErrors(template.left)).toContain('Templates ({{ … }}')
  })

  it('shows the file and the line', () => {
    const text = mapping.replace('A=2', 'X=2')
    const result = fromTimeloop({ problem: shape, mapping: text, files: { mapping: 'own.map.yaml' } })
    const shown = result._tag === 'Left' ? renderErrors(result.left) : ''
    expect(shown).toContain('own.map.yaml:3:')
    expect(shown).toContain('3 | - { target: Low, type: temporal, factors: X=2 }')
  })
})

describe('YAML', () => {
  it('may repeat values by aliases and merges', () => {
    const text = `
common: &common { type: temporal }
mapping:
- { <<: *common, target: Top, factors: A=4 B=3, permutation: BA }
- { target: Low, <<: *common, factors: A=2 }`
    const { dataflow } = orThrow(fromTimeloop({ problem: shape, mapping: text }))
    expect(dataflow).toEqual(orThrow(fromTimeloop({ problem: shape, mapping })).dataflow)
  })

  it('is refused if aliases multiply', () => {
    const lines = Array.from(
      { length: 12 },
      (_, i) => `a${i}: &a${i} [${i === 0 ? 'x' : `${`*a${i - 1}, `.repeat(9)}`}]`,
    )
    expect(faultsOf(fromTimeloop({ problem: lines.join('\n') }))[0]).toMatch(/^TooComplex/)
  })
})
