/** The published figures as they were collected, with what version 0.1.0 of this library gave for them, where they are at hand. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { orThrow } from '../../src/index'
import { type SourceId, type Validation, type ValidationVariant, validate } from '../../src/validation'
import type { ValidationStatistics } from '../../src/validation/statistics'
import { readJson, sharedDirectory } from '../cases/case-files'

const file = 'published-figures.json'

/** A source as collected: most have rows under a list of columns, some have layers. */
export type Collected = {
  readonly id: string
  readonly columns?: readonly string[]
  readonly rows?: readonly (readonly unknown[])[]
  readonly layers?: readonly Readonly<Record<string, unknown>>[]
}

/** A test with a source as collected. It is skipped, and says so, where that is not at hand. */
export const itAsCollected = (id: string, name: string, test: (source: Collected) => void): void =>
  it.skipIf(!existsSync(join(sharedDirectory, file)))(`${name} (${file})`, () => {
    // A source of another shape fails its test.
    const { sources } = readJson(sharedDirectory, file) as { readonly sources: readonly Collected[] }
    const source = sources.find((each) => each.id === id)
    expect(source).toBeDefined()
    if (source !== undefined) test(source)
  })

/** A column of a source as collected. */
export const columnOf = ({ columns = [], rows = [] }: Collected, name: string): readonly unknown[] => {
  expect(columns).toContain(name)
  return rows.map((row) => row[columns.indexOf(name)])
}

export const validated = (id: SourceId, variant: ValidationVariant = 'as is'): Validation => {
  const found = orThrow(validate(id)).find((each) => each.variant === variant)
  if (found === undefined) throw new Error(`${id} has no variant ${variant}`)
  return found
}

const digits = (share: number): number => Math.round(share * 1e10) / 1e10 + 0

/** Shares to ten digits, in which every changed estimate shows. */
export const statisticsOf = (given: ValidationStatistics): ValidationStatistics => ({
  n: given.n,
  mean: digits(given.mean),
  median: digits(given.median),
  worst: digits(given.worst),
  bias: digits(given.bias),
})

export const publishedOf = ({ rows }: Validation): readonly number[] => rows.map(({ published }) => published)

export const oursOf = ({ rows }: Validation): readonly number[] => rows.map(({ ours }) => ours)

export const sumOf = (figures: readonly number[]): number => figures.reduce((sum, each) => sum + each, 0)
