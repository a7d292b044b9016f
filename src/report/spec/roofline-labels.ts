/** The labels of a roofline's points: where there is room, and with a line to the point where that is far. */
import { type Domain, shareOf, valueAt } from './log-axis'
import { type Anchor, type Labelled, placeLabels } from './place-labels'
import { faint, type JsonObject } from './vega-lite'

export const width = 620
export const height = 380

export type Roof = readonly { readonly intensity: number; readonly throughput: number }[]
export type Axes = { readonly x: Domain; readonly y: Domain }

const pixelsOf = ({ intensity, throughput }: Roof[number], { x, y }: Axes) => ({
  x: width * shareOf(intensity, x),
  y: height * (1 - shareOf(throughput, y)),
})

/** The roof as a row of small obstacles. */
const roofInPixels = (roof: Roof, axes: Axes) => {
  const corners = roof.map((corner) => pixelsOf(corner, axes))
  return corners.slice(1).flatMap((to, i) => {
    const from = corners[i]!
    const pieces = Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / 6)
    return Array.from({ length: pieces }, (_, piece) => ({
      x: from.x + ((to.x - from.x) * piece) / pieces,
      y: from.y + ((to.y - from.y) * piece) / pieces,
    }))
  })
}

/** Points so close that the eye takes them for one, in pixels. */
const tooClose = 6

/** A point with the name that its label shows. */
export type Named = Roof[number] & { readonly label: string }

/** Points with their labels in pixels; of those that are too close, the first, and how many more there are. */
const labelled = (points: readonly Named[], axes: Axes): readonly Labelled[] => {
  const groups: { readonly at: Labelled; others: number }[] = []
  for (const point of points) {
    const at = { ...pixelsOf(point, axes), label: point.label }
    const group = groups.find((each) => Math.hypot(each.at.x - at.x, each.at.y - at.y) < tooClose)
    if (group === undefined) groups.push({ at, others: 0 })
    else group.others += 1
  }
  return groups.map(({ at, others }) =>
    others === 0 ? at : { ...at, label: `${at.label} and ${others} more` },
  )
}

/** Where the line from a far label to its point begins and ends. */
const leaderOf = (point: Labelled, anchor: Anchor, { x, y }: Axes): JsonObject => {
  if (!anchor.isFar) return {}
  // It ends at the side of the text that is turned to the point.
  const edge = anchor.y + (anchor.y < point.y ? 7 : -7)
  return {
    fromX: valueAt(point.x / width, x),
    fromY: valueAt(1 - point.y / height, y),
    toY: valueAt(1 - edge / height, y),
  }
}

export const labelsOf = (points: readonly Named[], roof: Roof, { x, y }: Axes): readonly JsonObject[] => {
  const inPixels = labelled(points, { x, y })
  return placeLabels(inPixels, roofInPixels(roof, { x, y }), width, height).flatMap((anchor, i) =>
    anchor === null
      ? []
      : {
          label: inPixels[i]!.label,
          intensity: valueAt(anchor.x / width, x),
          throughput: valueAt(1 - anchor.y / height, y),
          align: anchor.align,
          ...leaderOf(inPixels[i]!, anchor, { x, y }),
        },
  )
}

export const leaders = (
  labels: readonly JsonObject[],
  { x, y }: { readonly x: JsonObject; readonly y: JsonObject },
): readonly JsonObject[] => {
  const values = labels.filter((label) => label['toY'] !== undefined)
  if (values.length === 0) return []
  const encoding = { x: { ...x, field: 'fromX' }, y: { ...y, field: 'fromY' } }
  const ends = { x2: { field: 'intensity' }, y2: { field: 'toY' } }
  return [
    {
      data: { values },
      mark: { type: 'rule', color: faint, strokeWidth: 0.7 },
      encoding: { ...encoding, ...ends },
    },
  ]
}
