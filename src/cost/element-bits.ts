/**
 * Bits of an element where an estimate counts elements (docs/spec.md, section 10): on each network, in the buffers of each
 * level's units, and as an operand of a MAC. They are those of the weights that costs are made of.
 */
import type { Analysis } from '../analysis/analysis'
import type { Report } from '../error/error'
import type { Accelerator } from '../hardware/accelerator'
import { byName } from '../internal/by-name'
import { tabulate } from '../internal/tabulate'
import { bitsOf } from './buffers'
import { at } from './counts'
import { loadAnalysis } from './load-analysis'
import { countTraffic } from './traffic'
import { onNetwork, weighElements } from './weights'

/** By name of the tensor. */
export type BitsByTensor = Readonly<Record<string, number>>

export type ElementBits = {
  /** On the network of a level, and in the buffer above it. */
  readonly crossing: readonly BitsByTensor[]
  /** In the buffer of each unit of a level, the last of which is a PE. */
  readonly inUnits: readonly BitsByTensor[]
  /** What is read of an input for a MAC: of a tensor whose zeros are skipped, only nonzeros may be read. */
  readonly operands: BitsByTensor
}

/** The bits of the elements of an analysis on an accelerator; the report has the faults of either. */
export const elementBits = (
  analysis: Analysis,
  hardware: Accelerator,
  report: Report,
): ElementBits | undefined => {
  const loaded = loadAnalysis(analysis, hardware, report)
  if (loaded === undefined) return undefined
  const { facts, resolved, workspace } = loaded
  const { counts } = workspace.profile
  const { traffic, weights } = workspace.costs
  countTraffic(counts, resolved.networks, traffic)
  weighElements(counts, traffic, resolved, weights)
  const { areWords, buffers, operands } = weights
  const byTensor = (weightOf: (t: number) => number): BitsByTensor =>
    byName(facts.tensors, (t) => bitsOf(areWords ? 1 : weightOf(t), areWords, resolved))
  return {
    crossing: tabulate(counts.levels, (level) =>
      byTensor((t) => onNetwork(weights, counts, resolved, level, t)),
    ),
    inUnits: tabulate(counts.levels, (level) => byTensor((t) => buffers[at(1 + level, t)]!)),
    operands: byTensor((t) => operands[t]!),
  }
}
