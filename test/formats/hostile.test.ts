/** Files that would break a reader answer with faults at their places, and what only looks odd is read. */
import type { Either } from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import {
  type FormatErrors,
  type FormatNote,
  fromAccelforge,
  fromLayersCsv,
  fromScaleSim,
  fromTimeloop,
  fromZigzag,
} from '../../src/formats'
import { estimate, orThrow } from '../../src/index'
import { faultsOf, fileOf, notesOf } from './support'

type Read = (text: string) => Either<FormatErrors, { readonly notes: readonly FormatNote[] }>

const timeloop: Read = (text) => fromTimeloop({ problem: text, architecture: text, mapping: text })
const accelforge: Read = (text) => fromAccelforge({ workload: text, architecture: text, mapping: text })
const config: Read = (text) => fromScaleSim({ config: text })
const topology: Read = (text) => fromScaleSim({ topology: text })
const accelerator: Read = (text) => fromZigzag({ accelerator: text })
const workload: Read = (text) => fromZigzag({ workload: text })

const readers: readonly (readonly [file: string, read: Read])[] = [
  ['product.timeloop.yaml', timeloop],
  ['rows.timeloop.yaml', timeloop],
  ['layer.timeloop.yaml', timeloop],
  ['product.accelforge.yaml', accelforge],
  ['clusters.accelforge.yaml', accelforge],
  ['edge.scale-sim.csv', topology],
  ['products.scale-sim.csv', topology],
  ['ws.scale-sim.cfg', config],
  ['vision.zigzag.yaml', workload],
  ['square.zigzag-accelerator.yaml', accelerator],
  ['ports.zigzag-accelerator.yaml', accelerator],
  ['small.gamma.csv', fromLayersCsv],
  ['numbers.gamma.csv', fromLayersCsv],
]

/** The sense of an answer, whatever the columns of its notes are. */
const senseOf = (read: ReturnType<Read>): unknown => {
  const { notes, ...rest } = orThrow(read)
  return { ...rest, notes: notesOf(notes) }
}

const junk = ['0x10', '1e400', '.nan', 'NaN', '-3', '9007199254740993', '1e15*1e15', "'", 'true', '[]']

/** Numbers that no reader answers: none, infinite ones, and counts that are not whole or not exact. */
const oddIn = (value: unknown, key = ''): readonly string[] => {
  if (typeof value === 'number') {
    const isCount = ['pes', 'capacity', 'M', 'N', 'K', 'C', 'count'].includes(key)
    const isSound = isCount ? Number.isSafeInteger(value) && value >= 0 : Number.isFinite(value)
    return isSound ? [] : [`${key}: ${value}`]
  }
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, each]) => oddIn(each, name))
    : []
}

