/** What occurs in a chain and its figures, so that a generator that stops covering something is noticed. */
import { ownPlaces, touchedAlong, wholeOf, withinPlace } from './elements'
import { nestOf, otherInputs } from './links'
import type { Expected, Parts } from './oracle'
import { type ChainProblem, known, outputOf } from './problem'
import { given, outputBits, wordOf } from './widths'

type Features = readonly string[]

const when = (isSo: boolean, feature: string): Features => (isSo ? [feature] : [])

const layerFeatures = ({ layers }: ChainProblem): Features => [
  `${layers.length} layers`,
  ...layers.flatMap(({ layer, sides, operands }) => [
    layer.kind,
    ...when(
      Object.values(sides)
        .flat()
        .some(({ before, after }) => before + after > 0),
      'padding',
    ),
    ...when(operands.precision !== undefined, 'widths of a layer'),
    ...when(operands.density !== undefined, 'densities'),
  ]),
]

const hasPadding = ({ layers }: ChainProblem, k: number, name: string): boolean => {
  const layer = known(layers[k])
  const tensor = known(layer.tensors.find((each) => each.name === name))
  const places = ownPlaces(layer, tensor)
  return tensor.axes.some((axis, a) => {
    const all = touchedAlong(axis, wholeOf(layer.extents))
    return withinPlace(all, known(places[a])).length < all.length
  })
}

const linkFeatures = (problem: ChainProblem): Features => {
  const { taken } = nestOf(problem)
  return problem.layers.flatMap((layer, k) => {
    const { tensor, places } = known(taken[k])
    const first = known(layer.tensors.find(({ role }) => role === 'input'))
    const left = tensor.axes.some((axis, a) => {
      const all = touchedAlong(axis, wholeOf(layer.extents))
      const { before, extent } = known(places[a])
      const side = layer.sides[tensor.name]?.[a]
      return before + extent + (side?.after ?? 0) > known(all.at(-1)) + 1
    })
    return [
      ...when(tensor !== first && k > 0, 'another input than the first is taken'),
      ...when(tensor.name === 'filter' && k > 0, 'a filter is taken'),
      ...when(left, 'rows left over'),
      ...when(
        otherInputs(layer, known(taken[k])).some(({ name }) => hasPadding(problem, k, name)),
        'padding of another input',
      ),
    ]
  })
}

const nestFeatures = (problem: ChainProblem): Features => {
  const { loops } = nestOf(problem)
  const output = outputOf(known(problem.layers.at(-1))).axes.flat()
  const isOutput = loops.map(({ dimension }) => output.some((term) => term.dimension === dimension))
  return [
    `${loops.length} loops`,
    ...when(loops.length < problem.tile.length, 'a loop of one tile'),
    ...when(
      loops.some(({ extent, size }) => extent % size > 0),
      'a short last tile',
    ),
    ...when(
      loops.some(({ tiles }) => tiles > 5),
      'many tiles',
    ),
    ...when(
      loops.some(({ recomputes }) => recomputes),
      'recompute',
    ),
    ...when(isOutput.includes(false), 'a loop over a reduction'),
    ...when(
      isOutput.lastIndexOf(true) > isOutput.indexOf(false) && isOutput.includes(false),
      'sums come back',
    ),
    ...when(
      loops.some(({ axes }, l) =>
        loops.slice(l + 1).some((inner) => axes.some((a, k) => a < 0 && known(inner.axes[k]) >= 0)),
      ),
      'a loop reaches less far than one inside it',
    ),
  ]
}

const hardwareFeatures = ({ hardware }: ChainProblem): Features => {
  const { noc, precision, sparse, energy, l2, l1, offchip, overlap = 'within-runs' } = given(hardware)
  const networks = [noc ?? []].flat()
  return [
    overlap,
    ...when(precision !== undefined, 'widths of the accelerator'),
    ...when(
      [l1, l2, offchip].some((buffer) => buffer?.precision !== undefined),
      'widths of a buffer',
    ),
    ...when(
      networks.some(({ channels = [] }) => channels.length > 0),
      'channels',
    ),
    ...when(
      networks.some(({ skew = 0 }) => skew > 0),
      'skew',
    ),
    ...when(sparse?.skip !== undefined, 'zeros are skipped'),
    ...when(Object.keys(sparse?.format ?? {}).length > 0, 'formats'),
    ...when(energy?.static !== undefined, 'static energy'),
    ...when(offchip?.bandwidth !== undefined, 'off-chip bandwidth'),
  ]
}

const figureFeatures = (
  { problem, steps, choice, moments }: Parts,
  figures: Extract<Expected, { _tag: 'Figures' }>['figures'],
): Features => {
  const { layers, hardware } = problem
  const { peak, retained } = figures.buffers.l2
  const last = outputBits(hardware, known(layers.at(-1)))
  const handed = layers.slice(0, -1).map((layer) => outputBits(hardware, layer).final)
  return [
    ...choice.ways.map((way) => way.choice),
    ...when(new Set(choice.ways.map((way) => way.choice)).size > 1, 'several ways together'),
    ...when(!figures.buffers.l2.fits, 'nothing fits'),
    ...when(figures.recomputed > 0, 'recomputed'),
    ...when(retained.bits > 0, 'retained'),
    ...when(peak.layer < layers.length - 1, 'fullest before the last layer'),
    ...when(peak.tensors.length > 3, 'a peak of many tensors'),
    ...when(
      handed.some((width) => width !== wordOf(hardware)),
      'handed on at another width',
    ),
    ...when(
      last.partial !== last.final && nestFeatures(problem).includes('a loop over a reduction'),
      'partial sums of another width',
    ),
    ...when(figures.bound.by === 'offchip', 'bound off-chip'),
    ...when(
      figures.layers.some(({ runs }) => runs > 0 && runs < steps.length),
      'a layer that does not run in every step',
    ),
    ...when(
      figures.layers.some(({ runs }) => runs === 0),
      'a layer that never runs',
    ),
    ...when(
      figures.layers.some(({ kinds }) => kinds.length > 2),
      'many kinds of box',
    ),
    ...when(moments.at.length > 1 && figures.buffers.clusters.length > 0, 'cluster buffers'),
  ]
}

export const featuresOf = (problem: ChainProblem, expected: Expected): ReadonlySet<string> =>
  new Set([
    expected._tag,
    ...layerFeatures(problem),
    ...linkFeatures(problem),
    ...nestFeatures(problem),
    ...hardwareFeatures(problem),
    ...(expected._tag === 'Figures' ? figureFeatures(expected.of, expected.figures) : []),
  ])
