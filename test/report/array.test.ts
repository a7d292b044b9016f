/** The array in a step: which PE holds which part, by hand. */
import { describe, expect, test } from 'vitest'
import { cluster, conv2d, dataflow, gemm, orThrow, spatialMap, sz, temporalMap } from '../../src/index'
import { arraySpec, type Json, mappingView, type VegaLiteSpec } from '../../src/report'
import { drawn } from './drawn'

type Cell = { readonly [field: string]: Json }
type Panel = {
  readonly title: { readonly text: string; readonly subtitle: string }
  readonly width: number
  readonly data: { readonly values: readonly Cell[] }
  readonly layer: readonly unknown[]
}
const panelsOf = (spec: VegaLiteSpec) => spec['vconcat'] as unknown as readonly Panel[] // as every array has

const diagonal = orThrow(
  mappingView(
    conv2d({ K: 2, C: 2, R: 3, S: 3, Y: 8, X: 8, name: 'small' }),
    dataflow('row stationary', [
      temporalMap(1, 1, 'K'),
      spatialMap(sz('R'), 1, 'Y'),
      temporalMap(1, 1, "X'"),
      cluster(sz('R')),
      spatialMap(1, 1, 'Y'),
      spatialMap(1, 1, 'R'),
    ]),
    { pes: 9, units: { count: 9 } },
  ),
)

describe('clusters of PEs', () => {
  const [input, filter, output] = panelsOf(arraySpec(diagonal))

  test('have a row for each cluster and a column for each PE', () => {
    expect(input?.data.values.map(({ row, column }) => `${row}.${column}`)).toEqual(
      input?.data.values.map(({ unit }) => unit),
    )
    expect(input?.data.values).toHaveLength(9)
  })

  test('show that rows of the input run along diagonals, and those of the filter along columns', () => {
    const partsOf = (panel: Panel | undefined) => panel?.data.values.map(({ part }) => part)
    expect(partsOf(input)).toEqual([0, 1, 2, 1, 2, 3, 2, 3, 4])
    expect(partsOf(filter)).toEqual([0, 1, 2, 0, 1, 2, 0, 1, 2])
    expect(partsOf(output)).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2])
    expect(input?.title.text).toBe("input: 5 parts by Y'+R")
    expect(filter?.title.text).toBe('filter: 3 parts by R')
    expect(filter?.title.subtitle).toBe('K 0, C 0–1, S 0–2 in every PE')
  })

  test('have shades from the first part to the last', () => {
    expect(input?.data.values.map(({ shade }) => shade)).toEqual([
      0, 0.25, 0.5, 0.25, 0.5, 0.75, 0.5, 0.75, 1,
    ])
  })

  test('tell the elements of each part', () => {
    // Two channels, one row, three columns.
    expect(input?.data.values[0]?.['elements']).toBe(6)
  })
})

describe('one level', () => {
  const rows = dataflow('rows', [spatialMap(1, 1, 'M'), temporalMap(1, 1, 'N')])
  const view = (pes: number) =>
    orThrow(mappingView(gemm({ M: 20, N: 2, K: 2 }), rows, { pes, units: { count: pes } }))

  test('has sixteen PEs in a row, and idle ones in white', async () => {
    const spec = arraySpec(view(24))
    const [a] = panelsOf(spec)
    expect(a?.data.values[15]).toMatchObject({ row: '0', column: '15' })
    expect(a?.data.values[16]).toMatchObject({ row: '16', column: '0' })
    expect(a?.data.values[20]).toMatchObject({ holds: 'idle', part: null, shade: null, elements: 0 })
    expect((await drawn(spec)).logged).toEqual([])
  })

  test('says what is the same in every PE', () => {
    const [, b] = panelsOf(arraySpec(view(4)))
    expect(b?.title.text).toBe('B: the same part in every PE')
  })
})

test('the title may be given, and a view has to be one', () => {
  expect(arraySpec(diagonal, { title: 'A chip' })['title']).toMatchObject({ text: 'A chip' })
  expect(JSON.stringify(arraySpec({} as never)['title'])).toContain('a view of a mapping')
  expect(JSON.stringify(arraySpec({ ...diagonal, steps: { total: 0, shown: [] } })['title'])).toContain(
    'no step',
  )
})
