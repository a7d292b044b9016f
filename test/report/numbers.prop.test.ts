/** Every number in every sentence, in order: computed anew from the estimate and from the figures of the finding. */
import { expect, it } from 'vitest'
import { estimate, orThrow } from '../../src/index'
import { type Explanation, explain, type Finding, type FindingOf } from '../../src/report'
import { type Check, failuresOf, scaled } from '../support/generators/bulk'
import { simulable } from '../support/generators/problems'

const grouped = (value: number): string => {
  const rounded = Number.isInteger(value) ? value : Number(value.toFixed(2))
  return rounded.toLocaleString('en-US', { maximumFractionDigits: 2 })
}
const rounded = (value: number): string => {
  const three = Number(value.toPrecision(3))
  return three < 1 ? String(three) : grouped(three)
}
const mean = (value: number): string => {
  const one = Number(value.toFixed(1))
  return one < 1 ? String(one) : grouped(one)
}
const share = (part: number): string =>
  part > 0 && part < 0.0005 ? 'under 0.1 %' : `${(100 * part).toFixed(1)} %`

/** The numbers of a sentence, without those of directives, of levels, and of names. */
const numbersIn = (sentence: string, names: readonly string[]): readonly string[] => {
  const bare = names.filter((name) => name !== '').reduce((text, name) => text.replaceAll(name, ''), sentence)
  const plain = bare.replaceAll(/level \d+|L[12]\b/g, '')
  return [...plain.matchAll(/(?:under )?\d[\d,]*(?:\.\d+)?(?:e[+-]\d+)?(?: %)?/g)].map(([text]) =>
    text.replace(/,$/, ''),
  )
}

type Present = Explanation['estimate']
type Say = readonly string[] | null

const ofRuntime = ({ numbers }: FindingOf<'Runtime'>): Say => {
  const { runtime, floor, pes, utilization } = numbers
  const beside = runtime === floor ? [] : [rounded(runtime / floor), grouped(floor)]
  return [grouped(runtime), grouped(pes), ...beside, share(utilization)]
}

const ofSpatial = (
  { numbers, used, kind, tensor, level }: FindingOf<'SpatialReuse'>,
  present: Present,
): Say => {
  const { units, parent } = numbers
  const { ingress, egress } = present.levels[level]!.tensors[tensor]!
  if (!used) return [grouped(ingress ?? egress ?? 0), grouped(parent)]
  const saved = kind === 'partial' ? share(1 - parent / units) : rounded(units / parent)
  return ingress === undefined
    ? [grouped(units), grouped(parent), saved]
    : [grouped(parent), grouped(units), saved]
}

const ofTemporal = ({ numbers, kind }: FindingOf<'TemporalReuse'>): Say => {
  const { moved, touched } = numbers
  return [
    grouped(moved),
    grouped(touched),
    kind === 'partial' ? share(1 - moved / touched) : rounded(touched / moved),
  ]
}

const ofOffchip = ({ numbers }: FindingOf<'OffChip'>): Say => {
  const { reads, writes, used } = numbers
  const crossings = reads + writes
  return crossings === used ? [grouped(used)] : [rounded(crossings / used), grouped(crossings), grouped(used)]
}

/** What a change gains: cycles and their share, the share of the energy, and elements off-chip. */
const ofImprovement = (
  { change: { gain, estimate: after } }: FindingOf<'Improvement'>,
  before: Present,
): Say => [
  ...(gain.runtime === 0 ? [] : [grouped(after.runtime), share(Math.abs(gain.runtime) / before.runtime)]),
  ...(gain.energy === 0 ? [] : [share(Math.abs(gain.energy) / before.energy.total)]),
  ...(gain.offchip === 0 ? [] : [grouped(Math.abs(gain.offchip))]),
]

/** All numbers that a sentence has in its order, or null for a kind that other tests read. */
const expectedIn = (finding: Finding, present: Present): Say => {
  switch (finding._tag) {
    case 'Runtime':
      return ofRuntime(finding)
    case 'SpatialReuse':
      return ofSpatial(finding, present)
    case 'TemporalReuse':
      return ofTemporal(finding)
    case 'NoReuse':
      return [grouped(finding.numbers.moved)]
    case 'IdleUnits':
      // Why they idle stands after these two.
      return [mean(finding.numbers.active), grouped(finding.numbers.units)]
    case 'OffChip':
      return ofOffchip(finding)
    case 'Misfit':
      return [grouped(finding.numbers.required), grouped(finding.numbers.capacity)]
    default:
      return null
  }
}

const directivesOf = (finding: Finding): readonly string[] =>
  'directive' in finding && finding.directive !== null ? [finding.directive.text] : []

