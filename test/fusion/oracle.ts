/** All figures of a chain by enumeration, written from docs/spec.md, section 16; nothing is shared with `src/fusion`. */
import type { FusedEstimate } from '../../src/fusion'
import type { EstimateErrors } from '../../src/index'
import { accessEnergy, staticPower } from '../support/simulator/energy'
import { resolveHardware } from '../support/simulator/hardware'
import { sparsityOf } from '../support/simulator/sparsity'
import { type Choice, chooseBest, needWith, type Other, waysOf } from './choices'
import { countIn, elementsIn, ownPlaces, unionOf, wholeOf } from './elements'
import { type Nest, nestOf, otherInputs, wrongTiles } from './links'
import { type ChainProblem, known, outputOf } from './problem'
import { energyWith, type Kind, level0Words, type Runs, runsOf } from './runs'
import { type Moments, momentsOf } from './shared-buffer'
import { type Step, walk } from './walk'
import { given, inputBits, outputBits, wordOf } from './widths'

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)
const most = (numbers: readonly number[]): number => Math.max(0, ...numbers)
const product = (numbers: readonly number[]): number => numbers.reduce((all, each) => all * each, 1)

export type Figures = Omit<FusedEstimate, 'warnings'>

/** What a chain comes to: dimensions that must not be tiled, faults of runs, or figures. */
export type Expected =
  | { readonly _tag: 'WrongTiles'; readonly dimensions: ReadonlySet<string> }
  | { readonly _tag: 'Refused'; readonly refusals: readonly { layer: number; errors: EstimateErrors }[] }
  | { readonly _tag: 'Figures'; readonly figures: Figures; readonly of: Parts }

export type Parts = {
  readonly problem: ChainProblem
  readonly nest: Nest
  readonly steps: readonly Step[]
  readonly runs: Runs
  readonly others: readonly Other[]
  readonly choice: Choice
  readonly moments: Moments
}

const isDouble = ({ hardware }: ChainProblem): boolean => hardware.overlap !== 'none'

const isBypassed = ({ hardware }: ChainProblem, name: string): boolean =>
  hardware.l2?.bypass?.includes(name) === true

const overRuns = ({ runs }: Pick<Parts, 'runs'>, of: (kind: Kind) => number): number =>
  sum(runs.kinds.flat().map((kind) => kind.times * of(kind)))

/** Elements of an input that each run of its layer touches, in order. */
const touchedBy = ({ layers }: ChainProblem, steps: readonly Step[], k: number, name: string) => {
  const layer = known(layers[k])
  const tensor = known(layer.tensors.find((each) => each.name === name))
  const places = ownPlaces(layer, tensor)
  return steps.flatMap(({ boxes }) => {
    const box = boxes[k] ?? null
    return box === null ? [] : [elementsIn(tensor, places, box)]
  })
}

const othersOf = (problem: ChainProblem, nest: Nest, steps: readonly Step[], { kinds }: Runs) =>
  problem.layers.flatMap((layer, k): readonly Other[] =>
    otherInputs(layer, known(nest.taken[k])).map((tensor) => {
      const { name } = tensor
      const ofLayer = known(kinds[k])
      const outside = inputBits(problem, nest, k, tensor, 'offchip')
      const level0 = ({ estimate }: Kind) => known(known(estimate.levels[0]).tensors[name])
      if (isBypassed(problem, name)) {
        const reads = sum(ofLayer.map((kind) => kind.times * known(level0(kind).ingress)))
        return {
          layer: k,
          tensor: name,
          ways: [{ choice: 'bypassed', reads, traffic: reads * outside, always: 0, own: 0 }],
        }
      }
      const streamed = {
        reads: sum(ofLayer.map((kind) => kind.times * known(level0(kind).streamed))),
        levelTile: most(ofLayer.map((kind) => level0(kind).levelTile)),
      }
      const bits = { inside: inputBits(problem, nest, k, tensor, 'l2'), outside }
      const runs = touchedBy(problem, steps, k, name)
      const how = { isDouble: isDouble(problem), steps: steps.length }
      return { layer: k, tensor: name, ways: waysOf(runs, bits, streamed, how) }
    }),
  )

