/** AccelForge's workloads, architectures and mappings. */
import { describe, expect, it } from 'vitest'
import { fromAccelforge } from '../../../src/formats'
import { conv2d, estimate, gemm, orThrow } from '../../../src/index'
import { printDataflow } from '../../../src/notation'
import { faultsOf, fileOf, notesOf } from '../support'

const text = (name: string) => fileOf(`${name}.accelforge.yaml`)
const read = (name: string, isWhole = true) =>
  orThrow(
    fromAccelforge({
      workload: text(name),
      mapping: text(name),
      ...(isWhole ? { architecture: text(name) } : {}),
    }),
  )

const directivesOf = ({ dataflow }: ReturnType<typeof read>): readonly string[] =>
  (dataflow === null ? '' : printDataflow(dataflow))
    .split('\n')
    .flatMap((line) => (/^ .*;$/.test(line) ? [line.trim()] : []))

describe('a product of two einsums', () => {
  const found = read('product')

  it('is two layers, of which the mapping is for one', () => {
    expect(found.layers).toEqual([
      gemm({ M: 24, N: 32, K: 64, name: 'product' }),
      gemm({ M: 24, N: 64, K: 32, name: 'second' }),
    ])
    expect(found.layer).toEqual(found.layers[0])
  })

  it('has bandwidths in words of a cycle', () => {
    expect(found.accelerator).toEqual({
      pes: 16,
      elementBytes: 2,
      noc: [{ latency: 0, bandwidth: 16 }],
      overlap: 'across-runs',
      l2: { capacity: 16384 },
      l1: { capacity: 192 },
      offchip: { bandwidth: 4 },
    })
  })

  it('steps through its loops', () => {
    expect(directivesOf(found)).toEqual([
      'SpatialMap(1, 1) N;',
      'TemporalMap(4, 4) K;',
      'TemporalMap(4, 4) M;',
    ])
    const { macs, activePes } = orThrow(estimate(found.layer!, found.dataflow!, found.accelerator!))
    expect({ macs, activePes }).toEqual({ macs: 24 * 32 * 64, activePes: 16 })
  })

  it('is an accelerator without its mapping, too', () => {
    const alone = orThrow(fromAccelforge({ workload: text('product'), architecture: text('product') }))
    expect(alone).toMatchObject({
      layer: null,
      dataflow: null,
      accelerator: { pes: 16, l2: { capacity: 16384 }, l1: { capacity: 192 } },
    })
  })
})

describe('an architecture without a mapping, whose memories keep different tensors', () => {
  const machine = (...tensors: readonly string[]): string => `arch:
  nodes:
  - !Memory { name: Main, size: inf, tensors: { keep: ~Intermediates, may_keep: All } }
  - !Memory { name: Global, size: 8192, tensors: { keep: ~Main, may_keep: All } }
  - !Fanout { name: PEs, spatial: [{ name: X, fanout: 14 }] }
${tensors.map((each, i) => `  - !Memory { name: M${i}, size: ${8 * 10 ** i}, tensors: ${each} }`).join('\n')}
  - !Compute { name: MAC }`
  const readMachine = (...tensors: readonly string[]) => {
    const { accelerator, notes } = orThrow(fromAccelforge({ architecture: machine(...tensors) }))
    const kept = notesOf(notes).filter((note) => /keeps|one buffer|tensors of/.test(note))
    return { clusters: accelerator?.clusters ?? [], l1: accelerator?.l1, kept }
  }
  const aside = (...lines: readonly number[]) =>
    lines.map((line) => `LeftAside ${line}: tensors of a node restricts AccelForge's search.`)

  it('has one buffer for them', () => {
    expect(readMachine('{ keep: input }', '{ keep: [weight] }', '{ keep: bias | output }')).toEqual({
      clusters: [],
      l1: { capacity: 111 },
      kept: [
        ...aside(3, 4),
        'ReadAs 6: M0, M1 and M2 are one buffer with the sum of their capacities: a tensor may use the space that another one leaves.',
      ],
    })
  })

  it.each([
    ['they keep the same tensor', '{ keep: input | weight }', '{ keep: weight }', [6, 7]],
    ['one is an expression', '{ keep: input }', '{ keep: ~input }', [6, 7]],
    ['one is a set that depends on the einsum', '{ keep: Inputs }', '{ keep: weight }', [6, 7]],
    ['one may keep others', '{ keep: input, may_keep: All }', '{ keep: weight }', [7]],
  ])('has a buffer for each if %s', (_, outer, inner, noted) => {
    const { clusters, l1, kept } = readMachine(outer, inner)
    expect({ clusters, l1 }).toEqual({ clusters: [{ capacity: 1 }], l1: { capacity: 10 } })
    expect(kept.filter((note) => note.startsWith('ReadAs'))).toEqual(
      noted.map((line) => `ReadAs ${line}: Without a mapping, M${line - 6} keeps every tensor here.`),
    )
  })

  it('has a buffer for each that keeps all tensors', () => {
    expect(readMachine('{ keep: All }', '{ keep: All }')).toEqual({
      clusters: [{ capacity: 1 }],
      l1: { capacity: 10 },
      kept: aside(3, 4, 6, 7),
    })
  })
})

