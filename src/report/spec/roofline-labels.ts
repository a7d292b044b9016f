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

/** A point with the name that its label shows. */
export type Named = Roof[number] & { readonly label: string }

/** Points that share a label, the first one named. */
type Group = readonly [Labelled, ...Labelled[]]

const distance = (a: Labelled, b: Labelled): number => Math.hypot(a.x - b.x, a.y - b.y)

/** Marks that touch look like one, in pixels. */
const touching = 10
/** A label says nothing about a point that is farther from the one that it names. */
const farthest = 100

/** The nearest group that is near enough; undefined where there is none. */
const nearestOf = (groups: readonly Group[], to: Group, within: number): Group | undefined => {
  let [nearest, least]: readonly [Group | undefined, number] = [undefined, within]
  for (const group of groups) {
    const far = group === to ? within : distance(group[0], to[0])
    if (far < least) [nearest, least] = [group, far]
  }
  return nearest
}

/** The groups, with the second of these counted in the first. */
const joined = (groups: readonly Group[], first: Group, second: Group): readonly Group[] =>
  groups.flatMap((group) => {
    if (group === second) return []
    return [group === first ? ([...first, ...second] as const) : group]
  })

const touchingGroups = (points: readonly Labelled[]): readonly Group[] => {
  const groups: [Labelled, ...Labelled[]][] = []
  for (const point of points) {
    const near = groups.find(([first]) => distance(first, point) < touching)
    if (near === undefined) groups.push([point])
    else near.push(point)
  }
  return groups
}

const labelOf = ([{ label }, ...others]: Group): string =>
  others.length === 0 ? label : `${label} and ${others.length} more`

type Placing = { readonly point: Labelled; readonly anchor: Anchor | null }

/** All points are in the way of a label, also those that it counts. */
const placingsOf = (
  groups: readonly Group[],
  obstacles: ReturnType<typeof roofInPixels>,
): readonly Placing[] => {
  const named = groups.map((group) => ({ ...group[0], label: labelOf(group) }))
  const counted = groups.flatMap(([, ...others]) => others.map((spot) => ({ ...spot, label: '' })))
  const anchors = placeLabels([...named, ...counted], obstacles, width, height)
  return named.map((point, i) => ({ point, anchor: anchors[i] ?? null }))
}

/** In a crowd of more groups, labels that have room are all that there is time for. */
const crowd = 100

/** Labels without room count in the nearest one: a quarter of them, and then the others may have room. */
const placed = (groups: readonly Group[], obstacles: ReturnType<typeof roofInPixels>): readonly Placing[] => {
  const placings = placingsOf(groups, obstacles)
  const homeless = groups.filter((_, i) => placings[i]?.anchor === null)
  let fewer = groups
  for (const group of groups.length > crowd ? [] : homeless.slice(0, Math.ceil(homeless.length / 4))) {
    const nearest = fewer.includes(group) ? nearestOf(fewer, group, farthest) : undefined
    if (nearest !== undefined) fewer = joined(fewer, nearest, group)
  }
  return fewer === groups ? placings : placed(fewer, obstacles)
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
  const spots = points.map((point) => ({ ...pixelsOf(point, { x, y }), label: point.label }))
  return placed(touchingGroups(spots), roofInPixels(roof, { x, y })).flatMap(({ point, anchor }) =>
    anchor === null
      ? []
      : {
          label: point.label,
          intensity: valueAt(anchor.x / width, x),
          throughput: valueAt(1 - anchor.y / height, y),
          align: anchor.align,
          ...leaderOf(point, anchor, { x, y }),
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
