import { describe, expect, it } from 'vitest'
import { completionsAt, hoverAt, problemsIn, typeAt } from './editor-service'

const given = (call: string): string =>
  `import { cluster, conv2d, dataflow, depthwiseConv2d, einsum, estimate, gemm, reorder, spatialMap, sz, temporalMap } from 'maestro-dataflow'\n${call}\n`

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

describe('a dimension that the layer lacks', () => {
  const conv = 'conv2d({ K: 1, C: 1, R: 3, S: 3, Y: 56, X: 56 })'
  const product = 'gemm({ M: 1, N: 1, K: 1 })'
  const scores = "einsum('m k, k n -> m n', { m: 1, k: 1, n: 1 })"
  const rows: readonly (readonly [layer: string, maps: string, error: RegExp])[] = [
    [
      conv,
      "spatialMap('K'), temporalMap('H')",
      /^ *Type '"H"' is not assignable to type '(?=.*"Y'")[^H]*'\.$/,
    ],
    [conv, "spatialMap('K'), temporalMap(3, 1, 'c')", /^ *Type '"c"' is not .*Did you mean '"C"'\?$/],
    [product, "spatialMap('M'), temporalMap('Y')", /^ *Type '"Y"' is not assignable to type '[KMN"| ]+'\.$/],
    [
      scores,
      "spatialMap('M')",
      /^ *Type '"M"' is not assignable to type '[kmn"| ]+'\. Did you mean '"m"'\?$/,
    ],
  ]
  for (const [layer, maps, error] of rows)
    it(`is named with those of the layer: ${maps} of ${layer}`, () => {
      const [problem, ...others] = problemsIn(
        given(`estimate(${layer}, dataflow('one', [${maps}]), { pes: 4 })`),
      )
      expect(others).toEqual([])
      expect(problem?.split('\n').at(-1)).toMatch(error)
    })

  it('is looked for without a word about it in a hover', () => {
    const flow = "dataflow('one', [spatialMap('K'), cluster(2), temporalMap('C')])"
    expect(typeAt(given(`‸estimate(${conv}, ${flow}, { pes: 4 })`))).toMatch(
      /estimate<WindowLayer, "K" \| "C">\(layer: WindowLayer, dataflow: Dataflow<"K" \| "C">, hardware: Accelerator\): Either</,
    )
    expect(typeAt(given(`const ‸flow = ${flow}`))).toBe('const flow: Dataflow<"K" | "C">')
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
