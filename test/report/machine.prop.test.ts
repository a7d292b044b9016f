/** Laws of reports on random machines with widths, channels, skew, static energy, bypassing and zeros. */
import { expect, it } from 'vitest'
import { type Accelerator, type Estimate, estimate, orThrow } from '../../src/index'
import {
  energySpec,
  estimateTable,
  explain,
  type Finding,
  rooflineSpec,
  trafficSpec,
  type VegaLiteSpec,
} from '../../src/report'
import { simulatedOf } from '../support/checks/expected'
import { type Check, failuresOf, runsOr } from '../support/generators/bulk'
import { machineProblem, type Problem, simulable } from '../support/generators/problems'
import { peAccesses } from '../support/simulator/accesses'
import { account, type Simulated } from '../support/simulator/account'
import { atPeWidths } from '../support/simulator/energy'

const runs = runsOr(400)

const explained = ({ subject, dataflow, hardware }: Problem) =>
  explain({ layer: subject.layer, dataflow, hardware })

/** What the sentences on a tensor say, held against the bits of the estimate. */
const widthFault = (
  { offchip, buffers }: Estimate,
  { findings }: { readonly findings: readonly Finding[] },
) =>
  findings.flatMap((finding) => {
    if (finding._tag !== 'Width') return []
    const { tensor, numbers, sentence } = finding
    const { reads, writes, bits } = offchip.tensors[tensor]!
    const { offchip: outside, partial = 0, final = 0 } = numbers
    const isSaid = Object.values(numbers).every((width) =>
      sentence.replaceAll(',', '').includes(`${width} bit`),
    )
    const isRead = bits.reads === reads * (outside ?? partial)
    const isWritten =
      outside === undefined
        ? bits.writes >= writes * final && bits.writes <= writes * partial
        : bits.writes === 0
    expect(buffers.l1.bits.required).toBeGreaterThan(0)
    return isSaid && isRead && isWritten ? [] : [sentence, JSON.stringify(offchip.tensors[tensor])]
  })

/** The bits that a PE's buffer must hold, from the widths in the findings: those of an output are one of two. */
const spaceFault = (of: Estimate, { findings }: { readonly findings: readonly Finding[] }) => {
  const widths = findings.flatMap((finding) => (finding._tag === 'Width' ? finding : []))
  if (widths.length === 0) return []
  const elements = (tensor: string) => of.buffers.l1.required.tensors[tensor] ?? 0
  const sum = (output: 'partial' | 'final') =>
    widths.reduce(
      (bits, { tensor, numbers }) => bits + elements(tensor) * (numbers['l1'] ?? numbers[output] ?? 0),
      0,
    )
  const { required } = of.buffers.l1.bits
  return required >= sum('final') && required <= sum('partial') ? [] : [`L1 of ${required} bits`]
}

