/** The numbers that sentences and actions say, computed anew from estimates. */
import { describe, expect, it } from 'vitest'
import {
  type Accelerator,
  accelerator,
  dataflow,
  type Estimate,
  estimate,
  orThrow,
  spatialMap,
  temporalMap,
} from '../../src/index'
import { type Explanation, explain, type FindingOf } from '../../src/report'
import { type Check, failuresOf, scaled } from '../support/generators/bulk'
import { type Problem, simulable } from '../support/generators/problems'
import { conv3, product, rows, tight } from './subjects'

const explained = ({ subject, dataflow, hardware }: Problem): Explanation =>
  orThrow(explain({ layer: subject.layer, dataflow, hardware }))

const rowsOfK = dataflow('rows of K', [spatialMap(1, 1, 'K'), temporalMap(1, 1, "Y'")])

const grouped = (value: number): string => value.toLocaleString('en-US')

const share = (part: number): string =>
  part > 0 && part < 0.0005 ? 'under 0.1 %' : `${(100 * part).toFixed(1)} %`

const boundOf = ({ findings }: Explanation): FindingOf<'Bound'> =>
  findings.find((finding): finding is FindingOf<'Bound'> => finding._tag === 'Bound')!

/** What must be in the sentence on the bound, and how it is called. */
const saysOfBound = ({ numbers, by }: FindingOf<'Bound'>, present: Estimate): readonly [string, string] => {
  const { runtime, without } = numbers
  const { onChipRuntime, offChipTime } = present
  if (by === 'offchip')
    return [
      'offchip',
      `${grouped(offChipTime)} cycles, everything on the chip ${grouped(onChipRuntime)}, ${share(1 - onChipRuntime / offChipTime)} less`,
    ]
  if (by === 'compute') return ['compute', `the runtime would still be ${grouped(without ?? runtime)} cycle`]
  return without === runtime
    ? ['same', 'though with unlimited bandwidth there the runtime would be the same']
    : [
        'left',
        `the runtime would be ${grouped(without!)} cycle${without === 1 ? '' : 's'}, ${share(1 - without! / runtime)} less`,
      ]
}

describe('the sentence on the bound', () => {
  it('says what is left without it, and how much less that is', () => {
    const seen = new Map<string, number>()
    const check: Check = (problem) => {
      const explanation = explained(problem)
      const bound = boundOf(explanation)
      const [kind, words] = saysOfBound(bound, explanation.estimate)
      seen.set(kind, (seen.get(kind) ?? 0) + 1)
      return bound.sentence.includes(words) ? [] : [bound.sentence, words]
    }
    expect(failuresOf(scaled(250, 250), simulable, check)).toBe('')
    for (const kind of ['offchip', 'compute', 'left']) expect(seen.get(kind), kind).toBeGreaterThan(5)
  })

  it('says so where nothing is', () => {
    // The other network takes as long.
    const both = { bandwidth: 0.5, latency: 1 }
    const hardware = accelerator({ pes: 4, noc: both, offchip: { bandwidth: 0.5 } })
    const explanation = orThrow(explain({ layer: product, dataflow: rows, hardware }))
    const bound = boundOf(explanation)
    expect(bound.sentence).toContain(saysOfBound(bound, explanation.estimate)[1])
  })
})

describe('the sentence on the energy', () => {
  const tables: readonly Accelerator[] = [
    tight,
    { ...tight, energy: { mac: 1e-9, l1: { read: 1e-10, write: 1e-10 }, l2: { read: 3e-10, write: 0 } } },
    { ...tight, energy: { mac: 1e-7, hop: 1e-8, offchip: { read: 2e-7, write: 1e-7 } } },
    { ...tight, energy: { mac: 0, l1: { read: 0, write: 0 }, l2: { read: 0, write: 0 } } },
  ]

  it.each(tables)(
    'names every part that is not 0 with its share, however small the energies are',
    (hardware) => {
      const { findings, estimate: present } = orThrow(explain({ layer: conv3, dataflow: rowsOfK, hardware }))
      const { sentence, numbers } = findings.find(
        (finding): finding is FindingOf<'Energy'> => finding._tag === 'Energy',
      )!
      const shares = Object.values(numbers)
        .filter((energy) => energy > 0)
        .map((energy) => share(energy / present.energy.total))
      const said = [...sentence.matchAll(/(?:under )?\d+(?:\.\d+)? %/g)].map(([text]) => text)
      expect([...said].sort()).toEqual([...shares].sort())
      expect(shares.length === 0).toBe(sentence.startsWith('Nothing costs energy'))
    },
  )
})

describe('proposals', () => {
  it.each<readonly [latency: Accelerator['noc'], from: number]>([
    [{ latency: 6 }, 6],
    [{ latency: { hops: 3, hopLatency: 2 } }, 6],
    [{ latency: { hops: 2, hopLatency: 2 } }, 4],
    [{ latency: { hops: 1, hopLatency: 5 } }, 5],
    [{ latency: { hops: 5, hopLatency: 1 } }, 5],
  ])('cut a latency of %j, which is %i cycles', (noc, from) => {
    const hardware = accelerator({ pes: 4, noc: { bandwidth: 4, ...noc } })
    const { changes } = orThrow(explain({ layer: product, dataflow: rows, hardware }))
    const cut = changes.find(({ _tag }) => _tag === 'Latency')
    expect(cut?.action).toBe(`cut the network latency of level 0 to one cycle (from ${from})`)
    expect(cut?.estimate).toEqual(
      orThrow(estimate(product, rows, { ...hardware, noc: { bandwidth: 4, latency: 1 } })),
    )
  })

  it.each([1, { hops: 1, hopLatency: 1 }])('cut no latency of %j', (latency) => {
    const hardware = accelerator({ pes: 4, noc: { bandwidth: 4, latency } })
    const { changes } = orThrow(explain({ layer: product, dataflow: rows, hardware }))
    expect(changes.some(({ _tag }) => _tag === 'Latency')).toBe(false)
  })

  it('enlarge the shared buffer by what is needed, to the byte', () => {
    let enlarged = 0
    const check: Check = ({ subject, dataflow, hardware }) => {
      const small = { ...hardware, elementBytes: 1, l2: { capacity: 1 }, offchip: { bandwidth: 0.01 } }
      const { changes } = orThrow(explain({ layer: subject.layer, dataflow, hardware: small }))
      const kept = ({ offchip }: Estimate) =>
        Object.entries(offchip.tensors)
          .flatMap(([name, { resident }]) => (resident ? [name] : []))
          .join(' and ')
      return changes.flatMap((change) => {
        if (change._tag !== 'SharedBuffer') return []
        // Others may stay as well, because they take less so than in tiles.
        if (!change.action.includes(`so that ${kept(change.estimate)} stay`)) return []
        enlarged += 1
        const capacity = change.hardware.l2!.capacity!
        const less = orThrow(
          estimate(subject.layer, dataflow, { ...change.hardware, l2: { capacity: capacity - 1 } }),
        )
        return kept(less) !== kept(change.estimate) ? [] : [change.action]
      })
    }
    expect(failuresOf(scaled(250, 250), simulable, check)).toBe('')
    expect(enlarged).toBeGreaterThan(5)
  })
})
