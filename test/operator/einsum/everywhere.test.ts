/** A layer of an einsum goes where any layer goes. */
import { isLeft } from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import { withBatch } from '../../../src/catalog'
import { decode, layerCodec, layersCodec } from '../../../src/codec'
import { explore, range } from '../../../src/explore'
import { estimateFused, fuse } from '../../../src/fusion'
import {
  accelerator,
  analyze,
  type Dataflow,
  dataflow,
  einsum,
  estimate,
  estimateAccelerators,
  estimateDataflows,
  estimateNetwork,
  evaluate,
  gemm,
  inferReuse,
  layer,
  orThrow,
  outputCentric,
  prepare,
  renderErrors,
  spatialMap,
  temporalMap,
} from '../../../src/index'
import { map } from '../../../src/map'
import { estimateTable, explain, mappingView, renderMapping, renderTable } from '../../../src/report'

const hardware = accelerator({
  pes: 8,
  noc: { bandwidth: 4 },
  l1: { capacity: 64 },
  l2: { capacity: 2048 },
  offchip: { bandwidth: 2 },
})
const units = { pes: 8 }
const sizes = { M: 8, N: 8, K: 16 }
const made = einsum('C[M, N] = A[M, K] * B[K, N]', sizes, 'product')
const product = gemm({ ...sizes, name: 'product' })
const flow: Dataflow = dataflow('rows', [
  spatialMap(1, 1, 'M'),
  temporalMap(2, 2, 'N'),
  temporalMap(4, 4, 'K'),
])
const wrong = einsum('m k, k n -> m n -> m', { m: 2, k: 2, n: 2 })

describe('a product as an einsum and as gemm', () => {
  it('has the same analysis, which is evaluated', () => {
    const analysis = orThrow(analyze(made, flow, units))
    expect(analysis.levels).toEqual(orThrow(analyze(product, flow, units)).levels)
    expect(evaluate(analysis, hardware)).toEqual(estimate(product, flow, hardware))
  })

  it('has the same columns and totals', () => {
    expect(estimateAccelerators(made, flow, [hardware])).toEqual(
      estimateAccelerators(product, flow, [hardware]),
    )
    expect(estimateDataflows(made, [flow], hardware)).toEqual(estimateDataflows(product, [flow], hardware))
    expect(orThrow(prepare(made, hardware))(flow)).toEqual(orThrow(prepare(product, hardware))(flow))
  })

  it('has the same reuse and the same dataflow in other words', () => {
    expect(inferReuse(made, flow, units)).toEqual(inferReuse(product, flow, units))
    expect(outputCentric(made, flow)).toEqual(outputCentric(product, flow))
  })

  it('has the same part of a network', () => {
    const network = orThrow(estimateNetwork([made, made], flow, hardware))
    expect(network).toEqual(orThrow(estimateNetwork([product, product], flow, hardware)))
    expect(network.complete).toBe(true)
  })

  it('has the same best mapping', () => {
    const { best, proven } = orThrow(map({ layer: made, hardware, objective: 'runtime' }, { gap: 0 }))
    expect(proven).toBe(true)
    expect(best?.runtime).toBe(
      orThrow(map({ layer: product, hardware, objective: 'runtime' }, { gap: 0 })).best?.runtime,
    )
  })

  it('has the same designs', () => {
    const space = { dataflow: () => flow, pes: range(1, 8), bandwidth: [1, 2, 4] }
    const { designs, best } = orThrow(explore({ layer: made, ...space }))
    expect({ designs, best }).toEqual(
      ((of) => ({ designs: of.designs, best: of.best }))(orThrow(explore({ layer: product, ...space }))),
    )
  })

  it('has the same tables and explanations', () => {
    const [one, other] = [made, product].map((of) => {
      const result = orThrow(estimate(of, flow, hardware))
      const { findings } = orThrow(explain({ layer: of, dataflow: flow, hardware }))
      const view = renderMapping(orThrow(mappingView(of, flow, units)))
      return { table: renderTable(estimateTable(result)), findings, view }
    })
    expect(one).toEqual(other)
  })
})

describe('a chain of einsums', () => {
  const scores = einsum('S[h, q, k] = Q[h, q, e] * K[h, k, e]', { h: 2, q: 8, k: 8, e: 4 })
  const context = einsum('O[h, q, e] = S[h, q, k] * V[h, k, e]', { h: 2, q: 8, k: 8, e: 4 })
  const rows = dataflow('rows', [temporalMap(1, 1, 'h'), spatialMap(1, 1, 'q')])

  it('is fused: what lies between stays on the chip', () => {
    const { offchip } = orThrow(estimateFused(fuse([scores, context], { tile: { q: 4 } }), rows, hardware))
    expect(offchip.tensors.length).toBeGreaterThan(3)
    expect(offchip.bits).toBe(8 * (2 * 8 * 4 * 4))
  })
})

describe('as JSON', () => {
  it('is a layer of an operator of its own, and is decoded to itself', () => {
    expect(decode(layerCodec)(JSON.parse(JSON.stringify(made)))).toEqual({ _tag: 'Right', right: made })
    expect(layersCodec.encode([made])).toEqual([made])
  })
})

describe('an einsum with a fault', () => {
  const errors = estimate(wrong, flow, hardware)

  it('has its errors wherever a layer is checked', () => {
    expect(isLeft(errors)).toBe(true)
    const answers = [
      analyze(wrong, flow, units),
      estimateAccelerators(wrong, flow, [hardware]),
      inferReuse(wrong, flow, units),
      prepare(wrong, hardware),
      map({ layer: wrong, hardware }),
      explain({ layer: wrong, dataflow: flow, hardware }),
    ]
    for (const answer of answers) expect(answer).toEqual(errors)
    const [only] = orThrow(estimateNetwork([wrong], flow, hardware)).layers
    expect(only?.result).toEqual(errors)
  })

  it('shows them in explorations and chains too', () => {
    const shown = '  1 | m k, k n -> m n -> m\n    |                 ^^'
    const explored = explore({ layer: wrong, dataflow: () => flow, pes: [1] })
    const fused = estimateFused(fuse([wrong, made], { tile: {} }), flow, hardware)
    for (const answer of [explored, fused])
      expect(isLeft(answer) ? renderErrors(answer.left) : '').toContain(shown)
  })

  it('has no batch that could be set', () => {
    const [batched] = withBatch([made], 4)
    expect(isLeft(estimate(batched ?? made, flow, hardware))).toBe(true)
    const [both] = withBatch([wrong], 4)
    const result = estimate(both ?? made, flow, hardware)
    expect(isLeft(result) ? result.left.map(({ path }) => path) : []).toEqual(['layer.einsum', 'layer.sizes'])
  })

  it('is no worse for being taken apart', () => {
    expect(isLeft(estimate(layer(wrong.operator, wrong.sizes), flow, hardware))).toBe(true)
  })
})
