/** The answer of an exploration is that of calling `estimate` on every design, whatever the rules, shards and chunks. */

import { expect, it } from 'vitest'
import {
  checkExploration,
  type Exploration,
  emptyExploration,
  explore,
  exploreInChunks,
  mergeAllExplorations,
  mergeExplorations,
  type Rule,
  type Space,
} from '../../src/explore'
import { orThrow } from '../../src/index'
import { differences } from '../cases/differences'
import { firstSeed, runsOr } from '../support/generators/bulk'
import { pick, type Random, seeded, shuffled, some } from '../support/generators/random'
import { explored, sizeOf } from './brute'
import { printedSpace, randomSpace } from './spaces'

type Check = (space: Space, random: Random) => readonly string[]

const unlessSame = (a: Exploration, b: Exploration, what: string): readonly string[] =>
  JSON.stringify(a) === JSON.stringify(b) ? [] : [what, ...differences(a, b).slice(0, 6)]

const failuresOf = (runs: number, check: Check): string => {
  const failures: string[] = []
  for (let seed = firstSeed; seed < firstSeed + runs && failures.length < 2; seed++) {
    const random = seeded(seed)
    const space = randomSpace(random)
    const wrong = check(space, random)
    if (wrong.length > 0)
      failures.push([`MAESTRO_SEED=${seed} MAESTRO_RUNS=1`, printedSpace(space), ...wrong].join('\n'))
  }
  return failures.join('\n\n')
}

const rules: readonly Rule[] = ['units', 'pes', 'simd', 'curve', 'l1', 'l2', 'bandwidth', 'ideal', 'budget']

const runs = runsOr(600, 60)

it(`says what estimating every design says, for ${runs} spaces`, () => {
  const check: Check = (space) => unlessSame(orThrow(explore(space)), explored(space), 'explored, brute')
  expect(failuresOf(runs, check)).toBe('')
})

it(`says the same without any rule of pruning, and without all, for ${runs} spaces`, () => {
  const check: Check = (space, random) => {
    const answer = orThrow(explore(space))
    const sets = [...rules.map((rule) => [rule]), rules, some(random, rules, 50), some(random, rules, 50)]
    return sets.flatMap((without) =>
      unlessSame(orThrow(explore(space, { without })), answer, `without ${without.join(', ')}`),
    )
  }
  expect(failuresOf(runs, check)).toBe('')
})

it(`is made up of shards, merged in any order, for ${runs} spaces`, () => {
  const check: Check = (space, random) => {
    const answer = orThrow(explore(space))
    const count = pick(random, [2, 3, 7, sizeOf(space) + 3])
    const most = Math.min(count, 40)
    const shards =
      count === most
        ? Array.from({ length: count }, (_, index) => orThrow(explore(space, { shard: { index, count } })))
        : []
    const merged = shuffled(random, shards).reduce(mergeExplorations, emptyExploration(space))
    const [a, b, c] = shuffled(random, shards)
    return [
      ...(shards.length === 0 ? [] : unlessSame(merged, answer, `${count} shards`)),
      ...(shards.length === 0
        ? []
        : unlessSame(mergeAllExplorations(shuffled(random, shards)), answer, 'at once')),
      ...shards.flatMap((shard, index) =>
        checkExploration(space, shard, { shard: { index, count } })._tag === 'Right'
          ? []
          : [`shard ${index} is refused`],
      ),
      ...(a && b && c
        ? unlessSame(
            mergeExplorations(mergeExplorations(a, b), c),
            mergeExplorations(a, mergeExplorations(c, b)),
            'associative and commutative',
          )
        : []),
      ...unlessSame(mergeExplorations(answer, emptyExploration(space)), answer, 'identity'),
      ...unlessSame(mergeExplorations(emptyExploration(space), answer), answer, 'identity'),
    ]
  }
  expect(failuresOf(runs, check)).toBe('')
})

it(`goes on in chunks where it left off, for ${runs} spaces`, () => {
  const check: Check = (space, random) => {
    const size = sizeOf(space)
    const shard = { index: random(0, 1), count: random(2, 3) }
    const first = Math.floor((size * shard.index) / shard.count)
    const end = Math.floor((size * (shard.index + 1)) / shard.count)
    const from = random(first, end)
    const chunk = random(Math.ceil((size + 1) / 12), size)
    const pieces = [...exploreInChunks(space, { shard, chunk, from })].map(orThrow)
    const wrong = pieces.flatMap(({ done, total, exploration }) => [
      ...(total === end - first ? [] : ['total']),
      ...unlessSame(exploration, explored(space, from, first + done), `from ${from} to ${first + done}`),
    ])
    const last = pieces[pieces.length - 1]
    if (last?.done !== end - first) wrong.push('does not end')
    return wrong
  }
  expect(failuresOf(Math.ceil(runs / 4), check)).toBe('')
})

it('is asked about spaces of every kind', () => {
  const answers = Array.from({ length: 1500 }, (_, i) => orThrow(explore(randomSpace(seeded(firstSeed + i)))))
  const having = (has: (answer: Exploration) => boolean): number => answers.filter(has).length
  for (const cause of ['dataflow', 'l1', 'clusters', 'l2', 'area', 'power', 'averagePower'] as const)
    expect(
      having(({ designs }) => designs.invalid[cause] > 0),
      cause,
    ).toBeGreaterThan(5)
  expect(having(({ designs }) => designs.valid > 0)).toBeGreaterThan(500)
  expect(having(({ front }) => front.length > 3)).toBeGreaterThan(30)
  expect(having(({ best }) => Object.keys(best).length > 2)).toBeGreaterThan(700)
})
