/** Every run of a layer is the public `estimate` of the layer on its box. */
import { isLeft } from 'fp-ts/Either'
import { type Accelerator, type Estimate, type EstimateErrors, estimate } from '../../src/index'
import { accessEnergy } from '../support/simulator/energy'
import { type AccessEnergy, resolveHardware } from '../support/simulator/hardware'
import { type Box, countIn, lengthsOf } from './elements'
import type { Nest } from './links'
import { type ChainProblem, type Extents, known, outputOf } from './problem'
import type { Step } from './walk'
import { given, outputBits, seenBy, wordOf } from './widths'

/** A kind of box, in the order of the first run. */
export type Kind = {
  readonly layer: number
  readonly lengths: Extents
  readonly box: Box
  times: number
  readonly estimate: Estimate
  /** Where nothing waits for what is outside. */
  readonly onChip: Estimate
}

export type Refusal = { readonly layer: number; readonly errors: EstimateErrors }

const onBox = (problem: ChainProblem, nest: Nest, k: number, lengths: Extents, of: Accelerator) => {
  const { operands } = seenBy(problem, nest, k)
  return estimate(known(problem.layers[k]).onBox(lengths, operands), known(problem.dataflows[k]), of)
}

const newKind = (problem: ChainProblem, nest: Nest, k: number, box: Box): Kind | Refusal => {
  const lengths = lengthsOf(box)
  const { hardware } = seenBy(problem, nest, k)
  const made = onBox(problem, nest, k, lengths, hardware)
  if (isLeft(made)) return { layer: k, errors: made.left }
  const { bandwidth: _, ...offchip } = hardware.offchip ?? {}
  const onChip = onBox(problem, nest, k, lengths, { ...hardware, offchip })
  if (isLeft(onChip)) throw new Error('unlimited off-chip, it is refused')
  return { layer: k, lengths, box, times: 1, estimate: made.right, onChip: onChip.right }
}

export type Runs = {
  /** Per layer. */
  readonly kinds: readonly (readonly Kind[])[]
  readonly refusals: readonly Refusal[]
}

export const runsOf = (problem: ChainProblem, nest: Nest, steps: readonly Step[]): Runs => {
  const refusals: Refusal[] = []
  const kinds = problem.layers.map((_, k) => {
    const found = new Map<string, Kind>()
    for (const { boxes } of steps) {
      const box = boxes[k]
      if (box === null || box === undefined) continue
      const key = JSON.stringify(lengthsOf(box))
      const same = found.get(key)
      if (same !== undefined) {
        same.times++
        continue
      }
      const kind = newKind(problem, nest, k, box)
      if ('errors' in kind) {
        refusals.push(kind)
        return []
      }
      found.set(key, kind)
    }
    return [...found.values()]
  })
  return { kinds, refusals }
}

/** Words that level 0 of a run reads and writes in the shared buffer. */
export const level0Words = (
  problem: ChainProblem,
  { layer: k, box, estimate: of }: Kind,
  bitsOfInput: (k: number, tensor: string) => number,
  isBypassed: (tensor: string) => boolean,
): { readonly read: number; readonly written: number } => {
  const layer = known(problem.layers[k])
  const output = outputOf(layer)
  const { partial, final } = outputBits(problem.hardware, layer)
  let read = 0
  let written = 0
  for (const [name, figures] of Object.entries(known(of.levels[0]).tensors)) {
    if (isBypassed(name)) continue
    if (name === output.name) {
      const { egress = 0, accumulations = 0 } = figures
      const width = egress === countIn(output, box) ? final : partial
      written += egress * width
      read += accumulations * width
    } else read += (figures.ingress ?? 0) * bitsOfInput(k, name)
  }
  const word = wordOf(problem.hardware)
  return { read: read / word, written: written / word }
}

/** The energies of an access at one capacity, in bytes. */
const fixedAt = (energy: AccessEnergy, bytes: number) => {
  const of = (reads: number, writes: number): number =>
    accessEnergy({ all: { reads, writes } }, energy, bytes, () => 1).total
  return { read: of(1, 0), write: of(0, 1) }
}

/** The energy of a run with buffers of these capacities, in bytes: MACs, L1, clusters and networks. */
export const energyWith = (
  problem: ChainProblem,
  nest: Nest,
  kind: Kind,
  bytes: { readonly l1: number; readonly clusters: readonly number[] },
): Estimate['energy'] => {
  const { hardware } = seenBy(problem, nest, kind.layer)
  const table = resolveHardware(given(hardware), bytes.clusters.length + 1).energy
  const clusters = bytes.clusters.map((each, level) => fixedAt(known(table.clusters[level]), each))
  const of = onBox(problem, nest, kind.layer, kind.lengths, {
    ...hardware,
    energy: {
      ...hardware.energy,
      l1: fixedAt(table.l1, bytes.l1),
      ...(clusters.length === 0 ? {} : { clusters }),
    },
  })
  if (isLeft(of)) throw new Error(`with fixed energies: ${JSON.stringify(of.left)}`)
  return of.right.energy
}