/** What is written and read again of the last output, as elements and bits. */
const lastCrossing = ({ problem, nest, steps }: Parts) => {
  const last = known(problem.layers.at(-1))
  const output = outputOf(last)
  const { partial, final } = outputBits(problem.hardware, last)
  const isOutput = (dimension: string) => output.axes.flat().some((term) => term.dimension === dimension)
  const kinds = nest.loops.map(({ dimension }) => isOutput(dimension))
  const isStreamed = kinds.lastIndexOf(true) > kinds.indexOf(false) && kinds.includes(false)
  const anywhere = output.axes.map(() => ({ before: 0, extent: Number.POSITIVE_INFINITY }))
  const sets = steps.map(({ boxes }) => elementsIn(output, anywhere, known(boxes.at(-1) ?? undefined)))
  const union = unionOf(sets).size
  const streamed = sum(
    sets.map((set, s) => [...set].filter((each) => s === 0 || !known(sets[s - 1]).has(each)).length),
  )
  const writes = isStreamed ? streamed : union
  const reads = writes - union
  const isReduced = kinds.includes(false)
  return {
    ...{ choice: isStreamed ? ('streamed' as const) : ('written' as const), reads, writes },
    readBits: reads * partial,
    writeBits: union * final + reads * partial,
    inside: isReduced ? partial : final,
  }
}

type Last = ReturnType<typeof lastCrossing>

const offchipOf = ({ problem, nest, steps, others, choice }: Parts, last: Last): Figures['offchip'] => {
  const first = known(nest.taken[0]).tensor
  const fetched = sum(steps.map(({ computed }) => known(computed[0]).size))
  const outside = inputBits(problem, nest, 0, first, 'offchip')
  const tensors: Figures['offchip']['tensors'] = [
    { layer: 0, tensor: first.name, choice: 'fetched', reads: fetched, writes: 0, bits: fetched * outside },
    ...others.map(({ layer, tensor }, i) => {
      const { choice: way, reads, traffic } = known(choice.ways[i])
      return { layer, tensor, choice: way, reads, writes: 0, bits: traffic }
    }),
    {
      layer: problem.layers.length - 1,
      tensor: outputOf(known(problem.layers.at(-1))).name,
      ...{ choice: last.choice, reads: last.reads, writes: last.writes },
      bits: last.readBits + last.writeBits,
    },
  ]
  return { tensors, bits: sum(tensors.map(({ bits }) => bits)) }
}

/** The most that is there in any step while each layer runs. */
const mostAlive = ({ layers }: ChainProblem, { at }: Moments): readonly (number | null)[] =>
  layers.map((_, k) => {
    const there = at.flatMap((step) => {
      const present = step[k] ?? null
      return present === null ? [] : [sum(present)]
    })
    return there.length === 0 ? null : most(there)
  })

const peakOf = ({ problem, nest, others, choice, moments }: Parts): Figures['buffers']['l2']['peak'] => {
  const always = sum(choice.ways.map((way) => way.always))
  const owns = problem.layers.map((_, k) =>
    sum(choice.ways.map((way, i) => (known(others[i]).layer === k ? way.own : 0))),
  )
  for (const step of moments.at)
    for (const [layer, present] of step.entries()) {
      if (present === null || sum(present) + always + known(owns[layer]) !== choice.need) continue
      const made = problem.layers.map((_, j) => ({
        layer: Math.max(0, j - 1),
        tensor: j === 0 ? known(nest.taken[0]).tensor.name : outputOf(known(problem.layers[j - 1])).name,
        bits: known(present[j]),
      }))
      const brought = others.map((other, i) => {
        const way = known(choice.ways[i])
        return {
          layer: other.layer,
          tensor: other.tensor,
          bits: way.always + (other.layer === layer ? way.own : 0),
        }
      })
      const last = { layer: problem.layers.length - 1, tensor: outputOf(known(problem.layers.at(-1))).name }
      const all = [...made, ...brought, { ...last, bits: known(present.at(-1)) }]
      return { layer, tensors: all.filter(({ bits }) => bits > 0) }
    }
  throw new Error('no moment has the need')
}

const fitsIn = (bits: number, bytes: number | null): boolean => bytes === null || bits <= 8 * bytes

const buffersOf = (parts: Parts): Figures['buffers'] => {
  const { problem, runs, choice, moments } = parts
  const all = runs.kinds.flat().map(({ estimate }) => estimate.buffers)
  const levels = most(all.map(({ clusters }) => clusters.length))
  const hardware = resolveHardware(given(problem.hardware), levels + 1)
  const buffer = (bits: number, bytes: number | null) => ({
    required: { bits },
    capacity: bytes === null ? null : 8 * bytes,
    fits: fitsIn(bits, bytes),
  })
  const l1 = buffer(most(all.map((each) => each.l1.bits.required)), hardware.l1)
  const clusters = Array.from({ length: levels }, (_, level) =>
    buffer(
      most(all.flatMap((each) => each.clusters[level]?.bits.required ?? [])),
      known(hardware.clusters[level]),
    ),
  )
  const l2 = {
    ...buffer(choice.need, hardware.l2),
    fits: choice.fits,
    retained: { bits: moments.retained },
    peak: peakOf(parts),
  }
  return { l1, clusters, l2, fits: l1.fits && l2.fits && clusters.every(({ fits }) => fits) }
}

