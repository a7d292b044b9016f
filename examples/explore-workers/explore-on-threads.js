/** An exploration on worker threads: shard by shard, with the answer of `explore`. */
import { setMaxListeners } from 'node:events'
import { availableParallelism } from 'node:os'
import { emptyExploration, mergeAllExplorations } from 'maestro-dataflow/explore'
import { Piscina } from 'piscina'

/**
 * @typedef {import('maestro-dataflow/explore').Exploration} Exploration
 * @typedef {import('maestro-dataflow/explore').Progress} Progress
 * @typedef {object} Options
 * @property {number} [threads] as many as there are cores when absent
 * @property {number} [shards] eight for each thread when absent: shards are not equally hard
 * @property {number} [chunk] designs between two reports; a hundredth of the shard when absent
 * @property {AbortSignal} [signal] ends it early
 * @property {(fraction: number, designs: number) => void} [onProgress] what is done of all, and how many designs that is
 */

/** @param {ReadonlyMap<number, Progress>} known @param {number} shards */
const fractionOf = (known, shards) =>
  [...known.values()].reduce((sum, { done, total }) => sum + (total === 0 ? 1 : done / total), 0) / shards

/** @param {ReadonlyMap<number, Progress>} known */
const designsOf = (known) => [...known.values()].reduce((sum, { done }) => sum + done, 0)

/**
 * The exploration of the space that a module exports; if it was ended early, of the designs that were done by then.
 *
 * @param {URL} module
 * @param {Options} [options]
 * @returns {Promise<Exploration>}
 */
export const exploreOnThreads = async (module, options = {}) => {
  const { threads = availableParallelism(), shards = 8 * threads, chunk, signal, onProgress } = options
  const { space } = await import(module.href)
  /** @type {Map<number, Progress>} */
  const known = new Map()
  /** @type {(index: number, progress: Progress) => void} */
  const learn = (index, progress) => {
    // A report may come after the result of its shard, which it is a part of.
    if (progress.done < (known.get(index)?.done ?? 0)) return
    known.set(index, progress)
    onProgress?.(fractionOf(known, shards), designsOf(known))
  }

  // A signal of our own: every shard that waits listens to it.
  const end = AbortSignal.any(signal ? [signal] : [])
  setMaxListeners(0, end)
  const filename = new URL('./shard-worker.js', import.meta.url).href
  const pool = new Piscina({ filename, minThreads: threads, maxThreads: threads })
  // What concerns a shard rejects its promise; the rest are last words of threads that were ended.
  pool.on('error', () => {})
  pool.on('message', ({ index, progress }) => learn(index, progress))
  try {
    await Promise.all(
      Array.from({ length: shards }, async (_, index) => {
        const task = { module: module.href, shard: { index, count: shards }, chunk }
        learn(index, await pool.run(task, { signal: end }))
      }),
    )
  } catch (error) {
    if (!end.aborted) throw error
  } finally {
    await pool.destroy()
  }
  const found = [...known.values()].map(({ exploration }) => exploration)
  return mergeAllExplorations([emptyExploration(space), ...found])
}
