/** Explorations of fused chains, against every design by itself. */
import { isLeft, isRight } from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import { estimateFused, exploreFused, type FusedSpace, fuse, type Halo } from '../../src/fusion'
import { accelerator, conv2d, dataflow, orThrow, spatialMap, temporalMap } from '../../src/index'

const layers = [20, 18].map((Y) => conv2d({ K: 4, C: 4, R: 3, S: 3, Y, X: Y }))
const flow = dataflow('rows', [temporalMap(1, 1, "Y'"), spatialMap(1, 1, "X'")])
const halos: readonly Halo[] = ['retain', 'recompute']

const made = (rows: number, halo: number, capacity: number) => ({
  chain: fuse(layers, { tile: { "Y'": rows }, halo: { "Y'": halos[halo] ?? 'retain' } }),
  hardware: accelerator({ pes: 8, l2: { capacity }, offchip: { bandwidth: 0.5 } }),
})

const parameters = { rows: [1, 4, 16, 0], halo: [0, 1], capacity: [1000, 2000, 8000] } as const

const space = {
  chain: ({ rows, halo, capacity }) => made(rows, halo, capacity).chain,
  dataflow: () => flow,
  hardware: ({ rows, halo, capacity }) => made(rows, halo, capacity).hardware,
  parameters,
  objectives: ['energy', 'buffer', 'runtime'],
} as const satisfies FusedSpace<keyof typeof parameters>

const all = parameters.rows.flatMap((rows) =>
  parameters.halo.flatMap((halo) =>
    parameters.capacity.map((capacity) => {
      const { chain, hardware } = made(rows, halo, capacity)
      return { parameters: { rows, halo, capacity }, fused: estimateFused(chain, flow, hardware) }
    }),
  ),
)

const fitting = all.flatMap(({ parameters: of, fused }, index) =>
  isRight(fused) && fused.right.buffers.fits
    ? [
        {
          index,
          parameters: of,
          macs: fused.right.macs,
          recomputed: fused.right.recomputed,
          runtime: fused.right.runtime,
          energy: fused.right.energy.total,
          edp: fused.right.edp,
          offchip: fused.right.offchip.bits,
          buffer: fused.right.buffers.l2.required.bits,
        },
      ]
    : [],
)

describe('an exploration of a fused chain', () => {
  const found = orThrow(exploreFused(space))

  it('counts designs that fit, that do not, and that are refused', () => {
    const invalid = all.filter(({ fused }) => isLeft(fused)).length
    expect(found.designs).toEqual({
      total: all.length,
      fit: fitting.length,
      misfit: all.length - fitting.length - invalid,
      invalid,
    })
    expect(Math.min(...Object.values(found.designs))).toBeGreaterThan(0)
    expect(found.failures.map(({ errors }) => errors[0].path)).toEqual(Array(6).fill("chain.tile.Y'"))
  })

  it('has the best design of each figure, of equals the first', () => {
    for (const figure of ['runtime', 'energy', 'edp', 'offchip', 'buffer'] as const) {
      const least = Math.min(...fitting.map((design) => design[figure]))
      expect(found.best[figure]).toEqual(fitting.find((design) => design[figure] === least))
    }
  })

  it('has the front of its objectives', () => {
    const isNoWorse = (a: (typeof fitting)[number], b: (typeof fitting)[number]): boolean =>
      space.objectives.every((objective) => a[objective] <= b[objective])
    const front = fitting.filter(
      (design) =>
        !fitting.some(
          (other) =>
            other !== design &&
            isNoWorse(other, design) &&
            (!isNoWorse(design, other) || other.index < design.index),
        ),
    )
    expect(found.front.map(({ index }) => index).sort((a, b) => a - b)).toEqual(
      front.map(({ index }) => index),
    )
    expect(front.length).toBeGreaterThan(1)
  })

  it('counts designs as invalid for which a function throws', () => {
    const { designs } = orThrow(
      exploreFused({
        ...space,
        hardware: ({ rows, halo, capacity }) => {
          if (capacity === 2000) throw new Error('no such buffer')
          return made(rows, halo, capacity).hardware
        },
      }),
    )
    expect(designs.invalid).toBeGreaterThan(found.designs.invalid)
  })

  it('refuses what is no space, and says where', () => {
    const pathsOf = (given: unknown) => {
      const result = exploreFused(given as typeof space) // a caller without types
      return isLeft(result) ? result.left.map(({ path }) => path) : []
    }
    expect(pathsOf({ ...space, chain: fuse(layers) })).toEqual(['chain'])
    expect(pathsOf({ ...space, objectives: ['speed'] })).toEqual(['objectives[0]'])
    expect(pathsOf({ ...space, parameters: { rows: [] } })).toEqual(['parameters.rows'])
    expect(pathsOf({ ...space, tiles: [] })).toEqual(['space.tiles'])
    expect(pathsOf(null)).toEqual(['space'])
  })
})
