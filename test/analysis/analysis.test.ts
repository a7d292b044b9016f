/** Analyses are constants: evaluated in any order, looked at when somebody does, and the same when they come back from JSON. */
import {
  type Accelerator,
  type Analysis,
  analyze,
  cluster,
  dataflow,
  estimate,
  evaluate,
  gemm,
  type Layer,
  orThrow,
  spatialMap,
  temporalMap,
} from 'maestro-dataflow'
import { describe, expect, it } from 'vitest'
import { checksumOf } from '../../src/analysis/checksum'
import { isConstant } from '../../src/internal/constant'

const layer = (size: number): Layer => gemm({ M: size, N: size, K: size })
const flow = dataflow('clustered', [
  temporalMap(3, 3, 'N'),
  spatialMap(2, 2, 'M'),
  cluster(2),
  spatialMap(1, 1, 'N'),
  temporalMap(3, 3, 'K'),
])
/** Two of the eleven PEs stand idle in no cluster, which is a warning. */
const hardware: Accelerator = { pes: 11, noc: [{ bandwidth: 2 }, { bandwidth: 1 }], l2: { capacity: 60 } }
const analysed = (size: number): Analysis => orThrow(analyze(layer(size), flow, { pes: 11 }))
const revived = (analysis: Analysis): Analysis => JSON.parse(JSON.stringify(analysis))

const faults = (analysis: Analysis, given: Accelerator): readonly string[] => {
  const result = evaluate(analysis, given)
  return result._tag === 'Right' ? [] : result.left.map(({ _tag, path }) => `${_tag} ${path}`)
}

describe('analyses', () => {
  it('are evaluated in any order', () => {
    const [first, second] = [analysed(5), analysed(7)]
    const expected = [5, 7, 5].map((size) => orThrow(estimate(layer(size), flow, hardware)))
    expect([first, second, first].map((analysis) => orThrow(evaluate(analysis, hardware)))).toEqual(expected)
    expect([first, second, first].map((analysis) => orThrow(evaluate(revived(analysis), hardware)))).toEqual(
      expected,
    )
  })

  it('are of the PEs and lanes that were analysed, neither fewer nor more', () => {
    for (const pes of [10, 12])
      expect(faults(analysed(5), { pes })).toEqual(['MismatchedAnalysis hardware.pes'])
    const onTwo = orThrow(analyze(layer(5), flow, { pes: 11, simd: 2 }))
    for (const simd of [1, 3])
      expect(faults(onTwo, { pes: 11, simd })).toEqual(['MismatchedAnalysis hardware.simd'])
  })

  it('cannot be edited, and answer with the same lists each time', () => {
    const analysis = analysed(5)
    expect(Object.isFrozen(analysis)).toBe(true)
    for (const key of ['tensors', 'levels', 'warnings'] as const) {
      expect(isConstant(analysis[key])).toBe(true)
      expect(analysis[key]).toBe(analysis[key])
    }
  })

  it('keep what is streamed apart from what is used', () => {
    const analysis = analysed(21)
    expect(analysis.tensors.some(({ used, streamed }) => streamed > used)).toBe(true)
    expect(orThrow(evaluate(revived(analysis), hardware))).toEqual(
      orThrow(estimate(layer(21), flow, hardware)),
    )
  })

  it('keep their warnings on the way through JSON', () => {
    const analysis = analysed(5)
    expect(analysis.warnings.map(({ _tag }) => _tag)).toContain('IdlePes')
    expect(orThrow(evaluate(revived(analysis), hardware)).warnings).toEqual(
      orThrow(estimate(layer(5), flow, hardware)).warnings,
    )
  })

  it('are refused where no schedule can be so, also with a true checksum', () => {
    const sound = revived(analysed(5))
    const [outer, ...inner] = sound.levels
    const forgeries: readonly Analysis[] = [
      { ...sound, levels: [{ ...outer!, steps: 0 }, ...inner] },
      { ...sound, levels: [{ ...outer!, columns: { ...outer!.columns, runBox: [] } }, ...inner] },
      { ...sound, levels: [outer!] },
    ]
    const sealed = (forgery: Analysis): Analysis => ({ ...forgery, checksum: checksumOf(forgery) })
    expect(faults(sealed(sound), hardware)).toEqual([])
    for (const forgery of forgeries)
      expect(faults(sealed(forgery), hardware)).toEqual(['MismatchedAnalysis analysis'])
  })
})
