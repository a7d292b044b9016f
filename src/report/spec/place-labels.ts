/** Labels of points, where there is room for them. */

type Rectangle = {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** A point in pixels, from the upper left. */
export type Labelled = { readonly x: number; readonly y: number; readonly label: string }

/** Of a wide fallback font at 11 pixels, on average. */
const characterWidth = 6.4
const lineHeight = 12
const gap = 8
const pointRadius = 5

const around = (x: number, y: number, width: number, height: number): Rectangle => ({
  left: x - width / 2,
  right: x + width / 2,
  top: y - height / 2,
  bottom: y + height / 2,
})

const collide = (a: Rectangle, b: Rectangle): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

/** Where a label begins, ends or has its middle. */
export type Anchor = {
  readonly x: number
  readonly y: number
  readonly align: 'left' | 'center' | 'right'
  /** Whether it is so far from its point that a line must lead there. */
  readonly isFar: boolean
}

const boxAt = ({ x, y, align }: Anchor, width: number): Rectangle => {
  const middle = align === 'left' ? x + width / 2 : align === 'right' ? x - width / 2 : x
  return around(middle, y, width, lineHeight)
}

type Offset = readonly [dx: number, dy: number, align: Anchor['align']]

const over = gap + lineHeight / 2

const near: readonly Offset[] = [
  [gap, 0, 'left'],
  [-gap, 0, 'right'],
  [0, over, 'center'],
  [0, -over, 'center'],
  [gap, over, 'left'],
  [gap, -over, 'left'],
  [-gap, over, 'right'],
  [-gap, -over, 'right'],
]

const far: readonly Offset[] = [2, 3.5, 5, 6.5, 8].flatMap((times): readonly Offset[] => [
  [0, times * over, 'center'],
  [0, -times * over, 'center'],
  [times * gap, times * over, 'left'],
  [times * gap, -times * over, 'left'],
  [-times * gap, times * over, 'right'],
  [-times * gap, -times * over, 'right'],
])

/** The nearest places first. */
const anchorsFor = ({ x, y }: Labelled): readonly Anchor[] => {
  const at =
    (isFar: boolean) =>
    ([dx, dy, align]: Offset): Anchor => ({ x: x + dx, y: y + dy, align, isFar })
  return [...near.map(at(false)), ...far.map(at(true))]
}

const step = 4

/** The line from a point to its far label as small obstacles, from where the point ends. */
const leaderTo = ({ x, y }: Labelled, anchor: Anchor): readonly Rectangle[] => {
  if (!anchor.isFar) return []
  const length = Math.hypot(anchor.x - x, anchor.y - y)
  const pieces = Math.max(0, Math.floor((length - pointRadius - lineHeight / 2) / step))
  return Array.from({ length: pieces }, (_, piece) => {
    const share = (pointRadius + 2 + piece * step) / length
    return around(x + share * (anchor.x - x), y + share * (anchor.y - y), 2, 2)
  })
}

/** Where each label is anchored, or null where nothing is free of points, obstacles, other labels and the border. */
export const placeLabels = (
  points: readonly Labelled[],
  obstacles: readonly Pick<Labelled, 'x' | 'y'>[],
  width: number,
  height: number,
): readonly (Anchor | null)[] => {
  const taken: Rectangle[] = [
    ...points.map(({ x, y }) => around(x, y, 2 * pointRadius, 2 * pointRadius)),
    ...obstacles.map(({ x, y }) => around(x, y, 4, 4)),
  ]
  const isFree = (box: Rectangle): boolean => !taken.some((other) => collide(box, other))
  const isInside = ({ left, right, top, bottom }: Rectangle): boolean =>
    left >= 0 && right <= width && top >= 0 && bottom <= height
  return points.map((point) => {
    if (point.label === '') return null
    const places = anchorsFor(point).map((anchor) => ({
      anchor,
      box: boxAt(anchor, point.label.length * characterWidth),
      leader: leaderTo(point, anchor),
    }))
    const free = places.find(({ box, leader }) => isInside(box) && [box, ...leader].every(isFree))
    if (free === undefined) return null
    taken.push(free.box, ...free.leader)
    return free.anchor
  })
}
