/** Comments cite sections of `docs/spec.md`, which is where a rule is said in full. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..')

const sections = new Set(
  [...readFileSync(join(root, 'docs', 'spec.md'), 'utf8').matchAll(/^## (\d+)\. /gm)].map(([, number]) =>
    Number(number),
  ),
)

const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('binary.ts'))
  .map((file) => ({ file, text: readFileSync(join(root, 'src', file), 'utf8') }))

const citation = /docs\/spec\.md, sections? (\d+(?:(?:, | to | and )\d+)*)/g

const cited = sources.flatMap(({ file, text }) =>
  // A comment may break a line inside a citation.
  [...text.replace(/\n\s*\* ?/g, ' ').matchAll(citation)].flatMap(([, numbers = '']) =>
    numbers.split(/, | to | and /).map((number) => ({ file, number: Number(number) })),
  ),
)

describe('citations of the specification', () => {
  it('are of sections that there are', () => {
    expect(cited.filter(({ number }) => !sections.has(number))).toEqual([])
  })
  it('are made of every section, from the file that has its rule', () => {
    expect([...new Set(cited.map(({ number }) => number))].sort((a, b) => a - b)).toEqual(
      [...sections].sort((a, b) => a - b),
    )
  })
  it('name the page, and no other text', () => {
    expect(
      sources.filter(({ text }) => /cost model,\s+(?:\* )?sections? \d/.test(text)).map(({ file }) => file),
    ).toEqual([])
  })
})