it(`explanations are of finite numbers, and their widths those of the estimate, on ${runs} problems`, () => {
  const seen = new Map<string, number>()
  const check: Check = (problem) => {
    const { subject, dataflow, hardware } = problem
    const estimated = estimate(subject.layer, dataflow, hardware)
    const result = explained(problem)
    if (estimated._tag === 'Left') {
      expect(result).toEqual(estimated)
      return []
    }
    const explanation = orThrow(result)
    const of = explanation.estimate
    for (const { _tag } of explanation.findings) seen.set(_tag, (seen.get(_tag) ?? 0) + 1)
    expect(JSON.parse(JSON.stringify(explanation))).toEqual(explanation)
    for (const change of explanation.changes) {
      expect(change.estimate).toEqual(orThrow(estimate(subject.layer, change.dataflow, change.hardware)))
      expect(change.hardware.precision).toEqual(hardware.precision)
      expect(change.hardware.l2?.bypass).toEqual(hardware.l2?.bypass)
      expect(change.hardware.offchip?.precision).toEqual(hardware.offchip?.precision)
    }
    const isReadable = !/NaN|Infinity|undefined|null|\[object/.test(explanation.text)
    return [
      ...(isReadable ? [] : [explanation.text]),
      ...widthFault(of, explanation),
      ...spaceFault(of, explanation),
    ]
  }
  expect(failuresOf(runs, simulable, check, machineProblem)).toBe('')
  for (const tag of ['Width', 'Channels', 'Skew', 'Sparsity'])
    expect(seen.get(tag), tag).toBeGreaterThan(runs / 50)
})

type Datum = { readonly [key: string]: unknown }

/** All values of the data of a picture. */
const valuesIn = (json: unknown): readonly Datum[] => {
  if (typeof json !== 'object' || json === null) return []
  return Object.entries(json).flatMap(([key, inner]) =>
    key === 'values' && Array.isArray(inner) ? inner : valuesIn(inner),
  )
}

const figuresIn = (spec: VegaLiteSpec): readonly Datum[] =>
  valuesIn(spec).filter(({ kind }) => kind === 'figure')

const numbered = (width: number | undefined): number => width ?? Number.NaN

/** Bits of every count, as the simulator has counts and widths. */
const simulatedBits = (of: Simulated): readonly string[] => {
  const { result, widths, sparsity } = of
  const { offchip } = account(of)
  const deepest = result.levels.length - 1
  const atPe = atPeWidths(widths, sparsity)
  const counted: (readonly [place: number, tensor: string, figure: string, bits: number])[] = []
  for (const { name } of result.tensors) {
    const { reads, writes } = numberedBits(offchip.tensors[name])
    counted.push([-1, name, 'reads', reads], [-1, name, 'writes', writes])
    result.levels.forEach(({ tensors }, level) => {
      const moved: object = tensors[name] ?? {}
      const crossing = numbered(widths.travelling[level]?.[name])
      const inUnits = numbered((level === deepest ? widths.l1 : widths.clusters[level])?.[name])
      for (const figure of ['ingress', 'egress', 'accumulations', 'fills', 'evictions'])
        counted.push([
          level,
          name,
          figure,
          Number(Object.entries(moved).find(([key]) => key === figure)?.[1] ?? 0) *
            (figure === 'fills' || figure === 'evictions' ? inUnits : crossing),
        ])
    })
    const pe = numberedBits({ bits: peAccesses(result, sparsity)[name] ?? { reads: NaN, writes: NaN } })
    counted.push([deepest + 1, name, 'reads', pe.reads * atPe(name, 'reads') * widths.word])
    counted.push([deepest + 1, name, 'writes', pe.writes * atPe(name, 'writes') * widths.word])
  }
  return counted.flatMap(([place, tensor, figure, bits]) =>
    bits > 0 ? [`${place} ${tensor} ${figure} ${bits.toPrecision(12)}`] : [],
  )
}

const numberedBits = (of: { readonly bits: Record<'reads' | 'writes', number> } | undefined) =>
  of?.bits ?? { reads: Number.NaN, writes: Number.NaN }

it(`pictures of traffic are in the simulator's bits where widths differ, on ${runs} problems`, () => {
  let [inBits, inElements] = [0, 0]
  const check: Check = (problem) => {
    const { subject, dataflow, hardware } = problem
    if (estimate(subject.layer, dataflow, hardware)._tag === 'Left') return []
    const shown = figuresIn(trafficSpec({ layer: subject.layer, dataflow, hardware }))
    const places = [...new Set(shown.map(({ place }) => place))]
    const simulated = simulatedOf(problem)
    if (shown.every(({ bits }) => bits === undefined)) {
      inElements += 1
      expect(shown).toEqual(figuresIn(trafficSpec(orThrow(estimate(subject.layer, dataflow, hardware)))))
      return []
    }
    inBits += 1
    const drawn = shown.map(
      ({ place, tensor, figure, bits }) =>
        `${places.indexOf(place) - 1} ${tensor} ${figure} ${Number(bits).toPrecision(12)}`,
    )
    const [ours, theirs] = [[...drawn].sort(), [...simulatedBits(simulated)].sort()]
    return JSON.stringify(ours) === JSON.stringify(theirs)
      ? []
      : [
          `ours ${ours.filter((each) => !theirs.includes(each))}`,
          `theirs ${theirs.filter((each) => !ours.includes(each))}`,
        ]
  }
  expect(failuresOf(runs, simulable, check, machineProblem)).toBe('')
  expect(inBits).toBeGreaterThan(runs / 3)
  expect(inElements).toBeGreaterThan(runs / 50)
})

const hasLatency = ({ noc }: Accelerator): boolean => {
  const { latency = 1, channels = [] } = (noc === undefined ? [] : [noc].flat())[0] ?? {}
  const cycles = (of: typeof latency) => (typeof of === 'number' ? of : of.hops * of.hopLatency)
  return [latency, ...channels.map((channel) => channel.latency ?? latency)].every((of) => cycles(of) >= 1)
}

/** One problem in twenty comes near the roof of the network. */
const roofed = runsOr(400, 400)

it(`no mark stands above the slanted roof, in words, on ${roofed} problems`, () => {
  const near = { offchip: 0, network: 0 }
  const check: Check = ({ subject, dataflow, hardware }) => {
    const result = estimate(subject.layer, dataflow, hardware)
    if (result._tag === 'Left') return []
    return (['offchip', 'network'] as const).flatMap((of) => {
      const spec = rooflineSpec([result.right], hardware, { of })
      const said = /([\d,.]+) (?:word|element)s\/cycle/.exec(JSON.stringify(spec['title']))
      if (said === null || (of === 'network' && !hasLatency(hardware))) return []
      const [mark] = valuesIn(spec).filter(({ bound }) => bound !== undefined)
      if (mark === undefined) return []
      // Bandwidths in titles have two digits behind the point.
      const share =
        Number(mark['throughput']) /
        ((Number(said[1]?.replaceAll(',', '')) + 0.005) * Number(mark['intensity']))
      if (share > 0.7) near[of] += 1
      return share > 1 + 1e-9 ? [`${of}: ${share}`] : []
    })
  }
  expect(failuresOf(roofed, simulable, check, machineProblem)).toBe('')
  expect(Math.min(near.offchip, near.network)).toBeGreaterThan(0)
})

it(`tables and pictures are of all of the energy, static energy included, on ${runs} problems`, () => {
  const check: Check = ({ subject, dataflow, hardware }) => {
    const result = estimate(subject.layer, dataflow, hardware)
    if (result._tag === 'Left') return []
    const of = result.right
    const parts = estimateTable(of).rows.flatMap(([figure, value]) =>
      typeof value === 'number' && (String(figure).startsWith('energy of ') || figure === 'static energy')
        ? [value]
        : [],
    )
    const sum = parts.reduce((all, part) => all + part, 0)
    expect(Math.abs(sum - of.energy.total)).toBeLessThanOrEqual(1e-9 * of.energy.total)
    for (const picture of [energySpec(of), trafficSpec(of), rooflineSpec([of], hardware)])
      expect(JSON.parse(JSON.stringify(picture))).toEqual(picture)
    return []
  }
  expect(failuresOf(runs, simulable, check, machineProblem)).toBe('')
})
