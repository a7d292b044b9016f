/** The archive keeps exactly the points that no other beats, however many there are: it is cut back again and again. */
import { describe, expect, test } from 'vitest'
import { cutToFront, emptyArchive, offerPoint } from '../../src/explore/archive'
import type { Place } from '../../src/explore/cell'
import { paretoFront } from '../../src/explore/pareto'
import { readSpace } from '../../src/explore/read-space'
import { dataflow, gemm } from '../../src/index'
import { runsOr } from '../support/generators/bulk'
import { type Random, seeded } from '../support/generators/random'

const place: Place = {
  plan: readSpace(
    { layer: gemm({ M: 1, N: 1, K: 1 }), dataflow: () => dataflow('none', []), pes: [1] },
    [],
    [],
  )!,
  flow: { levels: [], clusterPes: 1, innerUnits: [], tiles: 1, mostUnits: 1 },
  combination: 0,
  first: 0,
  pes: 1,
  simd: 1,
  bandwidth: [0, 1],
  l1: [0, 1],
  l2: [0, 1],
}

type Point = readonly number[]

/** Points near a surface on which none beats another, some of them equal; later ones tend to be better. */
const randomPoints = (random: Random, width: number, count: number): readonly Point[] =>
  Array.from({ length: count }, (_, i) => {
    const point = Array.from({ length: width - 1 }, () => random(0, 40))
    const rest = random(0, Math.ceil((count - i) / 100))
    return [...point, 40 * width - point.reduce((sum, value) => sum + value, 0) + rest]
  })

const beats = (a: Point, b: Point): boolean =>
  a.every((value, c) => value <= b[c]!) && a.some((value, c) => value < b[c]!)

const naiveFront = (points: readonly Point[]): readonly string[] => {
  const distinct = [...new Map(points.map((point) => [`${point}`, point])).values()]
  return distinct
    .filter((point) => !distinct.some((other) => beats(other, point)))
    .map(String)
    .sort()
}

const archived = (points: readonly Point[], width: number) => {
  const archive = emptyArchive(width, 64)
  for (const point of points) {
    archive.point.set(point)
    offerPoint(archive, place)
  }
  cutToFront(archive)
  const front = archive.found.map((_, row) => `${[...archive.rows.subarray(row * width, (row + 1) * width)]}`)
  return { front: front.sort(), best: [...archive.best] }
}

describe.each([1, 2, 3, 5, 6])('of points with %i coordinates', (width) => {
  const runs = runsOr(12)

  test(`the archive keeps the front and the best, for ${runs} lists`, () => {
    for (let seed = 1; seed <= runs; seed++) {
      const points = randomPoints(seeded(seed), width, 1500)
      const { front, best } = archived(points, width)
      expect(front).toEqual(naiveFront(points))
      expect(best).toEqual(best.map((_, c) => Math.min(...points.map((point) => point[c]!))))
    }
  })

  test('of equal points, the first is kept', () => {
    const points = randomPoints(seeded(7), width, 60).flatMap((point) => [point, point])
    const rows = Float64Array.from(points.flat())
    for (const row of paretoFront(rows, points.length, width))
      expect(points.findIndex((point) => `${point}` === `${points[row]}`)).toBe(row)
  })
})
