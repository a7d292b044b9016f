/** What an accelerator says of each tensor of the layer that is explained. */
import { at } from '../../cost/counts'
import { forSchedule } from '../../cost/for-tensors'
import { SHARED } from '../../cost/places'
import type { Report } from '../../error/error'
import { channelAt, countChannels, type RiddenChannel } from '../../hardware/per-tensor'
import { type ResolvedHardware, readHardware, readUnits, resolveHardware } from '../../hardware/resolve'
import type { Problem } from '../../operator/problem'
import type { AnnotatedSchedule } from './annotated-schedule'

/** The accelerator for the tensors of the layer; the report has its faults, of which one that was estimated has none. */
export const onTensors = (
  hardware: unknown,
  schedule: Pick<AnnotatedSchedule, 'problem' | 'canonical'>,
  report: Report,
): ResolvedHardware | undefined => {
  const record = readHardware(hardware, report)
  if (record === undefined) return undefined
  const units = readUnits(record, report)
  return forSchedule(
    resolveHardware(record, units, schedule.canonical.levels.length, report),
    schedule,
    report,
  )
}

/** A tensor that the shared buffer may keep: the elements that are used, and the words of one. */
export type InShared = { readonly name: string; readonly used: number; readonly words: number }

/** What the shared buffer may keep. Outputs count with their partial sums, which take most. */
export const tensorsInShared = (
  hardware: ResolvedHardware,
  { problem }: Pick<AnnotatedSchedule, 'problem'>,
  used: ReadonlyMap<string, number>,
): readonly InShared[] => {
  const widths = hardware.perTensor?.widths ?? null
  const wordsOf = (t: number, role: 'input' | 'output'): number => {
    if (widths === null) return 1
    return (role === 'input' ? widths.inputs[at(SHARED, t)]! : widths.partial[t]!) / widths.word
  }
  const bypassed = bypassing(hardware, problem)
  return problem.tensors.flatMap(({ name, role }, t) =>
    bypassed.has(name) ? [] : [{ name, used: used.get(name) ?? 0, words: wordsOf(t, role) }],
  )
}

/** A channel with the tensors that ride on it. */
export type Riding = {
  readonly channel: RiddenChannel
  readonly names: readonly string[]
  /** Whether it is the network itself. */
  readonly isNetwork: boolean
}

/** What the tensors ride on at a level: where nothing else is said, on the network itself. */
export const ridingAt = (
  { perTensor, networks }: ResolvedHardware,
  { tensors }: Pick<Problem, 'tensors'>,
  level: number,
): readonly Riding[] => {
  const network = networks[level]!
  const channels = perTensor?.channels?.[level]
  if (channels === undefined)
    return [{ channel: network, names: tensors.map(({ name }) => name), isNetwork: true }]
  return Array.from({ length: countChannels(channels) }, (_, c) => ({
    channel: channelAt(channels, network, c),
    names: tensors.flatMap(({ name }, t) => (channels.of[t] === c ? [name] : [])),
    isNetwork: channels.hasOwn && c === 0,
  }))
}

/** The tensors that bypass the shared buffer. */
export const bypassing = (
  { perTensor }: ResolvedHardware,
  { tensors }: Pick<Problem, 'tensors'>,
): ReadonlySet<string> =>
  new Set(tensors.flatMap(({ name }, t) => ((((perTensor?.bypassed ?? 0) >> t) & 1) === 1 ? [name] : [])))
