/** Sweeps of bandwidths: what they refuse, and that nothing else gets between. What they answer is in `batch.prop.test.ts`. */
import {
  type Accelerator,
  type Analysis,
  analyze,
  type Dataflow,
  dataflow,
  estimate,
  evaluate,
  gemm,
  maestroEnergy,
  orThrow,
  spatialMap,
  sweep,
  temporalMap,
} from 'maestro-dataflow'
import { expect, it } from 'vitest'

const rows: Dataflow = dataflow('rows', [spatialMap(1, 1, 'M'), temporalMap(1, 1, 'N')])
const analysed = (size: number): Analysis =>
  orThrow(analyze(gemm({ M: size, N: size, K: size }), rows, { pes: 4 }))
const analysis = analysed(8)
const hardware: Accelerator = { pes: 4 }

const faults = (bandwidths: readonly number[], given: Accelerator = hardware): readonly string[] => {
  const result = sweep(analysis, given, bandwidths)
  return result._tag === 'Right' ? [] : result.left.map(({ _tag, path }) => `${_tag} ${path}`)
}

it.each([Infinity, 0, -1, NaN, '2' as never])('refuses a bandwidth of %s, and says which it is', (wrong) => {
  expect(faults([1, wrong, 2])).toEqual(['InvalidHardware bandwidths[1]'])
})

it('takes anything for bandwidths without breaking', () => {
  for (const wrong of [null, 3, 'all', {}] as never[]) expect(faults(wrong)).toEqual(['Malformed bandwidths'])
  expect(faults([])).toEqual([])
})

it('refuses a bandwidth at which the runtime would not be exact, in one error also where it is infinite', () => {
  expect(faults([1, 2 ** -40])).toEqual([])
  expect(faults([1, 2 ** -54])).toEqual(['CountOverflow bandwidths[1]'])
  expect(faults([1, 5e-324, 5e-324])).toEqual(['CountOverflow bandwidths[1]'])
})

it('refuses bandwidths of which one has an infinite energy-delay product', () => {
  const given: Accelerator = { ...hardware, energy: { ...maestroEnergy, mac: 1e302 } }
  expect(faults([1e6], given)).toEqual([])
  expect(faults([1e6, 1e-6], given)).toEqual(['CountOverflow hardware'])
})

it('is not disturbed by bandwidths that evaluate another analysis while they are read', () => {
  const other = analysed(16)
  const nosy = [2]
  Object.defineProperty(nosy, 0, {
    get: () => {
      orThrow(evaluate(other, hardware))
      return 2
    },
  })
  const { runtime } = orThrow(sweep(analysis, hardware, nosy))
  expect([...runtime]).toEqual([orThrow(evaluate(analysis, { ...hardware, noc: { bandwidth: 2 } })).runtime])
})

it('says what an estimate says where a list gives some levels their own bandwidth', () => {
  const layer = gemm({ M: 16, N: 16, K: 16 })
  const deep = dataflow('deep', [
    spatialMap(4, 4, 'M'),
    temporalMap(4, 4, 'N'),
    { _tag: 'Cluster', size: 2 },
    spatialMap(1, 1, 'N'),
    { _tag: 'Cluster', size: 1 },
    temporalMap(1, 1, 'K'),
  ])
  const given = (bandwidth: number): Accelerator => ({
    pes: 8,
    overlap: 'none',
    noc: [{ bandwidth }, { bandwidth: 0.5 }, {}],
  })
  const of = orThrow(analyze(layer, deep, { pes: 8 }))
  const { runtime } = orThrow(sweep(of, given(1), [0.25, 8]))
  const each = [0.25, 8].map((bandwidth) => {
    const noc = [{ bandwidth }, { bandwidth: 0.5 }, { bandwidth }]
    return orThrow(estimate(layer, deep, { ...given(1), noc })).runtime
  })
  expect([...runtime]).toEqual(each)
})