it('numbers in sentences are those of the estimate', () => {
  const seen = new Map<string, number>()
  const check: Check = ({ subject, dataflow, hardware }) => {
    const { findings, estimate: present } = orThrow(explain({ layer: subject.layer, dataflow, hardware }))
    expect(present).toEqual(orThrow(estimate(subject.layer, dataflow, hardware)))
    return findings.flatMap((finding) => {
      const expected = expectedIn(finding, present)
      if (expected === null) return []
      seen.set(finding._tag, (seen.get(finding._tag) ?? 0) + 1)
      const names = [...directivesOf(finding), present.layer, present.dataflow]
      const all = numbersIn(finding.sentence, names)
      const said = finding._tag === 'IdleUnits' ? all.slice(0, expected.length) : all
      return JSON.stringify(said) === JSON.stringify(expected)
        ? []
        : [finding.sentence, JSON.stringify(expected)]
    })
  }
  expect(failuresOf(scaled(300), simulable, check)).toBe('')
  for (const tag of ['Runtime', 'IdleUnits', 'SpatialReuse', 'TemporalReuse', 'NoReuse', 'OffChip'])
    expect(seen.get(tag), tag).toBeGreaterThan(20)
})

it('changes say what they gain and which way', () => {
  let dearer = 0
  const check: Check = ({ subject, dataflow, hardware }) => {
    const { findings, estimate: before } = orThrow(explain({ layer: subject.layer, dataflow, hardware }))
    return findings.flatMap((finding) => {
      if (finding._tag !== 'Improvement') return []
      const { gain, action } = finding.change
      // The action begins the sentence, with its own numbers; brackets have the energy, and what buffers need stands last.
      const gained = finding.sentence
        .slice(action.length + 2)
        .replace(/; an L1 of.*|; cluster buffers of.*|; an L2 of.*/, '')
        .replaceAll(/\([^)]*\)/g, '')
      if (gain.energy < 0) dearer += 1
      const words = [
        gain.runtime > 0 ? '% fewer' : gain.runtime < 0 ? '% more' : 'the same cycles',
        ...(gain.energy === 0 ? [] : [gain.energy > 0 ? '% less energy' : '% more energy']),
        ...(gain.offchip === 0 ? [] : [gain.offchip > 0 ? 'fewer off-chip' : 'more off-chip']),
      ]
      const said = numbersIn(gained, [])
      const expected = ofImprovement(finding, before) ?? []
      const isRight =
        JSON.stringify(said) === JSON.stringify(expected) && words.every((word) => gained.includes(word))
      return isRight ? [] : [finding.sentence, JSON.stringify(expected)]
    })
  }
  expect(failuresOf(scaled(300), simulable, check)).toBe('')
  expect(dearer).toBeGreaterThan(5)
})

it('single buffers are said to take as long as they do', () => {
  let saved = 0
  const check: Check = ({ subject, dataflow, hardware }) => {
    const { findings } = orThrow(explain({ layer: subject.layer, dataflow, hardware }))
    return findings.flatMap((finding) => {
      if (finding._tag !== 'Buffering') return []
      const { single, double } = finding.numbers
      const { runtime } = orThrow(estimate(subject.layer, dataflow, { ...hardware, overlap: 'none' }))
      expect(single).toBe(runtime)
      if (single === double) return finding.sentence.includes('saves nothing') ? [] : [finding.sentence]
      saved += 1
      const words = [
        `saves ${grouped(single - double)} cycle`,
        `would take ${rounded(single / double)} times as long`,
      ]
      return words.every((word) => finding.sentence.includes(word)) ? [] : [finding.sentence]
    })
  }
  expect(failuresOf(scaled(300), simulable, check)).toBe('')
  expect(saved).toBeGreaterThan(20)
})

const causes = {
  compute: 'compute',
  fill: 'the start of runs',
  ingress: 'the transfer of inputs over the network',
  egress: 'the transfer of outputs over the network',
  offchip: 'off-chip traffic',
} as const

it('summaries say the share of the bottleneck, of what is next to it, and the distance to the floor', () => {
  const seen = new Map<string, number>()
  const check: Check = ({ subject, dataflow, hardware }) => {
    const {
      summary,
      estimate: present,
      changes,
      findings,
    } = orThrow(explain({ layer: subject.layer, dataflow, hardware }))
    const { bound, runtime, floor, utilization, onChipRuntime } = present
    seen.set(bound.by, (seen.get(bound.by) ?? 0) + 1)
    const others = Object.values({ ...bound.cycles, [bound.by]: 0 }).filter((cycles) => cycles > 0)
    const next = others.length === 0 ? [] : [share(Math.max(...others) / runtime)]
    const bounding =
      bound.by === 'offchip'
        ? [grouped(runtime), share(onChipRuntime / runtime)]
        : [share(bound.cycles[bound.by] / runtime), grouped(runtime), ...next]
    const names = [present.layer, present.dataflow]
    expect(summary[0]).toMatch(/^The bottleneck of /)
    expect(summary[0]).toContain(` is ${causes[bound.by]}: it takes `)
    expect(numbersIn(summary[0], names)).toEqual([grouped(hardware.pes), ...bounding, share(utilization)])
    expect(numbersIn(summary[1], names)).toEqual(
      runtime === floor ? [] : [rounded(runtime / floor), grouped(floor)],
    )
    const first = findings.find(({ _tag }) => _tag === 'Improvement')?.sentence ?? ''
    expect(summary[2].slice(7).toLowerCase()).toBe(
      changes.length === 0 ? summary[2].slice(7).toLowerCase() : first.toLowerCase(),
    )
    return []
  }
  expect(failuresOf(scaled(300), simulable, check)).toBe('')
  for (const by of ['compute', 'fill', 'ingress', 'offchip']) expect(seen.get(by), by).toBeGreaterThan(5)
})
