/** Labels on random points: none lies on a point, on another label, on an obstacle, or across a line to a far label. */
import { expect, test } from 'vitest'
import { type Anchor, placeLabels } from '../../src/report/spec/place-labels'
import { seeded } from '../support/generators/random'

const width = 400
const height = 300

type Spot = { readonly x: number; readonly y: number; readonly label: string }
type Box = { readonly x: readonly [number, number]; readonly y: readonly [number, number] }

/** What is sure to be covered by a text of 11 pixels: five pixels for each character, eight high. */
const inkOf = ({ x, y, align }: Anchor, { label }: Spot): Box => {
  const length = 5 * label.length
  const left = { left: x, center: x - length / 2, right: x - length }[align]
  return { x: [left, left + length], y: [y - 4, y + 4] }
}

const covers = (box: Box, x: number, y: number): boolean =>
  box.x[0] < x && x < box.x[1] && box.y[0] < y && y < box.y[1]

const overlap = (a: Box, b: Box): boolean =>
  a.x[0] < b.x[1] && b.x[0] < a.x[1] && a.y[0] < b.y[1] && b.y[0] < a.y[1]

test('labels cover nothing', () => {
  let far = 0
  let near = 0
  for (let seed = 1; seed <= 200; seed++) {
    const random = seeded(seed)
    const any = (most: number) => random(0, most - 1)
    const spots = Array.from({ length: 5 + any(20) }, (_, i): Spot => {
      const at = { x: any(width), y: any(height) }
      return { ...at, label: `layer ${i}`.padEnd(8 + any(10), 'x') }
    })
    const obstacles = Array.from({ length: 60 }, (_, i) => ({ x: 6 * i, y: 200 - 3 * i }))
    const anchors = placeLabels(spots, obstacles, width, height)
    const boxes = anchors.flatMap((anchor, i) => (anchor === null ? [] : inkOf(anchor, spots[i]!)))
    for (const [i, box] of boxes.entries()) {
      expect(spots.filter(({ x, y }) => covers(box, x, y))).toEqual([])
      expect(obstacles.filter(({ x, y }) => covers(box, x, y))).toEqual([])
      expect(boxes.slice(0, i).filter((other) => overlap(box, other))).toEqual([])
      expect(box.x[0] >= 0 && box.x[1] <= width && box.y[0] >= 0 && box.y[1] <= height).toBe(true)
    }
    for (const [i, anchor] of anchors.entries()) {
      if (anchor === null) continue
      if (!anchor.isFar) near += 1
      else {
        far += 1
        const spot = spots[i]!
        const others = anchors.flatMap((other, j) =>
          other === null || j === i ? [] : inkOf(other, spots[j]!),
        )
        for (let share = 0.2; share < 0.8; share += 0.1) {
          const at = [spot.x + share * (anchor.x - spot.x), spot.y + share * (anchor.y - spot.y)] as const
          expect(others.filter((box) => covers(box, ...at))).toEqual([])
        }
      }
    }
  }
  expect(near).toBeGreaterThan(1000)
  expect(far).toBeGreaterThan(50)
})

test('a label stays beside its point where there is room', () => {
  expect(placeLabels([{ x: 100, y: 100, label: 'one' }], [], width, height)).toEqual([
    { x: 108, y: 100, align: 'left', isFar: false },
  ])
  const [anchor] = placeLabels([{ x: width - 3, y: 100, label: 'at the border' }], [], width, height)
  expect(anchor).toMatchObject({ align: 'right', isFar: false })
})
