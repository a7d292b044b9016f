import { describe, expect, it } from 'vitest'
import { reference, referenceFile } from '../../src/reference'
import { differences } from '../cases/differences'
import {
  excerptDirectory,
  inputOf,
  isHere,
  sharedDirectory,
  type ToolCase,
  type ToolFailure,
  toolCases,
  toolFailures,
} from './case-files'

/** How an answer differs from the tool's, in any field or digit. */
const wrongFigures = (of: ToolCase): readonly string[] => {
  const result = reference(inputOf(of))
  if (result._tag === 'Left') return [result.left.message]
  return differences([of.expected], result.right)
}

const codeOf = (result: ReturnType<typeof reference>): string =>
  result._tag === 'Left' ? result.left._tag : 'figures'

const wrongEnds = (of: ToolFailure): readonly string[] => [
  ...differences(of.errorCode, codeOf(referenceFile(of.mapping, of.hw)), 0, 'text'),
  ...(of.layer === undefined ? [] : differences(of.errorCode, codeOf(reference(inputOf(of))), 0, 'data')),
]

const failing = <Case extends { readonly id: number }>(
  cases: readonly Case[],
  check: (of: Case) => readonly string[],
): Readonly<Record<string, readonly string[]>> => {
  expect(cases.length).toBeGreaterThan(0)
  return Object.fromEntries(
    cases.map((of) => [of.id, check(of)] as const).filter(([, wrong]) => wrong.length > 0),
  )
}

const checkAll = (directory: string): void => {
  it('gives every figure of tool-cases.json, doubles to the last digit', () => {
    expect(failing(toolCases(directory), wrongFigures)).toEqual({})
  })

  it('ends as the tool does in tool-failures.json, from text and from data', () => {
    expect(failing(toolFailures(directory), wrongEnds)).toEqual({})
  })
}

describe("the committed excerpt of the tool's figures", () => checkAll(excerptDirectory))

if (isHere(sharedDirectory))
  describe("all of the tool's figures in ../shared/reference", () => {
    checkAll(sharedDirectory)

    it('are as many as were handed out', () => {
      const failures = toolFailures(sharedDirectory)
      const asData = failures.filter(({ layer }) => layer !== undefined)
      expect([toolCases(sharedDirectory).length, failures.length, asData.length]).toEqual([620, 72, 51])
    })
  })
else {
  const absent = "the tool's figures: ../shared/reference is not here; the committed excerpt runs instead"
  it.skip(absent, () => {})
  console.info(absent) // the default reporter counts skipped tests, but does not name them
}
