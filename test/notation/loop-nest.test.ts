/** Loop nests written by hand beside their dataflows, and every fault with its place and repair. */
import { isLeft } from 'fp-ts/Either'
import { describe, expect, it, test } from 'vitest'
import {
  accelerator,
  cluster,
  conv2d,
  dataflow,
  estimate,
  fullyConnected,
  gemm,
  orThrow,
  renderErrors,
  spatialMap,
  sz,
  temporalMap,
} from '../../src/index'
import { fromLoopNest, type LoopNest, toLoopNest } from '../../src/notation'
import { stepsOfDataflow, written } from './loop-nest-support'

describe('a nest over two storages', () => {
  const layer = gemm({ M: 4, N: 6, K: 4 })
  const nest: LoopNest = {
    name: 'two storages',
    levels: [
      {
        target: 'GlobalBuffer',
        temporal: { factors: { N: 3, K: 2 }, permutation: ['K', 'N'] },
        spatial: { factors: { M: 2 } },
      },
      { target: 'Cluster', temporal: { factors: { M: 2 } }, spatial: { factors: { K: 2 } } },
    ],
    tile: { N: 2 },
  }

  it('is the dataflow that one would write', () => {
    expect(orThrow(fromLoopNest(layer, nest))).toEqual({
      pes: 4,
      dataflow: dataflow('two storages', [
        temporalMap(2, 2, 'K'),
        temporalMap(2, 2, 'N'),
        spatialMap(2, 2, 'M'),
        cluster(2),
        temporalMap(1, 1, 'M'),
        spatialMap(1, 1, 'K'),
      ]),
    })
  })

  it('runs as its loops, written out', () => {
    const steps: string[] = []
    for (let k1 = 0; k1 < 2; k1++)
      for (let n1 = 0; n1 < 3; n1++)
        for (let m0 = 0; m0 < 2; m0++) {
          const pes: string[] = []
          for (let m1 = 0; m1 < 2; m1++)
            for (let k0 = 0; k0 < 2; k0++)
              pes.push(`${m1 * 2 + k0}: ${m1 * 2 + m0}+1 ${n1 * 2}+2 ${k1 * 2 + k0}+1`)
          steps.push(pes.join('; '))
        }
    const { dataflow: flow, pes } = orThrow(fromLoopNest(layer, nest))
    expect(written(stepsOfDataflow(flow, pes, { M: 4, N: 6, K: 4 }))).toEqual(steps)
    expect(orThrow(estimate(layer, flow, accelerator({ pes, noc: { latency: 0 } }))).runtime).toBe(
      2 * 3 * 2 * 2,
    )
  })
})

describe('what may be written in more than one way', () => {
  const layer = gemm({ M: 8, N: 4, K: 2 })
  const plain = {
    name: 'n',
    levels: [{ temporal: { factors: { M: 4 } }, spatial: { factors: { N: 4 } } }],
    tile: { M: 2, K: 2 },
  }

  it('factors of 1, an order of them, instances that are the factor', () => {
    const wordy: LoopNest = {
      name: 'n',
      levels: [
        {
          target: 'L2',
          temporal: { factors: { K: 1, M: 4, N: 1 }, permutation: ['N', 'M', 'K'] },
          spatial: { factors: { N: 4, K: 1 }, instances: 4 },
        },
      ],
      tile: { M: 2, K: 2, N: 1 },
    }
    expect(fromLoopNest(layer, wordy)).toEqual(fromLoopNest(layer, plain))
  })

  it('a factor in time and in space, at the place of the one in time', () => {
    const folded = {
      name: '',
      levels: [
        { temporal: { factors: { M: 4, K: 2 }, permutation: ['M', 'K'] }, spatial: { factors: { M: 2 } } },
      ],
      tile: { N: 4 },
    }
    expect(orThrow(fromLoopNest(layer, folded)).dataflow.directives).toEqual([
      spatialMap(1, 1, 'M'),
      temporalMap(1, 1, 'K'),
    ])
  })

  it('no loops at all: everything on one PE, in one step', () => {
    const { dataflow: flow, pes } = orThrow(
      fromLoopNest(layer, { name: '', levels: [{}], tile: { M: 8, N: 4, K: 2 } }),
    )
    expect([flow.directives, pes]).toEqual([[temporalMap(8, 8, 'M')], 1])
    expect(orThrow(toLoopNest(layer, flow, { pes }))).toEqual({
      name: '',
      levels: [{ target: 'l2' }],
      tile: { M: 8, N: 4, K: 2 },
    })
  })

  it('units without work', () => {
    const idle = {
      name: '',
      levels: [{ spatial: { factors: { M: 8 }, instances: 10 } }, { spatial: { factors: {}, instances: 2 } }],
      tile: { N: 4, K: 2 },
    }
    const { dataflow: flow, pes } = orThrow(fromLoopNest(layer, idle))
    expect([flow.directives, pes]).toEqual([[spatialMap(1, 1, 'M'), cluster(2)], 20])
    expect(orThrow(estimate(layer, flow, accelerator({ pes }))).activePes).toBe(8)
  })

  it('dimensions of the family that a layer lacks, with factor 1', () => {
    const all = { R: 1, S: 1, "Y'": 1, "X'": 1, N: 1 }
    const nest = {
      name: '',
      levels: [{ temporal: { factors: { K: 4, ...all }, permutation: ["Y'", 'R', 'K'] } }],
      tile: { C: 8, ...all },
    }
    expect(orThrow(fromLoopNest(fullyConnected({ N: 1, K: 4, C: 8 }), nest)).dataflow.directives).toEqual([
      temporalMap(1, 1, 'K'),
    ])
  })
})