describe('a width that no file gives', () => {
  it.each([
    ['a size', '8', '', 1],
    ['a throughput', 'inf', ', actions: [{ name: read, throughput: 8e9 }]', 1],
    ['no size and no throughput', 'inf', '', 0],
  ])('is noted if there is %s', (_, size, actions, count) => {
    const architecture = `arch:
  nodes:
  - !Memory { name: Main, size: ${size}${actions} }
  - !Compute { name: MAC, actions: [{ name: compute, throughput: 1e9 }] }`
    const { notes } = orThrow(fromAccelforge({ architecture }))
    expect(notesOf(notes)).toEqual(
      Array(count).fill(
        'ReadAs 3: No workload sets bits_per_value of All: values have 8 bits, the default of this library.',
      ),
    )
  })
})

const noteOfWidth =
  'ReadAs 3: Without an architecture, the width of All is not used: tensors without a width of their own have that of the accelerator, 8 bits by default. Set its elementBytes.'

describe('a width of all tensors', () => {
  const notesWith = (widths: string, architecture?: string) => {
    const workload = text('product').split('\narch:')[0]!.replace('{ All: 16 }', widths)
    return notesOf(orThrow(fromAccelforge({ workload, ...(architecture ? { architecture } : {}) })).notes)
  }

  it('is noted where no accelerator has it', () => {
    expect(notesWith('{ All: 16 }')).toEqual([noteOfWidth])
    expect(notesWith('{ All: 16, A: 4 }')).toEqual([noteOfWidth])
  })

  it('is not noted where the accelerator has it, or every tensor its own', () => {
    expect(notesWith('{ All: 16 }', text('product'))).not.toContain(noteOfWidth)
    expect(notesWith('{ All: 16, A: 4, B: 4, C: 4, Y: 4, Z: 4 }')).toEqual([])
    expect(notesWith('{ A: 4 }')).toEqual([])
  })
})

describe('a convolution whose storages keep different tensors', () => {
  const found = read('window', false)

  it('is a convolution with the bits of its tensors', () => {
    expect(found.layer).toEqual(
      conv2d({
        ...{ N: 1, K: 8, C: 4, R: 3, S: 3, "Y'": 6, "X'": 5 },
        stride: 2,
        name: 'window',
        precision: { filter: 4, output: { partial: 16, final: 16 } },
      }),
    )
    expect(notesOf(found.notes).slice(0, 2)).toEqual([
      noteOfWidth.replace('ReadAs 3', 'ReadAs 10'),
      'LeftAside 11: densities changes no count of a dense layer.',
    ])
  })

  it('has one buffer for two storages, as no loop between moves what the inner one keeps', () => {
    expect(directivesOf(found)).toEqual([
      'TemporalMap(4, 4) K;',
      'Cluster(4, P);',
      "TemporalMap(1, 1) Y';",
      'SpatialMap(1, 1) K;',
    ])
    const { macs, runtime } = orThrow(estimate(found.layer!, found.dataflow!, found.accelerator!))
    expect({ macs, runtime }).toEqual({ macs: 8 * 4 * 30 * 9, runtime: (8 * 4 * 30 * 9) / 4 })
  })

  it('is refused where a loop does', () => {
    const mapping = text('window')
      .replace('rank_variable: p, tile_shape: 1 }', 'rank_variable: c, tile_shape: 2 }')
      .replace(
        '  - !Temporal { rank_variable: q',
        '  - !Temporal { rank_variable: p, tile_shape: 1 }\n  - !Temporal { rank_variable: q',
      )
    expect(faultsOf(fromAccelforge({ workload: text('window'), mapping }))).toEqual([
      'NotExpressible 24: Weights keeps F inside this loop of Buffer, but Buffer does not keep F. A buffer of this model keeps all its tensors at the same place in the nest.',
    ])
  })
})