describe.each(readers)('%s', (file, read) => {
  const text = fileOf(file)

  it.each([
    ['ends of lines of Windows', text.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\uFEFF${text}`],
    ['spaces at the ends of lines', text.replaceAll('\n', '  \n')],
    ['empty lines at the end', `${text}\n\n\n`],
  ])('reads the same with %s', (_, changed) => {
    expect(senseOf(read(changed))).toEqual(senseOf(read(text)))
  })

  it.each([
    ['nothing', ''],
    ['spaces', '   \n\t\n'],
    ['a null', 'null\n'],
    ['a tilde', '~\n'],
    ['no document', '---\n...\n'],
    ['an empty map', '{}\n'],
    ['zeros', '\u0000'.repeat(100)],
  ])('rejects %s', (_, empty) => {
    const [first] = faultsOf(read(empty))
    expect(first).toMatch(/^(?:MissingEntry|Syntax|UnknownWord|RepeatedEntry) \d+: /)
  })

  it('never takes a number for what it is not', () => {
    const numbers = [...text.matchAll(/(?<=[:=,[] ?)\d+(?=[,\]\s}])/g)]
    expect(numbers.length).toBeGreaterThan(0)
    for (const [i, { index, 0: digits }] of numbers.entries())
      for (const by of [0, 4]) {
        const changed = read(
          `${text.slice(0, index)}${junk[(i + by) % junk.length]}${text.slice(index + digits.length)}`,
        )
        if (changed._tag === 'Right') expect(oddIn(changed.right)).toEqual([])
        else
          for (const { message, line } of changed.left)
            expect([message.length < 500, line > 0]).toEqual([true, true])
      }
  })
})

describe('a number that is none', () => {
  const array = (size: string) =>
    `operational_array: { dimensions: [D1], sizes: [${size}], input_precision: [8] }\nmemories: { m: { size: 64, r_bw: 8, w_bw: 8, operands: [I1, I2, O], served_dimensions: [D1] } }`

  it.each(['0x10', '0o17', '1e400', '.inf', '.nan', '0', '-1', '1.5', '"x"', 'true', '9007199254740993'])(
    'is no count: %s',
    (size) => {
      expect(faultsOf(accelerator(array(size)))[0]).toMatch(
        /^InvalidNumber 1: The size of D1 must be a positive integer/,
      )
    },
  )

  it.each(['0x10', '1e400', '-1', '0', 'nan'])('is no size: %s', (size) => {
    expect(faultsOf(accelerator(array('4').replace('size: 64', `size: ${size}`)))[0]).toMatch(
      /^InvalidNumber 2: size of m must be a positive number/,
    )
  })

  it.each(['0x10', '0b11', 'Infinity', '1e400', '1e16'])('is no cell of a table: %s', (cell) => {
    expect(faultsOf(fromLayersCsv(`K,C,Y,X,R,S\n${cell},3,8,8,3,3`))).toEqual([
      `InvalidNumber 2: The K must be a positive integer, but it is \`${cell}\`.`,
    ])
    expect(faultsOf(config(`ArrayHeight : ${cell}\nArrayWidth : 8\nDataflow : ws`))).toEqual([
      `InvalidNumber 1: ArrayHeight must be a positive integer, but it is \`${cell}\`.`,
    ])
  })
})

describe('products that are larger than what is counted', () => {
  const half = 2 ** 27

  it('of units of ZigZag', () => {
    const text = `operational_array: { dimensions: [D1, D2], sizes: [${half}, ${half}], input_precision: [8] }\nmemories: { m: { size: 64, r_bw: 8, w_bw: 8, operands: [I1, I2, O], served_dimensions: [D1, D2] } }`
    expect(faultsOf(accelerator(text))).toEqual([
      `InvalidNumber 1: ${half} × ${half} units are more than 2^53 − 1, which is the most that is counted.`,
    ])
  })

  it('of an array of SCALE-Sim, and of its outputs', () => {
    expect(faultsOf(config(`ArrayHeight : ${half}\nArrayWidth : ${half}\nDataflow : ws`))).toEqual([
      `InvalidNumber 1: ${half} × ${half} PEs are more than 2^53 − 1, which is the most that is counted.`,
    ])
    expect(faultsOf(topology(`Layer name,,,,,,,\na, ${half}, ${half}, 1, 1, 1, 1, 1`))).toEqual([
      `InvalidNumber 2: ${half} × ${half} outputs are more than 2^53 − 1, which is the most that is counted.`,
    ])
  })

  const nodes = (lines: readonly string[]) =>
    ['architecture:', '  nodes:', ...lines.map((line) => `  - ${line}`)].join('\n')
  const storage = '!Component { name: Buffer, class: SRAM }'

  it.each([
    ['a mesh', `!Container { name: PE, spatial: { meshX: ${half}, meshY: ${half} } }`],
    ['a name', `!Container { name: "PE[0..${'9'.repeat(30)}]" }`],
    [
      'a container',
      `!Container { name: PE, spatial: { meshX: ${2 ** 53 - 1} } }\n  - !Container { name: row, spatial: { meshX: 2 } }`,
    ],
    [
      'a depth',
      `!Component { name: L1, class: regfile, attributes: { depth: ${2 ** 53 - 1}, width: 64, datawidth: 8 } }`,
    ],
  ])('of Timeloop: %s', (_, line) => {
    const text = nodes([storage, ...line.split('\n  - '), '!Component { name: MAC, class: intmac }'])
    const faults = faultsOf(fromTimeloop({ architecture: text }))
    expect(faults[0]).toMatch(
      /^InvalidNumber [45]: .* are more than 2\^53 − 1, which is the most that is counted\.$/,
    )
  })

  it('of loops in space, without an architecture', () => {
    const text = `problem:
  shape:
    name: product
    dimensions: [M, N]
    data_spaces:
    - { name: A, projection: [[[M]]] }
    - { name: B, projection: [[[N]]] }
    - { name: Z, projection: [[[M]], [[N]]], read_write: true }
  instance: { M: ${half}, N: ${half} }
mapping:
- { target: Top, type: temporal }
- { target: Top, type: spatial, factors: [M=${half}] }
- { target: Row, type: spatial, factors: [N=${half}] }
- { target: Cell, type: temporal }`
    expect(faultsOf(fromTimeloop({ problem: text, mapping: text }))).toEqual([
      `InvalidNumber 13: ${half} × ${half} units are more than 2^53 − 1, which is the most that is counted.`,
    ])
  })

  it('of fanouts of AccelForge', () => {
    const text = `arch:
  nodes:
  - !Memory { name: Main, size: inf }
  - !Container { name: PEs, spatial: [{ name: X, fanout: ${half} }, { name: Y, fanout: ${half} }] }
  - !Compute { name: MAC }`
    expect(faultsOf(fromAccelforge({ architecture: text }))).toEqual([
      `InvalidNumber 4: ${half} × ${half} units are more than 2^53 − 1, which is the most that is counted.`,
    ])
  })

  it('of bounds and coefficients', () => {
    const of = (bound: string, axis: string) =>
      `workload:\n  einsums:\n  - name: e\n    tensor_accesses:\n    - { name: A, projection: { H: ${axis} } }\n    - { name: Z, projection: { P: p }, output: true }\n    iteration_space_shape: [0 <= p < ${bound}, 0 <= r < 3]`
    expect(faultsOf(fromAccelforge({ workload: of('9'.repeat(20), 'p + r') })).join('\n')).toMatch(
      /^Syntax 7: .*bounds/m,
    )
    expect(faultsOf(fromAccelforge({ workload: of('9', `${'9'.repeat(20)}*p + r`) }))[0]).toMatch(
      /^NotExpressible 5: /,
    )
  })
})

