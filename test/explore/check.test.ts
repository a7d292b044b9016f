/** An exploration from elsewhere is taken only if it can be the answer to its shard. */
import { describe, expect, it } from 'vitest'
import {
  checkExploration,
  type Exploration,
  emptyExploration,
  explore,
  range,
  type Space,
} from '../../src/explore'
import { conv2d, dataflow, orThrow, spatialMap, temporalMap } from '../../src/index'
import { junk } from '../support/errors'

const space: Space<'tile'> = {
  layer: conv2d({ K: 16, C: 8, R: 3, S: 3, Y: 10, X: 10 }),
  dataflow: ({ tile }) => dataflow('K', [temporalMap(tile, tile, 'C'), spatialMap(1, 1, 'K')]),
  parameters: { tile: [1, 2, 4] },
  pes: range(1, 8),
  bandwidth: range(1, 6),
  l1: [64, 200, 6000],
}
const shard = { index: 1, count: 3 }
const sound = orThrow(explore(space, { shard }))

/** The value with what is at a path replaced. */
const replaced = (
  value: unknown,
  [key, ...path]: readonly string[],
  by: (old: unknown) => unknown,
): unknown => {
  if (key === undefined) return by(value)
  const old = value as Readonly<Record<string, unknown>> // a path leads through objects
  const next = replaced(old[key], path, by)
  return Array.isArray(value)
    ? value.map((each, i) => (String(i) === key ? next : each))
    : { ...old, [key]: next }
}

/** Paths to all numbers, and to what is null. */
const leaves = (value: unknown, path: readonly string[] = []): readonly (readonly string[])[] =>
  typeof value !== 'object' || value === null
    ? [path]
    : Object.entries(value).flatMap(([key, part]) => leaves(part, [...path, key]))

const isTaken = (given: unknown, of = shard): boolean =>
  checkExploration(space, junk<Exploration>(given), { shard: of })._tag === 'Right'

describe('the answer to a shard', () => {
  it('is taken, whatever the order of its properties, and comes back equal', () => {
    expect(sound.front.length).toBeGreaterThan(1)
    expect(orThrow(checkExploration(space, sound, { shard }))).toEqual(sound)
    const turned = { best: sound.best, front: sound.front, designs: sound.designs, energy: sound.energy }
    expect(isTaken(JSON.parse(JSON.stringify(turned)))).toBe(true)
    const whole = orThrow(explore(space))
    expect(checkExploration(space, whole)._tag).toBe('Right')
    const none = { index: 0, count: 100_000 }
    expect(isTaken(emptyExploration(space), none)).toBe(true)
  })

  it('is refused if any number of it is another', () => {
    const paths = leaves(sound)
    expect(paths.length).toBeGreaterThan(60)
    for (const change of [
      (old: unknown) => Number(old) + 1,
      (old: unknown) => -1 - Number(old),
      (old: unknown) => Number(old) * 1.000001 + 1e-9,
      () => 'text',
    ])
      for (const path of paths) expect(isTaken(replaced(sound, path, change)), path.join('.')).toBe(false)
  })

  it.each<readonly [string, unknown]>([
    ['of another shard', orThrow(explore(space, { shard: { index: 2, count: 3 } }))],
    ['of the whole space', orThrow(explore(space))],
    ['of another space', orThrow(explore({ ...space, bandwidth: range(2, 7) }, { shard }))],
    ['of no design', emptyExploration(space)],
    ['without bests', { ...sound, best: {} }],
    ['with other objectives', orThrow(explore({ ...space, objectives: ['runtime', 'edp'] }, { shard }))],
    ['without a front', { ...sound, front: [] }],
    ['with a design twice', { ...sound, front: [sound.front[0], ...sound.front] }],
    ['in another order', { ...sound, front: [...sound.front].reverse() }],
    ['with a design that is beaten', { ...sound, front: withBeaten() }],
    [
      'with bests of one another',
      { ...sound, best: { runtime: sound.best.energy, energy: sound.best.runtime } },
    ],
    ['with another unit', { ...sound, energy: { ...sound.energy, unit: 'pJ' } }],
    ['that counts what is not counted', { ...sound, energy: { unit: 'MAC', uncounted: [] } }],
    ['without what its energies are', { ...sound, energy: null }],
    ['with nobody', { ...sound, best: { runtime: null, energy: null } }],
    ['null', null],
    ['a text', 'exploration'],
  ])('is refused %s', (_, given) => {
    expect(isTaken(given)).toBe(false)
  })

  it('is refused with the place and what to do', () => {
    const result = checkExploration(space, { ...sound, front: [] }, { shard })
    expect(result._tag === 'Left' && result.left.map(({ path, hint }) => [path, hint])).toEqual([
      ['exploration.front', expect.stringContaining('Explore the shard again')],
    ])
  })
})

/** The front with a design of the shard that another beats. */
function withBeaten(): Exploration['front'] {
  const on = new Set(sound.front.map(({ index }) => index))
  for (let index = 48; index < 96; index++) {
    const { front } = orThrow(explore(space, { shard: { index, count: 144 } }))
    const [design] = front
    if (design !== undefined && !on.has(design.index))
      return [...sound.front, design].sort((a, b) => a.index - b.index)
  }
  throw new Error('every design is on the front')
}
