import { expect as jestExpect } from '@jest/globals'
import * as fpFunction from 'fp-ts/function'
import * as ioTs from 'io-ts'
import { describe, expect, test } from 'vitest'
import * as assertions from '../../src/assert'
import * as catalog from '../../src/catalog'
import * as cli from '../../src/cli'
import * as codec from '../../src/codec'
import * as explore from '../../src/explore'
import * as formats from '../../src/formats'
import * as fusion from '../../src/fusion'
import * as root from '../../src/index'
import * as jestMatchers from '../../src/jest'
import * as mapping from '../../src/map'
import * as notation from '../../src/notation'
import * as onnx from '../../src/onnx'
import * as reference from '../../src/reference'
import * as report from '../../src/report'
import * as units from '../../src/units'
import * as validation from '../../src/validation'
import * as matchers from '../../src/vitest'
import { assertionsIn, examplesInPage, examplesInSource, filesUnder, guidePages, run } from './examples'

// Vitest and Jest keep matchers under one name of the process, so that the later registration counts for Jest.
jestExpect.extend(matchers.matchers)

const runs = (_name: string, body: () => void): void => body()

const modules = {
  'maestro-dataflow': root,
  'maestro-dataflow/notation': notation,
  'maestro-dataflow/explore': explore,
  'maestro-dataflow/map': mapping,
  'maestro-dataflow/fusion': fusion,
  'maestro-dataflow/reference': reference,
  'maestro-dataflow/report': report,
  'maestro-dataflow/onnx': onnx,
  'maestro-dataflow/catalog': catalog,
  'maestro-dataflow/units': units,
  'maestro-dataflow/codec': codec,
  'maestro-dataflow/formats': formats,
  'maestro-dataflow/cli': cli,
  'maestro-dataflow/validation': validation,
  'maestro-dataflow/vitest': matchers,
  'maestro-dataflow/jest': jestMatchers,
  'maestro-dataflow/assert': assertions,
  // A test within a test, as pages show them, runs where it stands.
  vitest: { expect, describe: runs, test: runs },
  '@jest/globals': { expect: jestExpect, describe: runs, test: runs },
  'node:test': { describe: runs, test: runs },
  'fp-ts/function': fpFunction,
  'io-ts': ioTs,
}

const sources = filesUnder('src', '.ts').flatMap(examplesInSource)

describe('every example of the documentation is true', () => {
  test.each(sources.map((example) => [example.name, example] as const))('%s', async (_, example) => {
    expect(assertionsIn(example)).toBeGreaterThan(0)
    await run(example, modules, (actual, expected) => expect(actual).toEqual(expected))
  })

  test.each(
    guidePages()
      .flatMap(examplesInPage)
      .map((example) => [example.name, example] as const),
  )('%s', async (_, example) => {
    await run(example, modules, (actual, expected) => expect(actual).toEqual(expected))
  })

  test('there are examples at all', () => expect(sources.length).toBeGreaterThan(25))
})