describe('names that every object has', () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf']

  it.each(names)('%s is a dimension and a tensor like any other', (name) => {
    const of = (dimension: string, tensor: string) => `problem:
  shape:
    name: product
    dimensions: [${dimension}, N]
    data_spaces:
    - { name: ${tensor}, projection: [[[${dimension}]]] }
    - { name: B, projection: [[[N]]] }
    - { name: Z, projection: [[[${dimension}]], [[N]]], read_write: true }
  instance: { ${dimension}: 8, N: 4 }
mapping:
- { target: Top, type: temporal, factors: [${dimension}=2, N=4], permutation: [N, ${dimension}] }
- { target: Top, type: spatial, factors: [${dimension}=2] }
- { target: Cell, type: temporal, factors: [${dimension}=2] }`
    const read = (text: string) => orThrow(fromTimeloop({ problem: text, mapping: text }))
    const [odd, plain] = [read(of(name, name)), read(of('M', 'A'))]
    const runtimeOf = ({ layer, dataflow, accelerator: on }: typeof odd) => {
      const found = estimate(layer!, dataflow!, on!)
      return found._tag === 'Right' ? found.right.runtime : found.left.map(({ _tag }) => _tag)
    }
    expect(runtimeOf(odd)).toEqual(runtimeOf(plain))
  })

  it.each(names)('%s has no bits unless the file says so', (name) => {
    const text = `workload:
  rank_sizes: { M: 4, N: 4 }
  einsums:
  - name: e
    tensor_accesses:
    - { name: ${name}, projection: [m] }
    - { name: B, projection: [n] }
    - { name: Z, projection: [m, n], output: true }`
    const [layer] = orThrow(fromAccelforge({ workload: text })).layers
    expect(layer).not.toHaveProperty('precision')
    const listed = `- equation: O[b][k]+=W[k][c]*I[b][c]\n  loop_dims: [B, K, C]\n  loop_sizes: [4, 4, 4]\n  operand_precision: { ${name}: 8 }`
    expect(orThrow(fromZigzag({ workload: listed })).layers[0]).not.toHaveProperty('precision')
  })
})

