/**
 * The brute-force simulator against machine-cases.json: precision, channels, ports, skew, static energy, bypass and
 * sparsity, each problem enumerated step by step.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { account } from '../support/simulator/account'
import type { GivenHardware } from '../support/simulator/hardware'
import { type GivenLayer, type LayerType, layerOf, type SimOperator } from '../support/simulator/operators'
import { type GivenOperands, type Schedule, simulateMachine } from '../support/simulator/simulate-machine'
import { warningsOf } from '../support/simulator/warnings'
import { type Part, readJson, sharedDirectory } from './case-files'
import { partDifferences } from './differences'

type MachineCase = {
  readonly id: string
  readonly layer:
    | { readonly type: LayerType; readonly given: GivenLayer & GivenOperands }
    | {
        readonly type: 'custom'
        readonly operator: SimOperator
        readonly given: Schedule['extents']
        /** The name, or what stands in its place. */
        readonly options: string | GivenOperands
      }
  readonly hardware: GivenHardware
  readonly canonical: Schedule['levels']
  readonly expected: Part
}

const file = 'machine-cases.json'

// The format is described in cases.md; a case of another shape fails its test.
const cases = (): readonly MachineCase[] => readJson(sharedDirectory, file) as readonly MachineCase[]

const subjectOf = (layer: MachineCase['layer']) => {
  if (layer.type !== 'custom') {
    const { operator, extents } = layerOf(layer.type, layer.given)
    return { tensors: operator.tensors, extents, operands: layer.given }
  }
  const { operator, given, options } = layer
  // in the order in which the operator declares them
  const extents = Object.fromEntries(operator.dimensions.map((name) => [name, given[name] ?? Number.NaN]))
  return { tensors: operator.tensors, extents, operands: typeof options === 'string' ? {} : options }
}

/** What is a quotient, an expectation, or adds up energies, areas or powers; everything else is a count. */
const rounded =
  /^(energy|edp|area|power|effective|pe|activePes|utilization)\b|^levels\.\d+\.(bandwidth|delay\.\w+\.average)/

const differencesOf = ({ layer, hardware, canonical, expected }: MachineCase): readonly string[] => {
  const { operands, ...subject } = subjectOf(layer)
  const simulated = simulateMachine({ ...subject, levels: canonical }, operands, hardware)
  const figures = account(simulated)
  const warnings = warningsOf(simulated, figures, hardware, false)
  return partDifferences(expected, { ...figures, warnings }, (path) => (rounded.test(path) ? 1e-9 : 0))
}

if (existsSync(join(sharedDirectory, file)))
  it(`the simulator gives every figure of ${file}`, () => {
    const all = cases()
    expect(all.length).toBeGreaterThan(0)
    const failures = all
      .map((each) => [each.id, differencesOf(each)] as const)
      .filter(([, wrong]) => wrong.length > 0)
    expect(Object.fromEntries(failures)).toEqual({})
  })
else {
  const absent = `${file}: ../shared/reference is not here`
  it.skip(absent, () => {})
  console.info(absent)
}