const bytesOf = (buffer: Figures['buffers']['l1']): number => (buffer.capacity ?? buffer.required.bits) / 8

const energyOf = (
  parts: Parts,
  buffers: Figures['buffers'],
  last: Last,
  offchip: Figures['offchip'],
  runtime: number,
): Figures['energy'] => {
  const { problem, nest, runs, others, choice } = parts
  const hardware = resolveHardware(given(problem.hardware), buffers.clusters.length + 1)
  const word = wordOf(problem.hardware)
  const bytes = { l1: bytesOf(buffers.l1), clusters: buffers.clusters.map(bytesOf), l2: bytesOf(buffers.l2) }
  const kinds = runs.kinds.flat()
  const energies = new Map(kinds.map((kind) => [kind, energyWith(problem, nest, kind, bytes)]))
  const total = (of: (energy: Kind['estimate']['energy']) => number) =>
    overRuns(parts, (kind) => of(known(energies.get(kind))))
  const inside = (k: number, name: string) =>
    inputBits(problem, nest, k, known(known(problem.layers[k]).tensors.find((t) => t.name === name)), 'l2')
  const bypassed = (name: string) => isBypassed(problem, name)
  const level0 = kinds.map((kind) => ({ kind, words: level0Words(problem, kind, inside, bypassed) }))
  const first = known(offchip.tensors[0])
  const entering =
    first.reads * inside(0, first.tensor) +
    sum(
      others.map(({ layer, tensor }, i) =>
        bypassed(tensor) ? 0 : known(choice.ways[i]).reads * inside(layer, tensor),
      ),
    ) +
    last.reads * last.inside
  const accesses = {
    all: {
      reads:
        sum(level0.map(({ kind, words }) => kind.times * words.read)) + (last.writes * last.inside) / word,
      writes: sum(level0.map(({ kind, words }) => kind.times * words.written)) + entering / word,
    },
  }
  const copies = buffers.clusters.map((_, level) =>
    most(
      kinds.flatMap(({ estimate: { levels } }) =>
        levels.length - 1 > level ? [product(levels.slice(0, level + 1).map(({ units }) => units))] : [],
      ),
    ),
  )
  const readBits = offchip.bits - last.writeBits
  const parts7 = {
    mac: total(({ mac }) => mac),
    l1: total(({ l1 }) => l1.total),
    clusters: buffers.clusters.map((_, level) => total(({ clusters }) => clusters[level]?.total ?? 0)),
    l2: accessEnergy(accesses, hardware.energy.l2, bytes.l2, () => 1).total,
    network: total(({ network }) => network),
    offchip:
      (readBits * hardware.energy.offchip.read + last.writeBits * hardware.energy.offchip.write) / word,
    static: runtime * staticPower(hardware, bytes, copies),
  }
  const { clusters, ...single } = parts7
  const named = ['mac', 'l1', 'clusters', 'l2', 'network', 'offchip'] as const
  return {
    total: sum([...Object.values(single), ...clusters]),
    ...parts7,
    uncounted: named.filter((part) => kinds.some(({ estimate }) => estimate.energy.uncounted.includes(part))),
  }
}

/** MACs of a layer that compute everything once. */
const macsOnce = ({ problem, steps }: Parts, k: number): number => {
  const layer = known(problem.layers[k])
  const whole = product(Object.values(layer.extents))
  if (k === problem.layers.length - 1) return whole
  const elements = unionOf(steps.map(({ computed }) => known(computed[k + 1]))).size
  return (elements * whole) / countIn(outputOf(layer), wholeOf(layer.extents))
}

const cyclesFor = (words: number, bandwidth: number | undefined): number =>
  bandwidth === undefined ? 0 : Math.ceil(words / bandwidth)

