/** The reference cases of a directory as tests. */
import { expect, it } from 'vitest'
import { type ExactFile, exactCases, ruleCases } from '../support/simulator/canonical-cases'
import { boundCases, readJson, refusalCases } from './case-files'
import { boundDifferences, exactDifferences, ruleDifferences, twoStepDifferences } from './check-figures'
import {
  type FusionCase,
  type FusionRefusal,
  fusionDifferences,
  fusionRefusalDifferences,
} from './check-fusion'
import { refusalDifferences } from './check-refusals'

const exactFiles: readonly ExactFile[] = ['exact', 'input-notation', 'larger', 'window']

/** The cases that fail, by id, each with what is wrong. */
const failures = <Case>(
  cases: readonly Case[],
  idOf: (of: Case) => string,
  check: (of: Case) => readonly string[],
): Readonly<Record<string, readonly string[]>> => {
  expect(cases.length).toBeGreaterThan(0)
  return Object.fromEntries(
    cases.map((of) => [idOf(of), check(of)] as const).filter(([, wrong]) => wrong.length > 0),
  )
}

export const checkAll = (directory: string): void => {
  for (const file of exactFiles)
    it(`gives every figure and canonical form of ${file}-cases.json`, () => {
      expect(failures(exactCases(directory, file), ({ id }) => id, exactDifferences)).toEqual({})
    })

  it('gives every figure, canonical form and warning of rule-cases.json', () => {
    expect(failures(ruleCases(directory), ({ id }) => id, ruleDifferences)).toEqual({})
  })

  it('answers rule-cases.json the same in two steps, with JSON between them', () => {
    expect(failures(ruleCases(directory), ({ id }) => id, twoStepDifferences)).toEqual({})
  })

  it('gives every figure, canonical form and warning of bound-cases.json', () => {
    expect(failures(boundCases(directory), ({ id }) => id, boundDifferences)).toEqual({})
  })

  it('gives every figure, canonical form and warning of machine-cases.json', () => {
    expect(failures(boundCases(directory, 'machine-cases.json'), ({ id }) => id, boundDifferences)).toEqual(
      {},
    )
  })

  it('gives every figure and warning of fusion-cases.json', () => {
    const cases = readJson(directory, 'fusion-cases.json') as readonly FusionCase[] // the format is that of cases.md
    expect(failures(cases, ({ id }) => id, fusionDifferences)).toEqual({})
  })

  it('refuses fusion-refusals.json, each for its reason', () => {
    const cases = readJson(directory, 'fusion-refusals.json') as readonly FusionRefusal[] // as above
    expect(failures(cases, ({ name }) => name, fusionRefusalDifferences)).toEqual({})
  })

  for (const file of ['refusal-cases.json', 'machine-refusals.json'] as const)
    it(`refuses ${file}, each for its reason`, () => {
      expect(failures(refusalCases(directory, file), ({ name }) => name, refusalDifferences)).toEqual({})
    })
}