describe('dataflows as nests', () => {
  const layer = conv2d({ K: 8, C: 4, R: 3, S: 3, Y: 10, X: 10 })

  it('input rows are the output rows that they give; parameters and Sz are numbers', () => {
    const rows = dataflow('rows', [
      temporalMap(sz('R'), 1, 'Y'),
      spatialMap(1, 1, 'K'),
      cluster(4),
      spatialMap(1, 1, 'C'),
    ])
    expect(orThrow(toLoopNest(layer, rows, { pes: 16 }))).toEqual({
      name: 'rows',
      levels: [
        {
          target: 'l2',
          temporal: { factors: { "Y'": 8, K: 2 }, permutation: ["Y'", 'K'] },
          spatial: { factors: { K: 4 }, instances: 4 },
        },
        { target: 'clusters[0]', spatial: { factors: { C: 4 }, instances: 4 } },
      ],
      tile: { R: 3, S: 3, "X'": 8 },
    })
  })

  it('a diagonal of rows is a loop over the rows of the filter', () => {
    const diagonal = dataflow('row stationary', [
      temporalMap(3, 1, 'Y'),
      cluster(3),
      spatialMap(1, 1, 'Y'),
      spatialMap(1, 1, 'R'),
    ])
    const { levels, tile } = orThrow(toLoopNest(layer, diagonal, { pes: 3, targets: ['GLB', 'row'] }))
    expect(levels).toEqual([
      { target: 'GLB', temporal: { factors: { "Y'": 8 }, permutation: ["Y'"] } },
      { target: 'row', spatial: { factors: { R: 3 }, instances: 3 } },
    ])
    expect(tile).toEqual({ K: 8, C: 4, S: 3, "X'": 8 })
  })

  it('a tile that does not divide is refused where it stands, with tiles that would', () => {
    const uneven = dataflow('uneven', [
      temporalMap(3, 3, 'K'),
      temporalMap(sz('R'), 1, 'Y'),
      temporalMap(5, 5, "X'"),
    ])
    const result = toLoopNest(layer, uneven, { pes: 1 })
    expect(isLeft(result) && result.left.map(({ _tag, path, hint }) => [_tag, path, hint])).toEqual([
      ['ImperfectTile', 'dataflow.directives[0].size', 'Use tiles of 2 or 4.'],
      ['ImperfectTile', 'dataflow.directives[2].size', 'Use tiles of 4.'],
    ])
  })

  it('tiles that would divide are the nearest ones, 1 and all included', () => {
    for (let extent = 3; extent <= 12; extent += 1)
      for (let tile = 2; tile < extent; tile += 1) {
        if (extent % tile === 0) continue
        const rows = dataflow('rows', [temporalMap(tile, tile, 'M')])
        const result = toLoopNest(gemm({ M: extent, N: 1, K: 1 }), rows, { pes: 1 })
        const divisors = Array.from({ length: extent }, (_, i) => i + 1).filter((size) => extent % size === 0)
        const least = Math.min(...divisors.map((size) => Math.abs(size - tile)))
        const nearest = divisors.filter((size) => Math.abs(size - tile) === least)
        expect(isLeft(result) && result.left[0].hint, `${tile} of ${extent}`).toBe(
          `Use tiles of ${nearest.join(' or ')}.`,
        )
      }
  })

  it('a last fold with idle units is refused', () => {
    const result = toLoopNest(layer, dataflow('', [spatialMap(1, 1, 'K')]), { pes: 3 })
    expect(isLeft(result) && result.left[0].message).toBe(
      '8 tiles of K on 3 units leave units without work in the last fold only: the factors of a loop nest cannot express this.',
    )
  })

  it('an illegal dataflow is refused as the estimate refuses it', () => {
    const halves = dataflow('halves', [temporalMap(2, 1, 'K')])
    expect(toLoopNest(layer, halves, { pes: 1 })).toEqual(estimate(layer, halves, { pes: 1 }))
  })
})

