/** What is wrong with the package's answer to a chain. */
import { isLeft } from 'fp-ts/Either'
import { compareFused, estimateFused, type FusedComparison, fuse } from '../../src/fusion'
import { type EstimateErrors, renderErrors } from '../../src/index'
import { differences } from '../cases/differences'
import { aloneOf } from './alone'
import { nestOf } from './links'
import type { Expected, Parts } from './oracle'
import { type ChainProblem, optionsOf } from './problem'

const chainOf = (problem: ChainProblem) =>
  fuse(
    problem.layers.map(({ layer }) => layer),
    optionsOf(problem),
  )

export const answerTo = (problem: ChainProblem) =>
  compareFused(chainOf(problem), problem.dataflows, problem.hardware)

/** `estimateFused` says what `compareFused` says of the chain, the warning that fusing does not pay included. */
const estimateDifferences = (problem: ChainProblem, fused: FusedComparison['fused']): readonly string[] => {
  const answer = estimateFused(chainOf(problem), problem.dataflows, problem.hardware)
  if (isLeft(answer)) return ['estimateFused refuses what compareFused accepts']
  return JSON.stringify(answer.right) === JSON.stringify(fused) ? [] : ['estimateFused says something else']
}

/** Energies are sums in another order. */
const relativeAt = (path: string): number =>
  /energy|edp/i.test(path) && !path.includes('estimate') ? 1e-9 : 0

/** Runs' estimates are of the package either way; only what the layer before makes may be said otherwise. */
const withoutWarnings = ({ layers, ...others }: Omit<FusedComparison['fused'], 'warnings'>) => ({
  ...others,
  layers: layers.map(({ kinds, ...layer }) => ({
    ...layer,
    kinds: kinds.map(({ estimate: { warnings: _, ...estimate }, ...kind }) => ({ ...kind, estimate })),
  })),
})

const expectedWarnings = ({ problem, runs }: Parts, { fused, alone }: FusedComparison): readonly string[] => {
  const ofRuns = runs.kinds
    .flat()
    .flatMap(({ layer, estimate }) =>
      estimate.warnings.flatMap(({ _tag, path }) =>
        _tag === 'DoesNotFit' ? [] : [`${_tag} ${path.replace(/^dataflow/, `dataflow[${layer}]`)}`],
      ),
    )
  const { l1, clusters, l2 } = fused.buffers
  const misfits = [
    ...(l1.fits ? [] : ['hardware.l1']),
    ...clusters.flatMap(({ fits }, i) => (fits ? [] : [`hardware.clusters[${i}]`])),
    ...(l2.fits ? [] : ['hardware.l2']),
  ].map((path) => `DoesNotFit ${path}`)
  const tiled = problem.tile.map(([name]) => name)
  const unused = Object.keys(problem.halo)
    .filter((name) => !tiled.includes(name))
    .map((name) => `UnusedEntry chain.halo.${name}`)
  const doesNotPay =
    fused.runtime >= alone.runtime &&
    fused.offchip.bits >= alone.bits &&
    fused.energy.total >= alone.energy * (1 - 1e-9)
  return [...ofRuns, ...misfits, ...unused, ...(doesNotPay ? ['FusionDoesNotPay chain'] : [])]
}

const warningDifferences = (parts: Parts, answer: FusedComparison): readonly string[] => {
  const expected = [...new Set(expectedWarnings(parts, answer))].sort()
  const actual = answer.fused.warnings.map(({ _tag, path }) => `${_tag} ${path}`).sort()
  return differences(expected, actual, 0, 'warnings')
}

const figureDifferences = (parts: Parts, expected: object, answer: FusedComparison): readonly string[] => {
  const { warnings: _, ...fused } = answer.fused
  const alone = aloneOf(parts.problem, nestOf(parts.problem))
  return [
    ...differences(withoutWarnings(expected as typeof fused), withoutWarnings(fused), relativeAt, 'fused'),
    ...differences(alone, answer.alone, relativeAt, 'alone'),
    ...warningDifferences(parts, answer),
  ]
}

const has = (errors: EstimateErrors, tag: string, path: string): boolean =>
  errors.some((error) => error._tag === tag && error.path.startsWith(path))

const refusalDifferences = (expected: Exclude<Expected, { _tag: 'Figures' }>, errors: EstimateErrors) => {
  const found = errors.map(({ _tag, path }) => `${_tag} at ${path}`).join(', ')
  const wanted =
    expected._tag === 'WrongTiles'
      ? [...expected.dimensions].map((name) => ['BrokenChain', `chain.tile.${name}`] as const)
      : expected.refusals.flatMap(({ layer, errors: own }) =>
          own.map(
            ({ _tag, path }) =>
              [
                _tag,
                path.replace(/^dataflow/, `dataflow[${layer}]`).replace(/^layer/, `chain.layers[${layer}]`),
              ] as const,
          ),
        )
  return wanted.flatMap(([tag, path]) => (has(errors, tag, path) ? [] : [`no ${tag} at ${path}: ${found}`]))
}

export const wrongOf = (problem: ChainProblem, expected: Expected): readonly string[] => {
  const answer = answerTo(problem)
  if (expected._tag === 'Figures') {
    if (isLeft(answer)) {
      const isAloneRefused = aloneOf(problem, nestOf(problem)) === null
      return isAloneRefused ? [] : [`refused: ${renderErrors(answer.left)}`]
    }
    return [
      ...figureDifferences(expected.of, expected.figures, answer.right),
      ...estimateDifferences(problem, answer.right.fused),
    ]
  }
  return isLeft(answer) ? refusalDifferences(expected, answer.left) : ['accepted']
}
