/** What is wrong with the package's answer to a case; nothing, one hopes. */
import { type Either, isLeft } from 'fp-ts/Either'
import { canonicalize } from '../../src/dataflow/canonical'
import { readDataflow } from '../../src/dataflow/read-directives'
import {
  analyze,
  type Dataflow,
  type Estimate,
  type EstimateErrors,
  estimate,
  evaluate,
  type Layer,
  renderErrors,
} from '../../src/index'
import { checkLayer } from '../../src/operator/check-layer'
import type { ExactCase, RuleCase } from '../support/simulator/canonical-cases'
import type { BoundCase } from './case-files'
import { differences, partDifferences } from './differences'
import { caseLayer, constructed, dataflowOf, exactHardware, exactLayer, givenHardware } from './public-inputs'

type Levels = readonly { readonly units: number; readonly loops: ExactCase['levels'][number]['loops'] }[]

/** Energies and fractions are rounded in the last place, in an order that is nobody's business. */
const rounding = 1e-9

const refused = (errors: EstimateErrors): readonly string[] => [`refused:\n${renderErrors(errors)}`]

/** The canonical form that the internal modules find, in the words of the cases. */
const canonicalLevels = (layer: Layer, dataflow: Dataflow, pes: number): Levels | undefined => {
  const problem = checkLayer(layer, [])
  const read = readDataflow(dataflow, problem, [])
  if (problem === undefined || read === undefined) return undefined
  return canonicalize(problem, read, pes, [])?.levels.map(({ units, loops }) => ({
    units,
    loops: loops.map(({ dimension, spatial, tile }) => ({
      dim: problem.dimensions[dimension] ?? 'none',
      kind: spatial ? 'spatial' : 'temporal',
      size: tile,
    })),
  }))
}

const canonicalDifferences = (
  levels: Levels,
  layer: Layer,
  dataflow: Dataflow,
  pes: number,
): readonly string[] => {
  const expected = levels.map(({ units, loops }) => ({ units, loops }))
  return differences(expected, canonicalLevels(layer, dataflow, pes), 0, 'canonical')
}

const judged = (
  result: Either<EstimateErrors, Estimate>,
  judge: (estimate: Estimate) => readonly string[],
): readonly string[] => (isLeft(result) ? refused(result.left) : judge(result.right))

export const exactDifferences = (of: ExactCase): readonly string[] => {
  const layer = exactLayer(of.layer)
  const dataflow = dataflowOf(of.id, of.directives)
  const canonical = canonicalDifferences(of.levels, layer, dataflow, of.pes)
  const figures = judged(estimate(layer, dataflow, exactHardware(of)), ({ macs, runtime, levels }) => {
    const traffic = levels.map(({ steps, activeUnitSteps, tensors }) => ({ steps, activeUnitSteps, tensors }))
    return differences(of.expected, { macs, runtime, levels: traffic })
  })
  return [...canonical, ...figures]
}

const energyTotals = ({ mac, l2, clusters, l1, offchip, network, total }: Estimate['energy']) => ({
  mac,
  l2: l2.total,
  clusters: clusters.map((cluster) => cluster.total),
  l1: l1.total,
  offchip: offchip.total,
  network,
  total,
})

const bufferTotals = ({ l1, clusters, l2 }: Estimate['buffers']) => ({
  l1: { required: l1.required.total, fits: l1.fits },
  clusters: clusters.map(({ required }) => required.total),
  l2: { required: l2.required.total, minimum: l2.minimum, fits: l2.fits },
})

const tagsOf = (warnings: readonly { readonly _tag: string }[]): readonly string[] =>
  [...new Set(warnings.map(({ _tag }) => _tag))].sort()

const ruleFigures = ({ expected }: RuleCase, answer: Estimate): readonly string[] => {
  const { energy, activePes, warnings, ...counts } = expected
  const { macs, onChipRuntime, offChipTime, runtime, floor } = answer
  const levels = answer.levels.map(({ units, steps, activeUnitSteps, tensors }) => ({
    units,
    steps,
    activeUnitSteps,
    tensors,
  }))
  const buffers = bufferTotals(answer.buffers)
  const offchip = Object.fromEntries(
    Object.entries(answer.offchip.tensors).map(([name, { bits: _, ...elements }]) => [name, elements]),
  )
  return [
    ...differences(counts, { macs, onChipRuntime, offChipTime, runtime, floor, levels, buffers, offchip }),
    ...differences(energy, energyTotals(answer.energy), rounding, 'energy'),
    ...differences(activePes, answer.activePes, rounding, 'activePes'),
    ...differences([...warnings].sort(), tagsOf(answer.warnings), 0, 'warnings'),
  ]
}

export const ruleDifferences = (of: RuleCase): readonly string[] => {
  const layer = constructed(of.layer.type, of.layer.given)
  const dataflow = dataflowOf(of.id, of.directives)
  const canonical = canonicalDifferences(of.canonical, layer, dataflow, of.hardware.pes)
  const result = estimate(layer, dataflow, givenHardware(of.hardware))
  return [...canonical, ...judged(result, (answer) => ruleFigures(of, answer))]
}

const throughJson = <A>(value: A): A => JSON.parse(JSON.stringify(value))

/** `estimate` must equal `analyze`, then `evaluate`, in every field, also with an analysis that JSON has revived. */
export const twoStepDifferences = (of: RuleCase): readonly string[] => {
  const layer = constructed(of.layer.type, of.layer.given)
  const dataflow = dataflowOf(of.id, of.directives)
  const hardware = givenHardware(of.hardware)
  const { pes, simd = 1 } = hardware
  const analysis = analyze(layer, dataflow, { pes, simd })
  if (isLeft(analysis)) return refused(analysis.left)
  return judged(estimate(layer, dataflow, hardware), (whole) =>
    judged(evaluate(throughJson(analysis.right), hardware), (parts) =>
      differences(whole, throughJson(parts)),
    ),
  )
}

/** What is a quotient or adds up energies, areas or powers; everything else is a count. */
const rounded =
  /^(energy|edp|area|power|effective|pe|activePes|utilization)\b|^levels\.\d+\.(bandwidth|delay\.\w+\.average)/

export const boundDifferences = (of: BoundCase): readonly string[] => {
  const layer = caseLayer(of.layer)
  const dataflow = dataflowOf(of.id, of.directives)
  const canonical = canonicalDifferences(of.canonical, layer, dataflow, of.hardware.pes)
  const { warnings, ...figures } = of.expected
  const figuresOf = (answer: Estimate) => [
    ...partDifferences(figures, answer, (path) => (rounded.test(path) ? rounding : 0)),
    ...differences(warnings, tagsOf(answer.warnings), 0, 'warnings'),
  ]
  return [...canonical, ...judged(estimate(layer, dataflow, givenHardware(of.hardware)), figuresOf)]
}
