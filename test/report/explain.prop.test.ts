/** Laws of explanations, on random problems: what they claim is what estimates and enumeration say. */
import { isLeft } from 'fp-ts/Either'
import { expect, it } from 'vitest'
import { type Accelerator, type Estimate, estimate, orThrow } from '../../src/index'
import { type Change, type Explanation, explain, type FindingOf } from '../../src/report'
import { annotateSchedule } from '../../src/report/explain/annotated-schedule'
import { type Check, failuresOf, runsOr } from '../support/generators/bulk'
import { deep, large, type Problem, simulable, simulated } from '../support/generators/problems'
import { type Box, elementSpace, stepsOf, wholeBox } from '../support/simulator/elements'
import { simulate } from '../support/simulator/simulate'
import type { SimProblem } from '../support/simulator/types'

const runs = runsOr(400, 200)

const explained = ({ subject, dataflow, hardware }: Problem): Explanation =>
  orThrow(explain({ layer: subject.layer, dataflow, hardware }))

const offchip = ({
  estimate: { offchip: crossings },
}: {
  readonly estimate: Explanation['estimate']
}): number => Object.values(crossings.tensors).reduce((sum, { reads, writes }) => sum + reads + writes, 0)

const fits = ({ buffers: { l1, l2, clusters } }: Estimate): readonly boolean[] =>
  [l1, l2, ...clusters].map((buffer) => buffer.fits)

it(`gains are the differences of estimates, on ${runs} problems`, () => {
  let changes = 0
  const check: Check = (problem) => {
    const { subject, dataflow, hardware } = problem
    const before = orThrow(estimate(subject.layer, dataflow, hardware))
    const explanation = explained(problem)
    expect(explanation.estimate).toEqual(before)
    changes += explanation.changes.length
    return explanation.changes.flatMap((change) => {
      const after = orThrow(estimate(subject.layer, change.dataflow, change.hardware))
      expect(change.estimate).toEqual(after)
      expect(change.gain).toEqual({
        runtime: before.runtime - after.runtime,
        energy: before.energy.total - after.energy.total,
        offchip: offchip({ estimate: before }) - offchip({ estimate: after }),
      })
      const gains = Object.values(change.gain).some((gain) => gain > 0) && after.runtime <= before.runtime
      const [fitted, fit] = [fits(before), fits(after)]
      const overflows = fit.some((holds, i) => !holds && fitted[i] !== false)
      return gains && !overflows ? [] : [change.action]
    })
  }
  expect(failuresOf(runs, simulable, check)).toBe('')
  expect(changes).toBeGreaterThan(runs)
})

it.each(['runtime', 'energy', 'edp'] as const)(
  'the first change gains most %s of all that were found',
  (objective) => {
    const check: Check = ({ subject, dataflow, hardware }) => {
      const { changes, findings, text } = orThrow(
        explain({ layer: subject.layer, dataflow, hardware, objective }),
      )
      const values = changes.map(({ estimate: e }) =>
        objective === 'energy' ? e.energy.total : e[objective],
      )
      const improvements = findings.filter(({ _tag }) => _tag === 'Improvement')
      expect(values).toEqual([...values].sort((a, b) => a - b))
      expect(improvements).toHaveLength(changes.length)
      return changes.length === 0 || text.includes(`1. ${improvements[0]?.sentence}`) ? [] : [text]
    }
    expect(failuresOf(Math.ceil(runs / 4), simulable, check)).toBe('')
  },
)

const numberIn = (text: string): number => Number(text.replaceAll(',', ''))

/** What an action says of the dataflow, held against the canonical form of the changed one. */
const dataflowFault = ({ subject }: Problem, { action, dataflow, hardware }: Change): string | null => {
  const after = annotateSchedule(subject.layer, dataflow, hardware.pes, [])
  const level = (depth: string | undefined) => after?.levels[Number(depth)]
  const tile = /^use tiles of ([\d,]+) instead of [\d,]+ along (\S+) at level (\d+)$/.exec(action)
  if (tile !== null) {
    const loop = level(tile[3])?.loops.find(({ map }) => map.name === tile[2])
    return loop?.tile === numberIn(tile[1] ?? '') ? null : action
  }
  const order = /^make (\S+) the innermost loop of level (\d+)$/.exec(action)
  if (order !== null) return level(order[2])?.loops.at(-1)?.map.name === order[1] ? null : action
  const spread = /^spread (\S+)(?: instead of \S+)? over the units of level (\d+)$/.exec(action)
  if (spread !== null)
    return level(spread[2])?.loops.find(({ spatial }) => spatial)?.map.name === spread[1] ? null : action
  const clusters = /^use clusters of ([\d,]+) instead of [\d,]+ units at level (\d+)$/.exec(action)
  return clusters !== null && level(clusters[2])?.units === numberIn(clusters[1] ?? '') ? null : action
}

