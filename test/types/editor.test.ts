import { describe, expect, it } from 'vitest'
import { completionsAt, hoverAt, problemsIn, typeAt } from './editor-service'

const given = (call: string): string =>
  `import { conv2d, dataflow, depthwiseConv2d, gemm, reorder, spatialMap, sz, temporalMap } from 'maestro-dataflow'\n${call}\n`

/** What TypeScript says is missing, in its own words. */
const missingIn = (call: string): readonly string[] =>
  problemsIn(given(call)).map(
    (problem) => /(?:Property '.+' is|is) missing.*$/m.exec(problem)?.[0] ?? problem,
  )

describe('a dimension', () => {
  const calls = [
    "spatialMap('‸')",
    "spatialMap(1, 1, '‸')",
    "temporalMap('‸', 64)",
    "temporalMap(3, 1, '‸')",
    "sz('‸')",
    "reorder(0, ['‸'])",
  ]
  for (const call of calls)
    it(`is completed in ${call}`, () => {
      expect(completionsAt(given(call))).toEqual(
        expect.arrayContaining(['C', 'G', 'K', 'M', 'N', 'R', 'S', 'X', "X'", 'Y', "Y'"]),
      )
    })

  it('may be one of an operator of your own', () => {
    expect(
      problemsIn(given("spatialMap('Q'); const name: string = 'L'; temporalMap(name); sz(name)")),
    ).toEqual([])
  })
})

describe('the arguments of maps', () => {
  it('are a dimension and a size, or a size, an offset and a dimension', () => {
    const right = "spatialMap('K'); spatialMap('K', 4); temporalMap('R', sz('R')); temporalMap(3, 1, 'Y')"
    expect(problemsIn(given(right))).toEqual([])
    for (const wrong of [
      "spatialMap(4, 'K')",
      'spatialMap(4)',
      "spatialMap('K', 4, 4)",
      'temporalMap()',
      'temporalMap(4, 4)',
    ])
      expect(problemsIn(given(wrong))).toHaveLength(1)
  })
})

describe('an extent that is missing', () => {
  const rows: readonly (readonly [call: string, missing: RegExp])[] = [
    ['conv2d({ K: 1, C: 1, R: 3, S: 3, Y: 56 })', /^Property 'X' is missing/],
    ['conv2d({ K: 1, C: 1, R: 3, S: 3, X: 56 })', /^Property 'Y' is missing/],
    ['conv2d({ C: 1, R: 3, S: 3, Y: 56, X: 56 })', /^Property 'K' is missing/],
    [`conv2d({ C: 1, R: 3, S: 3, "Y'": 56, "X'": 56 })`, /^Property 'K' is missing/],
    ['depthwiseConv2d({ C: 1, R: 3, S: 3, Y: 56 })', /^Property 'X' is missing/],
    ['conv2d({ K: 1, C: 1, R: 3, S: 3 })', /^is missing the following properties.*: Y, X$/],
    ['gemm({ M: 1, N: 1 })', /^Property 'K' is missing/],
  ]
  for (const [call, missing] of rows)
    it(`is named for ${call}`, () => {
      const [first, ...others] = missingIn(call)
      expect(others).toEqual([])
      expect(first).toMatch(missing)
    })
})

describe('an operator of the catalog', () => {
  const imports =
    "import { layer } from 'maestro-dataflow'\nimport { attentionScores, groupedSoftmax } from 'maestro-dataflow/catalog'\n"

  it('shows its dimensions, not its parts', () => {
    expect(typeAt(`${imports}‸attentionScores`)).toMatch(/Operator<"N" \| "H" \| "Q" \| "L" \| "E">$/m)
    expect(typeAt(`${imports}‸groupedSoftmax`)).toMatch(/Operator<"N" \| "H" \| "G" \| "Q" \| "L">$/m)
  })

  it('makes layers of exactly these dimensions', () => {
    expect(problemsIn(`${imports}layer(attentionScores, { N: 1, H: 8, Q: 4, L: 4, E: 64 })`)).toEqual([])
    for (const sizes of ['N: 1, H: 8, Q: 4, L: 4', 'N: 1, H: 8, Q: 4, L: 4, E: 64, K: 1'])
      expect(problemsIn(`${imports}layer(attentionScores, { ${sizes} })`)).toHaveLength(1)
  })
})

describe('a hover', () => {
  it('explains the extents of a layer', () => {
    const call = (name: string): string =>
      given('conv2d({ K: 1, C: 1, R: 3, S: 3, Y: 56, X: 56 })'.replace(`${name}:`, `‸${name}:`))
    expect(hoverAt(call('K'))).toBe(
      'Output channels: the number of filters, per group where there are groups.',
    )
    expect(hoverAt(call('Y'))).toBe('Rows of the input, without padding.')
  })
})