const floorOf = (parts: Parts): number => {
  const { problem, nest, steps } = parts
  const { hardware, layers } = problem
  const sparsities = layers.map(
    ({ tensors, operands }) =>
      sparsityOf(tensors, operands.density ?? {}, given(hardware).sparse ?? {}).taken,
  )
  const work = sum(layers.map((_, k) => macsOnce(parts, k) * known(sparsities[k])))
  const cycles = work / (hardware.pes * (hardware.simd ?? 1))
  const isWhole = parts.runs.kinds.every((kinds, k) => kinds.length === 0 || sparsities[k] === 1)
  const first = unionOf(steps.map(({ needed }) => known(needed[0]))).size
  const last = known(layers.at(-1))
  const bits =
    first * inputBits(problem, nest, 0, known(nest.taken[0]).tensor, 'offchip') +
    countIn(outputOf(last), wholeOf(last.extents)) * outputBits(hardware, last).final +
    sum(
      layers.flatMap((layer, k) =>
        otherInputs(layer, known(nest.taken[k])).map((tensor) => {
          const touched = unionOf(touchedBy(problem, steps, k, tensor.name)).size
          return touched * inputBits(problem, nest, k, tensor, 'offchip')
        }),
      ),
    )
  return Math.max(
    Math.ceil(isWhole ? cycles : cycles - cycles * 2 ** -50),
    cyclesFor(bits / wordOf(hardware), hardware.offchip?.bandwidth),
  )
}

/** Of equals, the first. */
const causes = ['compute', 'fill', 'ingress', 'egress'] as const

const boundOf = (parts: Parts, onChip: number, offChip: number): Figures['bound'] => {
  const none = { compute: 0, fill: 0, ingress: 0, egress: 0, offchip: 0 }
  if (offChip > onChip) return { by: 'offchip', cycles: { ...none, offchip: offChip } }
  const cycles = { ...none }
  for (const cause of causes) cycles[cause] = overRuns(parts, (kind) => kind.onChip.bound.cycles[cause])
  const by = causes.reduce((best, cause) => (cycles[cause] > cycles[best] ? cause : best), 'compute' as const)
  return { by, cycles }
}

const layersOf = (parts: Parts): Figures['layers'] =>
  parts.problem.layers.map(({ name }, k) => {
    const kinds = known(parts.runs.kinds[k])
    const macs = sum(kinds.map((kind) => kind.times * kind.estimate.macs))
    return {
      name,
      macs,
      recomputed: macs - macsOnce(parts, k),
      runtime: sum(kinds.map((kind) => kind.times * kind.estimate.onChipRuntime)),
      runs: sum(kinds.map(({ times }) => times)),
      kinds: kinds.map(({ lengths, times, estimate }) => ({ box: lengths, times, estimate })),
    }
  })

const figuresOf = (parts: Parts): Figures => {
  const { hardware, layers } = parts.problem
  const macs = overRuns(parts, ({ estimate }) => estimate.macs)
  const onChipRuntime = overRuns(parts, ({ onChip }) => onChip.onChipRuntime)
  const last = lastCrossing(parts)
  const offchip = offchipOf(parts, last)
  const offChipTime = cyclesFor(offchip.bits / wordOf(hardware), hardware.offchip?.bandwidth)
  const runtime = Math.max(onChipRuntime, offChipTime)
  const buffers = buffersOf(parts)
  const energy = energyOf(parts, buffers, last, offchip, runtime)
  return {
    macs,
    recomputed: macs - sum(layers.map((_, k) => macsOnce(parts, k))),
    ...{ runtime, onChipRuntime, offChipTime, floor: floorOf(parts), steps: parts.steps.length },
    seconds: hardware.clock === undefined ? null : runtime / hardware.clock,
    bound: boundOf(parts, onChipRuntime, offChipTime),
    ...{ energy, edp: energy.total * runtime, offchip, buffers, layers: layersOf(parts) },
  }
}

export const expectedOf = (problem: ChainProblem): Expected => {
  const nest = nestOf(problem)
  const dimensions = wrongTiles(problem, nest)
  if (dimensions.size > 0) return { _tag: 'WrongTiles', dimensions }
  const steps = walk(problem, nest)
  const runs = runsOf(problem, nest, steps)
  if (runs.refusals.length > 0) return { _tag: 'Refused', refusals: runs.refusals }
  const others = othersOf(problem, nest, steps, runs)
  const copies = isDouble(problem) && steps.length > 1 ? 2 : 1
  const moments = momentsOf(problem, nest, steps, copies)
  const { capacity } = problem.hardware.l2 ?? {}
  const room = capacity === undefined ? Number.MAX_SAFE_INTEGER : 8 * capacity
  const alive = mostAlive(problem, moments)
  const parts = { problem, nest, steps, runs, others, moments, choice: chooseBest(others, alive, room) }
  return { _tag: 'Figures', figures: figuresOf(parts), of: parts }
}

export { needWith }
