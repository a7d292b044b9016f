/** What a thread does: explores a shard, and says after each piece what is known. */
import { parentPort } from 'node:worker_threads'
import { orThrow } from 'maestro-dataflow'
import { exploreInChunks } from 'maestro-dataflow/explore'

/**
 * @typedef {import('maestro-dataflow/explore').Progress} Progress
 * @typedef {{ module: string, shard: import('maestro-dataflow/explore').Shard, chunk: number | undefined }} Task
 */

/** @param {Task} task */
export default async ({ module, shard, chunk }) => {
  const { space } = await import(module)
  /** @type {Progress | undefined} */
  let progress
  for (const piece of exploreInChunks(space, { shard, chunk })) {
    progress = orThrow(piece)
    parentPort?.postMessage({ index: shard.index, progress })
  }
  return progress
}
