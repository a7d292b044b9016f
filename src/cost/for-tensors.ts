/**
 * An accelerator for the tensors of a layer: what it says of tensors by name or role, and what the layer says of its elements,
 * comes to widths, channels and shares of each tensor (docs/spec.md, sections 10, 11, 14 and 15).
 */
import { type Elements, elementsOf } from '../analysis/elements'
import type { Schedule } from '../dataflow/schedule'
import type { Report } from '../error/error'
import type { Warning } from '../error/warning'
import type { ResolvedEnergy } from '../hardware/energy'
import type { PerTensor } from '../hardware/per-tensor'
import { type ResolvedHardware, withTensors } from '../hardware/resolve'
import { frozen } from '../internal/frozen'
import type { Role } from './counts'
import { sparsityFor } from './sparsity'
import { channelsFor } from './tensor-channels'
import { maskOf, unusedNames } from './tensor-names'
import { widthsFor } from './tensor-widths'
import { transferRulesFor } from './transfer-rules'

/** Where every tensor bypasses the shared buffer, its energies are not missed. */
const energyUsed = (energy: ResolvedEnergy, bypassed: number, tensors: readonly Role[]): ResolvedEnergy => {
  const isUnused = bypassed === 2 ** tensors.length - 1
  return isUnused ? { ...energy, uncounted: energy.uncounted.filter((part) => part !== 'l2') } : energy
}

const fitTo = (hardware: ResolvedHardware, elements: Elements, report: Report): ResolvedHardware => {
  const { tensors } = elements
  const warnings: Warning[] = [...hardware.warnings, ...unusedNames(hardware, tensors)]
  const widths = widthsFor(hardware, elements, report)
  const channels = channelsFor(hardware, tensors)
  const bypassed = maskOf(hardware.named?.bypass ?? null, tensors)
  const sparsity = sparsityFor(hardware, elements, warnings, report)
  const rules = transferRulesFor(hardware, tensors, report)
  const isNone = widths === null && channels === null && bypassed === 0 && sparsity === null && rules === null
  const perTensor = isNone ? null : { widths, channels, bypassed, sparsity, rules }
  return withTensors(hardware, energyUsed(hardware.energy, bypassed, tensors), perTensor, warnings)
}

/** What accelerators come to for the elements of layers, each for as long as both are reachable. */
const fits = /* @__PURE__ */ new WeakMap<ResolvedHardware, WeakMap<Elements, ResolvedHardware>>()

const keepFit = (hardware: ResolvedHardware, elements: Elements, fitted: ResolvedHardware): void => {
  // Every estimate on the hardware hands out its warnings.
  frozen(fitted.warnings)
  const ofHardware = fits.get(hardware)
  if (ofHardware === undefined) fits.set(hardware, new WeakMap([[elements, fitted]]))
  else ofHardware.set(elements, fitted)
}

type OfWords = { readonly elementBytes: number; readonly perTensor: PerTensor | null }

/** What elements come to where the accelerator names no tensor: only the word counts. For each, that of the last word. */
const ofWords = /* @__PURE__ */ new WeakMap<Elements, OfWords>()

/** The fit of an accelerator that names no tensor: for all of them with the same word it is worked out once. */
const fitUnnamed = (hardware: ResolvedHardware, elements: Elements, report: Report): ResolvedHardware => {
  const { elementBytes, energy, warnings } = hardware
  const last = ofWords.get(elements)
  if (last?.elementBytes === elementBytes) return withTensors(hardware, energy, last.perTensor, warnings)
  const before = report.length
  const fitted = fitTo(hardware, elements, report)
  if (report.length === before) ofWords.set(elements, { elementBytes, perTensor: fitted.perTensor })
  return fitted
}

/** Densities alone change nothing: it takes an accelerator that makes something of zeros. */
const saysNothing = ({ named }: ResolvedHardware, { precision }: Pick<Elements, 'precision'>): boolean =>
  named === null && precision === null

/** The accelerator for the tensors of a layer, or a report of what does not go together. */
export const forTensors = (
  hardware: ResolvedHardware,
  elements: Elements,
  report: Report,
): ResolvedHardware => {
  if (saysNothing(hardware, elements)) return hardware
  if (hardware.named === null) return fitUnnamed(hardware, elements, report)
  const kept = fits.get(hardware)?.get(elements)
  if (kept !== undefined) return kept
  const before = report.length
  const fitted = fitTo(hardware, elements, report)
  if (report.length === before) keepFit(hardware, elements, fitted)
  return fitted
}

/** The accelerator for the tensors of a layer under a dataflow, or a report of what does not go together. */
export const forSchedule = (
  hardware: ResolvedHardware,
  { problem, canonical }: Pick<Schedule, 'problem' | 'canonical'>,
  report: Report,
): ResolvedHardware =>
  saysNothing(hardware, problem) ? hardware : forTensors(hardware, elementsOf(problem, canonical), report)