describe('cores, clusters and lanes', () => {
  const found = read('clusters')

  it('are clusters of the dataflow', () => {
    expect(found.accelerator).toMatchObject({
      pes: 128,
      l2: {},
      clusters: [{ capacity: 65536 }, {}, { capacity: 256 }],
    })
    expect(directivesOf(found)).toEqual([
      'SpatialMap(2, 2) b;',
      'Cluster(4, P);',
      'SpatialMap(1, 1) h;',
      'TemporalMap(1, 1) b;',
      'Cluster(2, P);',
      'SpatialMap(16, 16) m;',
      'Cluster(8, P);',
      'TemporalMap(1, 1) m;',
      'TemporalMap(1, 1) n;',
      'SpatialMap(1, 1) e;',
    ])
    const { macs, activePes } = orThrow(estimate(found.layer!, found.dataflow!, found.accelerator!))
    expect({ macs, activePes }).toEqual({ macs: 4 * 8 * 32 * 32 * 16, activePes: 128 })
  })

  it('say what differs', () => {
    expect(notesOf(found.notes).map((note) => note.slice(0, 41))).toEqual([
      'ReadAs 4: No workload sets bits_per_value',
      'LeftAside 5: Bus only passes data on.',
      'ReadAs 6: Expressions for times are not e',
      'ReadAs 25: Shared spreads h and m over it',
    ])
  })
})

describe('what is refused, with its line', () => {
  const small = `workload:
  rank_sizes: { M: 4, N: 6 }
  einsums:
  - name: copy
    tensor_accesses:
    - { name: A, projection: [m, n] }
    - { name: Z, projection: [m], output: true }`
  const mapping = `mapping:
  nodes:
  - !Storage { tensors: [A, Z], component: Memory }
  - !Temporal { rank_variable: m, tile_shape: 1 }
  - !Temporal { rank_variable: n, tile_shape: 1 }
  - !Compute { einsum: copy, component: MAC }`
  it.each([
    [
      'tiles that do not divide',
      mapping.replace('n, tile_shape: 1', 'n, tile_shape: 4'),
      'NotExpressible 5: Tiles of 4 do not divide n, of which there are 6 here: imperfect tiles are not read.',
    ],
    [
      'loops that are missing',
      mapping.replace('n, tile_shape: 1', 'n, tile_shape: 2'),
      'Mismatch 2: No loop covers the last 2 of n.',
    ],
    [
      'a variable that there is not',
      mapping.replace('variable: n', 'variable: k'),
      'UnknownWord 5: There is no variable `k`.',
    ],
    [
      'a tensor that there is not',
      mapping.replace('[A, Z]', '[A, B]'),
      'UnknownWord 3: There is no tensor `B`.',
    ],
    [
      'an einsum that there is not',
      mapping.replace('einsum: copy', 'einsum: cop'),
      'UnknownWord 6: There is no einsum `cop`.',
    ],
    [
      'several einsums together',
      mapping.replace('!Compute', '!Sequential'),
      'NotExpressible 6: Mappings of several einsums together are not read here.',
    ],
    [
      'a loop before all storages',
      mapping.replace(/ {2}- !Storage.*\n/, ''),
      'MissingEntry 3: There is no storage above the loop here.',
    ],
  ])('%s', (_, given, expected) => {
    expect(faultsOf(fromAccelforge({ workload: small, mapping: given }))).toContain(expected)
  })

  it.each([
    ['a size that is missing', small.replace(', N: 6', ''), 'MissingEntry 4: There is no size of n here.'],
    [
      'bounds of no form',
      `${small}\n    iteration_space_shape: [m < 4]`,
      'Syntax 8: Expected bounds such as 0 <= m < 128, found `m < 4`.',
    ],
    [
      'a sum of three variables',
      small.replace('[m, n]', '[m + n + k]'),
      'NotExpressible 6: An axis of a tensor is a sum of one or two variables here.',
    ],
    ['no output', small.replace(', output: true', ''), 'MissingEntry 4: There is no output here.'],
    ['templates', small.replace('N: 6', 'N: {{ N }}'), 'Syntax 2: The key of an entry is not a text.'],
  ])('%s', (_, given, expected) => {
    expect(faultsOf(fromAccelforge({ workload: given }))).toContain(expected)
  })

  it('a mapping alone', () => {
    expect(faultsOf(fromAccelforge({ mapping }))).toEqual([
      'MissingEntry 1: There is no workload for the mapping here.',
    ])
  })
})