/** The hardware's figure that an action names, before and after. */
const figureOf = ({ noc, offchip: border, pes, l2 }: Accelerator, path: string): number | undefined => {
  const networks = noc === undefined ? [] : [noc].flat()
  const level = Number(/noc\[(\d+)\]/.exec(path)?.[1] ?? 0)
  if (path.endsWith('noc.bandwidth') || path.endsWith('].bandwidth'))
    return networks[Math.min(level, networks.length - 1)]?.bandwidth
  if (path === 'hardware.offchip.bandwidth') return border?.bandwidth
  return path === 'hardware.pes' ? pes : l2?.capacity
}

const hardwareFault = ({ hardware }: Problem, change: Change): string | null => {
  const { _tag, path, action } = change
  const before = figureOf(hardware, path)
  const after = figureOf(change.hardware, path)
  const doubles = _tag === 'Bandwidth' || _tag === 'OffchipBandwidth' || _tag === 'Pes'
  if (doubles && after !== 2 * (before ?? Number.NaN)) return action
  if (_tag === 'SharedBuffer' && !((after ?? 0) > (before ?? 0))) return action
  if (_tag === 'Overlap' && change.hardware.overlap === hardware.overlap) return action
  return null
}

const dataflowTags = ['Tile', 'Order', 'Spatial', 'ClusterSize']

it(`a change changes what it says, and nothing else, on ${runs} problems`, () => {
  const seen = new Set<string>()
  const check: Check = (problem) =>
    explained(problem).changes.flatMap((change) => {
      seen.add(change._tag)
      const ofDataflow = dataflowTags.includes(change._tag)
      if (ofDataflow) expect(change.hardware).toEqual(problem.hardware)
      else expect(change.dataflow).toEqual(problem.dataflow)
      return (ofDataflow ? dataflowFault(problem, change) : hardwareFault(problem, change)) ?? []
    })
  expect(failuresOf(runs, simulable, check)).toBe('')
  expect([...seen].sort()).toEqual([
    'Bandwidth',
    'ClusterSize',
    'Latency',
    'Multicast',
    'OffchipBandwidth',
    'Order',
    'Overlap',
    'Pes',
    'Reduction',
    'SharedBuffer',
    'Spatial',
    'Tile',
  ])
})

/** Per level and tensor, the elements of all tiles, by enumeration. */
const touchedIn = (problem: SimProblem): readonly (readonly number[])[] => {
  const spaces = problem.tensors.map((tensor) => elementSpace(tensor, problem.extents))
  let boxes: readonly Box[] = [wholeBox(problem)]
  return problem.levels.map((level) => {
    boxes = boxes.flatMap((box) => stepsOf(problem.extents, level, box).flatMap((step) => [...step.values()]))
    return spaces.map((space) => boxes.reduce((sum, box) => sum + space.touchedBy(box).length, 0))
  })
}

type ReuseFinding = FindingOf<'TemporalReuse'> | FindingOf<'SpatialReuse'> | FindingOf<'NoReuse'>

const isReuse = (finding: Explanation['findings'][number]): finding is ReuseFinding =>
  finding._tag === 'TemporalReuse' || finding._tag === 'SpatialReuse' || finding._tag === 'NoReuse'

it(`reuse is what enumeration counts, for every tensor at every level, on ${runs} problems`, () => {
  const seen = new Map<string, number>()
  const check: Check = (problem) => {
    const simulation = simulated(problem)
    const sharing = {
      ...simulation,
      levels: simulation.levels.map((level) => ({
        ...level,
        noc: { ...level.noc, multicast: true, reduction: true },
      })),
    }
    const touched = touchedIn(simulation)
    const offered = simulate(sharing).levels
    const found = explained(problem).findings.filter(isReuse)
    const told = new Set(found.map(({ level, tensor }) => `${level} ${tensor}`))
    expect(told.size).toBe(simulation.levels.length * simulation.tensors.length)
    return found.flatMap((finding) => {
      seen.set(finding._tag, (seen.get(finding._tag) ?? 0) + 1)
      const { level, tensor, numbers, sentence } = finding
      const t = simulation.tensors.findIndex(({ name }) => name === tensor)
      const counts = offered[level]!.tensors[tensor]!
      const units = 'fills' in counts ? counts.fills : counts.evictions
      const parent = 'ingress' in counts ? counts.ingress : counts.egress
      const expected = {
        TemporalReuse: {
          touched: touched[level]?.[t],
          moved: units,
          factor: (touched[level]?.[t] ?? 0) / units,
        },
        SpatialReuse: { units, parent, factor: units / parent },
        NoReuse: { moved: touched[level]?.[t] },
      }[finding._tag]
      expect(numbers, sentence).toEqual(expected)
      return []
    })
  }
  expect(failuresOf(runs, simulable, check)).toBe('')
  for (const tag of ['TemporalReuse', 'SpatialReuse', 'NoReuse'])
    expect(seen.get(tag), tag).toBeGreaterThan(runs / 10)
})

