/** Explorations survive JSON and their codec to the last character, and damaged ones are refused. */
import { describe, expect, it, test } from 'vitest'
import { decode, explorationCodec, parseJson, progressCodec } from '../../src/codec'
import { exploreInChunks } from '../../src/explore'
import { orThrow } from '../../src/index'
import { errorsOf, inShort } from '../support/errors'
import { seeded } from '../support/generators/random'
import { randomSpace } from './spaces'

const pieces = Array.from({ length: 60 }, (_, seed) => [
  ...exploreInChunks(randomSpace(seeded(seed + 1)), { chunk: 500 }),
])
  .flat()
  .map(orThrow)

describe('explorations', () => {
  it('survive JSON', () => {
    expect(pieces.some(({ exploration: { front } }) => front.length > 3)).toBe(true)
    for (const piece of pieces) {
      const text = JSON.stringify(piece)
      const read = orThrow(parseJson(progressCodec)(text))
      expect(JSON.stringify(read)).toBe(text)
      expect(orThrow(decode(explorationCodec)(read.exploration))).toEqual(piece.exploration)
    }
  })

  const [sound] = pieces.map(({ exploration }) => exploration).filter(({ front }) => front.length > 0)
  test.each([
    [{ ...sound, front: null }, ['Malformed exploration.front']],
    [{ ...sound, more: 1 }, ['Malformed exploration.more']],
    [{ ...sound, front: [{ ...sound?.front[0], index: '3' }] }, ['Malformed exploration.front[0].index']],
    [{ ...sound, best: { speed: null } }, ['Malformed exploration.best.speed']],
    [{ ...sound, designs: undefined }, ['Malformed exploration.designs']],
  ])('are refused when damaged', (damaged, errors) => {
    expect(inShort(errorsOf(decode(explorationCodec)(damaged)))).toEqual(errors)
  })
})
