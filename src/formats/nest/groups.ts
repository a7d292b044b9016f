/**
 * Storages as buffers of this model, which keep every tensor. Storages side by side that keep different tensors are one
 * buffer, if the loops between them do not move what the inner ones keep. A tensor that bypasses a buffer may be kept
 * there, if the loops of the buffer do not move it: then as much of it is fetched from above.
 */
import { listed } from '../../error/show'
import { readAs, refuse, type Source } from '../source/source'
import type { MappedLoop, Storage, StorageLoops } from './storage-nest'

/** The dimensions along which each tensor changes: the file's names of tensors, the layer's of dimensions. */
export type Moved = ReadonlyMap<string, ReadonlySet<string>>

/** A buffer: its storages, and its loops. `absent` are the tensors that none of them keeps. */
export type Group = Omit<StorageLoops, 'kept' | 'storage'> & {
  readonly storages: readonly Storage[]
  readonly absent: readonly string[]
}

const areApart = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  [...b].every((tensor) => !a.has(tensor))

const moves = (loop: MappedLoop, tensor: string, moved: Moved): boolean =>
  moved.get(tensor)?.has(loop.dimension) === true

/** That an inner storage of a buffer would hold more than it does. */
const reportMoved = (
  source: Source,
  inner: StorageLoops,
  loops: readonly { readonly of: StorageLoops; readonly loop: MappedLoop }[],
  moved: Moved,
): void => {
  for (const tensor of inner.kept) {
    const found = loops.find(({ loop }) => moves(loop, tensor, moved))
    if (found === undefined) continue
    refuse(
      source,
      found.loop.at,
      `a loop over ${found.loop.name} outside ${inner.name}`,
      `${inner.name} keeps ${tensor} inside this loop of ${found.of.name}, but ${found.of.name} does not keep ${tensor}. A buffer of this model keeps all its tensors at the same place in the nest.`,
      `Move the loop over ${found.loop.name} out of ${found.of.name}, or let ${found.of.name} keep ${tensor}.`,
    )
    return
  }
}

const timesAsMany = (a: Pick<StorageLoops, 'fanOut'>, b: Pick<StorageLoops, 'fanOut'>): number | null =>
  a.fanOut === null || b.fanOut === null ? null : a.fanOut * b.fanOut

const groupOf = (source: Source, levels: readonly StorageLoops[], moved: Moved): Group | undefined => {
  const [first, ...inner] = levels
  if (first === undefined) return undefined
  const before = first.temporal.map((loop) => ({ of: first, loop }))
  for (const level of inner) {
    reportMoved(source, level, before, moved)
    before.push(...level.temporal.map((loop) => ({ of: level, loop })))
  }
  const kept = new Set(levels.flatMap((level) => [...level.kept]))
  return {
    name: listed(levels.map(({ name }) => name)),
    at: first.at,
    temporal: levels.flatMap(({ temporal }) => temporal),
    spatial: levels[levels.length - 1]?.spatial ?? [],
    storages: levels.flatMap(({ storage }) => storage ?? []),
    fanOut: levels.reduce<number | null>((fanOut, level) => timesAsMany({ fanOut }, level), 1),
    absent: [...moved.keys()].filter((tensor) => !kept.has(tensor)),
  }
}

/** A storage that keeps nothing has loops only: they are those of the storage around it, where their order allows it. */
const withoutEmpty = (levels: readonly StorageLoops[]): readonly StorageLoops[] => {
  const full: StorageLoops[] = []
  for (const level of levels) {
    const before = full[full.length - 1]
    const joins = before !== undefined && (before.spatial.length === 0 || level.temporal.length === 0)
    if (level.kept.size > 0 || !joins) full.push(level)
    else
      full[full.length - 1] = {
        ...before,
        temporal: [...before.temporal, ...level.temporal],
        spatial: [...before.spatial, ...level.spatial],
        fanOut: timesAsMany(before, level),
      }
  }
  return full
}

/** Storages side by side, as long as they keep different tensors and no tensor is missing already. */
export const groupsOf = (source: Source, given: readonly StorageLoops[], moved: Moved): readonly Group[] => {
  const levels = withoutEmpty(given)
  const groups: Group[] = []
  for (let i = 0; i < levels.length; ) {
    const kept = new Set(levels[i]?.kept)
    let end = i + 1
    for (; end < levels.length; end += 1) {
      const [before, next] = [levels[end - 1], levels[end]]
      if (before === undefined || next === undefined || before.spatial.length > 0) break
      if (kept.size === moved.size || !areApart(kept, next.kept)) break
      for (const tensor of next.kept) kept.add(tensor)
    }
    const group = groupOf(source, levels.slice(i, end), moved)
    if (group !== undefined) groups.push(group)
    i = end
  }
  return groups
}

/** Tensors that bypass a buffer are kept in it, where as much of them is fetched from above. */
export const reportBypass = (source: Source, { name, at, temporal, absent }: Group, moved: Moved): void => {
  for (const tensor of absent) {
    const loop = temporal.find((each) => moves(each, tensor, moved))
    if (loop === undefined)
      readAs(
        source,
        at,
        `${tensor} bypasses ${name} and is read as kept there: the traffic from above is the same, but the capacity and accesses of ${name} count it.`,
      )
    else
      refuse(
        source,
        loop.at,
        `a loop over ${loop.name}, along which ${tensor} changes`,
        `${tensor} bypasses ${name}, but changes in the loop of ${name} over ${loop.name}. Only the shared buffer can be bypassed here, and only if the storage above it has no loops.`,
        `Move the loop over ${loop.name} out of ${name}, or let ${name} keep ${tensor}.`,
      )
  }
}