describe('inputs that are no plain texts', () => {
  const calls: readonly ((value: never) => Either<FormatErrors, unknown>)[] = [
    fromTimeloop,
    fromAccelforge,
    fromScaleSim,
    fromZigzag,
  ]
  const throwing = new Proxy(
    {},
    {
      get: () => {
        throw new Error('no')
      },
      getOwnPropertyDescriptor: () => {
        throw new Error('no')
      },
    },
  )

  it('are faults, not exceptions', () => {
    for (const call of calls)
      for (const value of [undefined, null, 1, 'text', [], throwing, Object.create({ problem: 'a' })])
        expect(call(value as never)._tag).toBe('Left')
    for (const value of [undefined, null, 1, {}, throwing])
      expect(fromLayersCsv(value as never)._tag).toBe('Left')
  })

  it('are read once', () => {
    let reads = 0
    const given = {
      get topology() {
        reads += 1
        return reads === 1 ? 'Layer,M,N,K\na,4,4,4' : 3
      },
    }
    expect(orThrow(fromScaleSim(given as never)).layers).toHaveLength(1)
    expect(reads).toBe(1)
  })
})

describe('keys', () => {
  const long = 'k'.repeat(20_000)

  it('of any length are shortened in what is reported', () => {
    const texts = [
      `problem:\n  ${long}: 1`,
      `problem: { shape: { name: a, dimensions: [${long}], data_spaces: [{ name: A, projection: [[[${long}x]]] }] }, instance: {} }`,
      `architecture: { nodes: [!Component { name: ${long}, class: SRAM, attributes: { depth: x } }] }`,
      `workload: { ${long}: 1 }`,
      `arch: { nodes: [!${long} { name: a }] }`,
      `operational_array: { dimensions: [${long}], sizes: [x] }\nmemories: { ${long}: { ${long}: 1 } }`,
      `- equation: O[${long}]+=W[k]\n  loop_dims: [K]\n  loop_sizes: [4]\n  ${long}: 1`,
      `${long}: ${long}`,
      `${long},${long}\n${long},1`,
    ]
    for (const text of texts)
      for (const [, read] of readers) {
        const found = read(text)
        if (found._tag === 'Right') continue
        for (const { message, expected, given, hint, excerpt, path } of found.left)
          expect(
            [message, expected, given, hint, excerpt, path].filter((each) => each.length > 1000),
          ).toEqual([])
      }
  })

  it('that stand twice are reported, in sections of a configuration, too', () => {
    expect(faultsOf(timeloop('problem: {}\nproblem: {}'))).toContain(
      'RepeatedEntry 2: Map keys must be unique.',
    )
    const twice = '[a]\nArrayHeight : 8\nArrayWidth : 8\nDataflow : ws\n[b]\narrayheight : 4'
    expect(faultsOf(config(twice))).toEqual(['RepeatedEntry 6: arrayheight is in two sections.'])
    expect(faultsOf(config(`${fileOf('is.scale-sim.cfg')}[general]\nrun_name : a\nRun_Name : b`))).toEqual([
      'RepeatedEntry 9: Expected each key once, found Run_Name again.',
    ])
  })
})

describe('anchors', () => {
  it('that repeat each other are counted before they take memory', () => {
    const lines = Array.from({ length: 30 }, (_, i) =>
      i === 0 ? 'a0: &a0 [x, x]' : `a${i}: &a${i} [*a${i - 1}, *a${i - 1}]`,
    )
    expect(faultsOf(timeloop(lines.join('\n')))[0]).toMatch(/^TooComplex \d+: /)
    const merges = Array.from({ length: 30 }, (_, i) =>
      i === 0 ? 'm0: &m0 { x0: 1 }' : `m${i}: &m${i} { <<: [*m${i - 1}, *m${i - 1}], x${i}: 1 }`,
    )
    expect(faultsOf(timeloop(merges.join('\n')))[0]).toMatch(/^TooComplex \d+: /)
  })

  it('that hold themselves are none that stand before', () => {
    expect(faultsOf(timeloop('problem: &p { a: *p }'))[0]).toMatch(/^(?:UnknownWord|TooComplex) 1: /)
  })
})
