/** A layer and an accelerator with everything that docs/spec.md lets them say, sections 10 to 15 included. */
import type { Simulated } from './account'
import { type GivenHardware, type Keep, type Precision, resolveHardware } from './hardware'
import { simulate } from './simulate'
import { type Density, sparsityOf } from './sparsity'
import type { SimLoop, SimProblem, SimTensor } from './types'
import { widthsOf } from './widths'

/** What a layer says beside its extents. */
export type GivenOperands = {
  readonly precision?: Precision | undefined
  readonly density?: Readonly<Record<string, Density>> | undefined
}

/** A layer's loops and tensors, and the canonical form of its dataflow. */
export type Schedule = {
  readonly extents: SimProblem['extents']
  readonly tensors: readonly SimTensor[]
  readonly levels: readonly { readonly units: number; readonly loops: readonly SimLoop[] }[]
}

/** What is said of an input by name wins over what is said of all. */
const isKept = (keep: Keep, name: string): boolean =>
  typeof keep === 'boolean' ? keep : (keep[name] ?? keep['inputs'] ?? true)

/** The problem in the simulator's words. */
export const problemOf = (
  { extents, tensors, levels }: Schedule,
  hardware: Pick<ReturnType<typeof resolveHardware>, 'noc' | 'simd' | 'overlap' | 'keep' | 'contiguous'>,
): SimProblem => {
  const { noc, simd, overlap, keep, contiguous } = hardware
  const inputs = tensors.filter(({ role }) => role === 'input').map(({ name }) => name)
  return {
    extents,
    tensors,
    simd,
    overlap,
    contiguous: inputs.filter((name) => contiguous.includes(name) || contiguous.includes('inputs')),
    levels: levels.map(({ units, loops }, i) => {
      const network = noc[i]
      if (network === undefined) throw new Error(`no network at level ${i}`)
      return { units, loops, noc: network, reloads: inputs.filter((name) => !isKept(keep[i] ?? true, name)) }
    }),
  }
}

/** Counts first, from which follows how wide sums are where; then time, which depends on it. */
export const simulateMachine = (
  schedule: Schedule,
  { precision, density = {} }: GivenOperands,
  given: GivenHardware,
): Simulated => {
  const hardware = resolveHardware(given, schedule.levels.length)
  const problem = problemOf(schedule, hardware)
  const sparsity = sparsityOf(problem.tensors, density, hardware.sparse)
  const counted = simulate(problem)
  const widths = widthsOf(problem, counted, precision, hardware, sparsity)
  const isPlain =
    sparsity.taken === 1 &&
    widths.travelling.every((level) => Object.values(level).every((width) => width === widths.word))
  if (isPlain) return { problem, result: counted, hardware, widths, sparsity }
  const words = { bits: widths.word, travelling: widths.travelling }
  const timed: SimProblem = { ...problem, words, taken: sparsity.taken }
  return { problem: timed, result: simulate(timed), hardware, widths, sparsity }
}
