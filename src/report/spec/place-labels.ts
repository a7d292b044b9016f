/** Labels of points, where there is room for them. */

type Rectangle = {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** A point in pixels, from the upper left. */
export type Labelled = { readonly x: number; readonly y: number; readonly label: string }

const characterWidth = 7
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

const centresFor = ({ x, y, label }: Labelled) => {
  const width = label.length * characterWidth
  const beside = gap + width / 2
  const over = gap + lineHeight / 2
  return [
    { x: x + beside, y },
    { x: x - beside, y },
    { x, y: y + over },
    { x, y: y - over },
    { x: x + beside, y: y + over },
    { x: x + beside, y: y - over },
    { x: x - beside, y: y + over },
    { x: x - beside, y: y - over },
  ].map((centre) => ({ centre, box: around(centre.x, centre.y, width, lineHeight) }))
}

/** The centre of each label, or null where nothing is free of points, obstacles, other labels and the border. */
export const placeLabels = (
  points: readonly Labelled[],
  obstacles: readonly Pick<Labelled, 'x' | 'y'>[],
  width: number,
  height: number,
): readonly ({ readonly x: number; readonly y: number } | null)[] => {
  const taken: Rectangle[] = [
    ...points.map(({ x, y }) => around(x, y, 2 * pointRadius, 2 * pointRadius)),
    ...obstacles.map(({ x, y }) => around(x, y, 4, 4)),
  ]
  return points.map((point) => {
    const free = centresFor(point).find(
      ({ box }) =>
        box.left >= 0 &&
        box.right <= width &&
        box.top >= 0 &&
        box.bottom <= height &&
        !taken.some((other) => collide(box, other)),
    )
    if (point.label === '' || free === undefined) return null
    taken.push(free.box)
    return free.centre
  })
}