const layer = conv2d({ K: 8, C: 4, R: 3, S: 3, Y: 10, X: 10 })
const tile = { K: 8, C: 4, R: 3, S: 3, "Y'": 8, "X'": 8 }

/** The nest with everything in the tile, but for what is given. */
const nestOf = (level: object, others: object = {}): unknown => ({
  name: 'n',
  levels: [level],
  tile: { ...tile, ...others },
})

const errorsIn = (nest: unknown) => {
  const result = fromLoopNest(layer, nest as LoopNest) // what callers without types may pass
  return isLeft(result) ? result.left : []
}

const faults: readonly (readonly [what: string, nest: unknown, tag: string, path: string, says: string])[] = [
  ['no levels', { name: '', levels: [] }, 'EmptyNest', 'nest.levels', 'must be at least one level'],
  [
    'a misspelt dimension',
    nestOf({ temporal: { factors: { P: 2 } } }),
    'UnknownDimension',
    'nest.levels[0].temporal.factors.P',
    'The layer has no loop "P".',
  ],
  [
    'an input coordinate',
    nestOf({ spatial: { factors: { Y: 2 } } }),
    'UnknownDimension',
    'nest.levels[0].spatial.factors.Y',
    "Write Y': a loop nest runs over outputs",
  ],
  [
    'a dimension that the layer lacks',
    nestOf({ temporal: { factors: { G: 2 } } }),
    'UnknownDimension',
    'nest.levels[0].temporal.factors.G',
    'Remove G, or give it factor 1.',
  ],
  [
    'a factor of nothing',
    nestOf({ temporal: { factors: { K: 0 } } }),
    'InvalidFactor',
    'nest.levels[0].temporal.factors.K',
    'must be a positive integer, but it is 0.',
  ],
  [
    'half a factor',
    nestOf({}, { K: 0.5 }),
    'InvalidFactor',
    'nest.tile.K',
    'must be a positive integer, but it is 0.5.',
  ],
  [
    'factors that are too few',
    nestOf({}, { K: 4 }),
    'FactorsMismatch',
    'nest',
    'The factors of K multiply to 4, but its extent is 8.',
  ],
  [
    'factors that are too many',
    nestOf({ temporal: { factors: { K: 2 } } }),
    'FactorsMismatch',
    'nest',
    'The factors of K multiply to 16, but its extent is 8.',
  ],
  [
    'factors beyond counting',
    nestOf({ temporal: { factors: { K: 2 ** 53 - 1 } } }),
    'FactorsMismatch',
    'nest',
    'multiply to more than 9007199254740991',
  ],
  [
    'no order',
    nestOf({ temporal: { factors: { K: 2, C: 2 } } }, { K: 4, C: 2 }),
    'InvalidPermutation',
    'nest.levels[0].temporal.permutation',
    'Name the dimensions, outermost first: ["K", "C"].',
  ],
  [
    'half an order',
    nestOf({ temporal: { factors: { K: 2, C: 2 }, permutation: ['K'] } }, { K: 4, C: 2 }),
    'InvalidPermutation',
    'nest.levels[0].temporal.permutation',
    'must be an order of K and C, but it lacks C.',
  ],
  [
    'an order that repeats',
    nestOf({ temporal: { factors: { K: 2 }, permutation: ['K', 'K'] } }, { K: 4 }),
    'InvalidPermutation',
    'nest.levels[0].temporal.permutation[1]',
    'a dimension not named before',
  ],
  [
    'an order of numbers',
    nestOf({ temporal: { factors: {}, permutation: [1] } }),
    'InvalidPermutation',
    'nest.levels[0].temporal.permutation[0]',
    'Name each dimension by a text',
  ],
  [
    'an order as one text',
    nestOf({ temporal: { factors: { K: 2, C: 2 }, permutation: 'CK' } }, { K: 4, C: 2 }),
    'Malformed',
    'nest.levels[0].temporal.permutation',
    'must be a list of names, outermost first',
  ],
  [
    "a factor by Timeloop's name",
    nestOf({ temporal: { factors: { Q: 2 } } }),
    'UnknownDimension',
    'nest.levels[0].temporal.factors.Q',
    "Write X': a loop nest runs over outputs",
  ],
  [
    'two in space',
    nestOf({ spatial: { factors: { K: 2, C: 4 } } }, { K: 4, C: 1 }),
    'TwoSpatialLoops',
    'nest.levels[0].spatial.factors',
    'Keep K here and add a level below, without loops in time, that spreads C.',
  ],
  [
    'too few instances',
    nestOf({ spatial: { factors: { K: 4 }, instances: 2 } }, { K: 2 }),
    'InvalidInstances',
    'nest.levels[0].spatial.instances',
    'an integer of at least 4, the factor',
  ],
  [
    'folds on some of the units',
    nestOf({ temporal: { factors: { K: 2 } }, spatial: { factors: { K: 2 }, instances: 3 } }, { K: 2 }),
    'InvalidInstances',
    'nest.levels[0].spatial.instances',
    'K is looped over in time and over 2 of 3 units',
  ],
  [
    'more PEs than can be counted',
    {
      name: '',
      levels: Array.from({ length: 4 }, () => ({ spatial: { factors: {}, instances: 2 ** 20 } })),
      tile,
    },
    'TooComplex',
    'nest.levels',
    'PEs in all',
  ],
  [
    'too many levels',
    { name: '', levels: Array.from({ length: 17 }, () => ({})), tile },
    'TooComplex',
    'nest.levels',
    'a list of at most 16',
  ],
  [
    'a misspelt property',
    nestOf({ temporl: {} }),
    'Malformed',
    'nest.levels[0].temporl',
    'Did you mean temporal?',
  ],
  ['a name that is none', { name: 3, levels: [{}], tile }, 'Malformed', 'nest.name', 'must be a text'],
  ['no nest', undefined, 'Malformed', 'nest', 'nest is required: an object with name, levels and tile'],
]

