/** Work on worker threads: shard by shard, with the answer that one thread would have. */
import { setMaxListeners } from 'node:events'
import { availableParallelism } from 'node:os'
import { Piscina } from 'piscina'
import { workOf } from './work.js'

/**
 * @typedef {import('./work.js').Piece<any>} Piece
 * @typedef {object} Options
 * @property {number} [threads] as many as there are cores when absent
 * @property {number} [shards] eight for each thread when absent: shards are not equally hard
 * @property {number} [chunk] designs or nodes between two reports; a hundredth of the shard, or of a search, when absent
 * @property {AbortSignal} [signal] ends it early
 * @property {(fraction: number, done: number) => void} [onProgress] what is done of all, in designs or nodes
 */

/** A shard that ends more threads than this is at fault itself. */
const mostThreads = 3

/** @param {ReadonlyMap<number, Piece>} known @param {number} shards */
const fractionOf = (known, shards) =>
  [...known.values()].reduce((sum, { done, total }) => sum + (total === 0 ? 1 : done / total), 0) / shards

/** @param {ReadonlyMap<number, Piece>} known */
const doneOf = (known) => [...known.values()].reduce((sum, { done }) => sum + done, 0)

/** Whether a thread is gone, and not what it was asked to do was refused. @param {any} error */
const isOfThread = (error) =>
  error?.code === 'ERR_WORKER_OUT_OF_MEMORY' || /^worker exited/.test(error?.message ?? '')

/**
 * The answer to what a module asks for; if it was ended early, of what was done by then. A shard whose thread is gone is
 * begun again.
 *
 * @param {URL} module that exports a `space` or a `network`
 * @param {Options} [options]
 * @returns {Promise<any>}
 */
export const runOnThreads = async (module, options = {}) => {
  const { threads = availableParallelism(), shards = 8 * threads, chunk, signal, onProgress } = options
  const { merge } = workOf(await import(module.href))
  /** @type {Map<number, Piece>} */
  const known = new Map()
  /** @type {(index: number, piece: Piece) => void} */
  const learn = (index, piece) => {
    // A report may come after the result of its shard, which it is a part of.
    if (piece.done < (known.get(index)?.done ?? 0)) return
    known.set(index, piece)
    onProgress?.(fractionOf(known, shards), doneOf(known))
  }

  // A signal of our own: every shard that waits listens to it.
  const end = AbortSignal.any(signal ? [signal] : [])
  setMaxListeners(0, end)
  const filename = new URL('./shard-worker.js', import.meta.url).href
  const pool = new Piscina({ filename, minThreads: threads, maxThreads: threads })
  // What concerns a shard rejects its promise; the rest are last words of threads that were ended.
  pool.on('error', () => {})
  pool.on('message', ({ index, piece }) => learn(index, piece))
  /** @type {(index: number, ended?: number) => Promise<void>} */
  const run = async (index, ended = 1) => {
    const task = { module: module.href, shard: { index, count: shards }, chunk }
    try {
      learn(index, await pool.run(task, { signal: end }))
    } catch (error) {
      if (!isOfThread(error) || ended === mostThreads) throw error
      await run(index, ended + 1)
    }
  }
  try {
    await Promise.all(Array.from({ length: shards }, (_, index) => run(index)))
  } catch (error) {
    if (!end.aborted) throw error
  } finally {
    await pool.destroy()
  }
  return merge([...known.values()].map(({ answer }) => answer))
}