it('the directive of a reuse is the spatial map, or a loop that leaves the tensor alone or slides over it', () => {
  const check: Check = (problem) => {
    const { levels } = simulated(problem)
    const place = annotateSchedule(problem.subject.layer, problem.dataflow, problem.hardware.pes, [])
    return explained(problem).findings.flatMap((finding) => {
      if (finding._tag !== 'SpatialReuse' && finding._tag !== 'TemporalReuse') return []
      const { directive, level, tensor, kind, sentence } = finding
      const at = place?.levels.findIndex(({ loops }) =>
        loops.some((loop) => loop.directive.path === directive?.path),
      )
      const loop = place?.levels[at ?? -1]?.loops.find((each) => each.directive.path === directive?.path)
      if (directive === null || loop === undefined) return directive === null ? [] : [sentence]
      const axes = problem.subject.tensors.find(({ name }) => name === tensor)?.axes ?? []
      const name = place?.problem.dimensions[loop.dimension]
      const axis = axes.find((terms) => terms.some(({ dimension }) => dimension === name))
      expect(sentence).toContain(directive.text)
      expect(levels[at ?? -1]?.loops.some(({ dim }) => dim === name)).toBe(true)
      if (finding._tag === 'SpatialReuse') expect([loop.spatial, at]).toEqual([true, level])
      else expect(at).toBeLessThanOrEqual(level)
      if (kind !== 'partial') expect(axis, sentence).toBeUndefined()
      return []
    })
  }
  expect(failuresOf(runs, simulable, check)).toBe('')
})

it('what is left without the bound is an estimate without it', () => {
  let limited = 0
  const check: Check = (problem) => {
    const { subject, dataflow, hardware } = problem
    const bound = explained(problem).findings.find(({ _tag }) => _tag === 'Bound') as FindingOf<'Bound'> // always told
    const networks = simulated(problem).levels.map(({ noc }) => noc)
    // Hops cost energy, not time.
    const noc = networks.map(({ bandwidth, latency, multicast, reduction }, level) => {
      const unlimited = bandwidth === null || bound.by === 'compute' || level === bound.level
      return { latency, multicast, reduction, ...(!unlimited && { bandwidth }) }
    })
    const { offchip: border, ...chip } = hardware
    const without =
      bound.by === 'offchip'
        ? chip
        : { ...chip, noc, ...(bound.by !== 'compute' && border !== undefined && { offchip: border }) }
    if (bound.by !== 'compute') limited += 1
    expect(bound.numbers.without).toBe(orThrow(estimate(subject.layer, dataflow, without)).runtime)
    return []
  }
  expect(failuresOf(runs, simulable, check)).toBe('')
  expect(limited).toBeGreaterThan(runs / 10)
})

it.each([
  ['small', simulable, runs],
  ['deep', deep, Math.ceil(runs / 20)],
  ['large', large, Math.ceil(runs / 4)],
] as const)('%s problems are explained, in words and finite numbers, as plain data', (_, scale, count) => {
  const check: Check = (problem) => {
    const { subject, dataflow, hardware } = problem
    const estimated = estimate(subject.layer, dataflow, hardware)
    const result = explain({ layer: subject.layer, dataflow, hardware })
    if (isLeft(estimated)) {
      expect(result).toEqual(estimated)
      return []
    }
    const explanation = orThrow(result)
    expect(JSON.parse(JSON.stringify(explanation))).toEqual(explanation)
    return /NaN|Infinity|undefined|null|\[object/.test(explanation.text) ? [explanation.text] : []
  }
  expect(failuresOf(count, scale, check)).toBe('')
})
