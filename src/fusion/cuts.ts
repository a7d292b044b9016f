/**
 * The best way to cut a list of layers into groups. What a group can cost is a list of points; groups add up. For the runtime and
 * the energy the best point of each group is enough. For the energy-delay product the sums of all ways lie in a sum of convex
 * hulls, and a product of positive factors is least at a corner (see `network/hull.ts`), so that hulls are kept.
 */
import type { Objective } from '../figures/objectives'
import { lowerHull } from '../network/hull'

/** What a way to run something costs; `way` tells it apart, and of equals the first counts. */
export type Cost = { readonly runtime: number; readonly energy: number; readonly way: number }

/** A group of layers, from the first to the last, and what its ways cost. */
export type Group = { readonly first: number; readonly last: number; readonly costs: readonly Cost[] }

/** One way for each of consecutive groups. */
export type Piece = { readonly first: number; readonly last: number; readonly way: number }

/** A network cut into pieces. */
export type Cutting = { readonly runtime: number; readonly energy: number; readonly pieces: readonly Piece[] }

export const worthOf = (
  { runtime, energy }: { readonly runtime: number; readonly energy: number },
  objective: Objective,
): number => (objective === 'runtime' ? runtime : objective === 'energy' ? energy : runtime * energy)

const nothing: Cutting = { runtime: 0, energy: 0, pieces: [] }

/** The least by the objective; of equals, that with less of the other figure, then the first. */
const leastOf = <P extends { readonly runtime: number; readonly energy: number }>(
  points: readonly P[],
  objective: 'runtime' | 'energy',
): readonly P[] => {
  const other = objective === 'runtime' ? 'energy' : 'runtime'
  const least = points.reduce<P | null>(
    (best, each) =>
      best === null ||
      each[objective] < best[objective] ||
      (each[objective] === best[objective] && each[other] < best[other])
        ? each
        : best,
    null,
  )
  return least === null ? [] : [least]
}

/** The points that can be part of the best sum. */
export const worthKeeping = <P extends { readonly runtime: number; readonly energy: number }>(
  points: readonly P[],
  objective: Objective,
): readonly P[] => {
  if (objective !== 'edp') return leastOf(points, objective)
  const hull = lowerHull(points.map(({ runtime, energy }, candidate) => ({ runtime, energy, candidate })))
  return hull.map(({ candidate }) => points[candidate]!)
}

const joined = (before: Cutting, { first, last }: Group, cost: Cost): Cutting => ({
  runtime: before.runtime + cost.runtime,
  energy: before.energy + cost.energy,
  pieces: [...before.pieces, { first, last, way: cost.way }],
})

/** Per number of layers, the ways to run that many of the first ones. */
const prefixes = (
  layers: number,
  groups: readonly Group[],
  objective: Objective,
): readonly (readonly Cutting[])[] => {
  const ways: (readonly Cutting[])[] = [[nothing]]
  for (let count = 1; count <= layers; count++) {
    const all = groups
      .filter(({ last }) => last === count - 1)
      .flatMap((group) =>
        ways[group.first]!.flatMap((before) => group.costs.map((cost) => joined(before, group, cost))),
      )
    ways.push(worthKeeping(all, objective))
  }
  return ways
}

const best = (cuttings: readonly Cutting[], objective: Objective): Cutting | null =>
  cuttings.reduce<Cutting | null>(
    (least, each) => (least === null || worthOf(each, objective) < worthOf(least, objective) ? each : least),
    null,
  )

/** What the layers cost at best with a cut after a layer, and without it; null where there is no way. */
export type Cut = { readonly after: number; readonly cut: Cutting | null; readonly joined: Cutting | null }

export type Cuts = {
  readonly best: Cutting | null
  readonly second: Cutting | null
  readonly cuts: readonly Cut[]
}

const cutsAt = ({ pieces }: Cutting, after: number): boolean => pieces.some(({ last }) => last === after)

/** Of all ways to cut, the best; the best that has other cuts; and what each cut costs. */
export const cutsOf = (layers: number, groups: readonly Group[], objective: Objective): Cuts => {
  const bestOf = (allowed: readonly Group[]): Cutting | null =>
    best(prefixes(layers, allowed, objective)[layers]!, objective)
  const whole = bestOf(groups)
  const cuts: Cut[] = []
  for (let after = 0; after < layers - 1; after++) {
    const spans = ({ first, last }: Group): boolean => first <= after && last > after
    const ends = ({ last }: Group): boolean => last === after
    cuts.push({
      after,
      cut: bestOf(groups.filter((group) => !spans(group))),
      joined: bestOf(groups.filter((group) => !ends(group))),
    })
  }
  const others =
    whole === null
      ? []
      : cuts.flatMap(({ after, cut, joined: without }) => (cutsAt(whole, after) ? without : cut) ?? [])
  return { best: whole, second: best(others, objective), cuts }
}