test.each(faults)('%s', (_, nest, tag, path, says) => {
  const errors = errorsIn(nest)
  expect(errors.map(({ _tag }) => _tag)).toEqual([tag])
  expect(errors[0]?.path).toBe(path)
  expect(renderErrors(errors).replace(/\s+/g, ' ')).toContain(says)
})

test('the repair of two loops in space is a nest', () => {
  const repaired = {
    name: '',
    levels: [{ spatial: { factors: { K: 2 } } }, { spatial: { factors: { C: 4 } } }],
    tile: { ...tile, K: 4, C: 1 },
  }
  expect(orThrow(fromLoopNest(layer, repaired)).pes).toBe(8)
})

test('all faults of a nest are reported together, with those of the layer', () => {
  const nest = nestOf({ temporal: { factors: { K: -1, P: 2 } }, spatial: { factors: { C: 'two' } } })
  expect(errorsIn(nest).map(({ path }) => path)).toEqual([
    'nest.levels[0].temporal.factors.K',
    'nest.levels[0].temporal.factors.P',
    'nest.levels[0].spatial.factors.C',
  ])
  const none = fromLoopNest({ ...layer, sizes: { ...layer.sizes, K: 0 } }, nest as LoopNest)
  expect(isLeft(none) && none.left.map(({ path }) => path)).toEqual(['layer.sizes.K'])
})

test('nothing throws', () => {
  const hostile = new Proxy(
    {},
    {
      get: () => {
        throw new Error('no')
      },
      ownKeys: () => {
        throw new Error('no')
      },
    },
  )
  const junk: readonly unknown[] = [
    undefined,
    null,
    3,
    'nest',
    [],
    {},
    hostile,
    () => 1,
    { levels: hostile },
    { levels: [hostile] },
    { levels: [null, 3, []] },
    { levels: [{ temporal: 3, spatial: [] }] },
    { levels: [{ temporal: { factors: hostile } }] },
    { name: '', levels: [{ temporal: { factors: { __proto__: null, constructor: 2 } } }], tile },
  ]
  for (const each of junk) {
    expect(isLeft(fromLoopNest(layer, each as LoopNest))).toBe(true)
    expect(isLeft(fromLoopNest(each as never, nestOf({}) as LoopNest))).toBe(true)
    expect(isLeft(toLoopNest(layer, each as never, { pes: 4 }))).toBe(true)
    expect(isLeft(toLoopNest(layer, dataflow('', [temporalMap(1, 1, 'K')]), each as never))).toBe(true)
  }
})
