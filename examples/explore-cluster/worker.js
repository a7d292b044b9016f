/** A worker: does one shard after the other, until it is ended. Any number, on any machine that reaches the Redis. */
import { setTimeout as delay } from 'node:timers/promises'
import { UnrecoverableError, Worker } from 'bullmq'
import { queueName } from './queue.js'
import { workOf } from './work.js'

const { REDIS_URL: url = 'redis://127.0.0.1:6379', LOCK_MS, PAUSE_MS, STALLS } = process.env
/** So long may a piece of a shard take; after twice as long without a word, another worker does the shard. */
const lock = Number(LOCK_MS ?? 15_000)

/** The pieces of a shard; a request that is refused once is refused always.
 *
 * @param {import('./queue.js').Job} job @returns {AsyncGenerator<import('./work.js').Piece<any>>} */
async function* piecesOf({ module, shard }) {
  try {
    yield* workOf(await import(module)).piecesOf(shard)
  } catch (error) {
    throw new UnrecoverableError(error instanceof Error ? error.message : String(error))
  }
}

/** @param {import('bullmq').Job<import('./queue.js').Job>} job */
const doShard = async (job) => {
  let known
  for await (const { done, total, answer } of piecesOf(job.data)) {
    known = answer
    // Also gives the lock a chance to be renewed.
    await job.updateProgress({ pid: process.pid, done, total })
    await delay(Number(PAUSE_MS ?? 0))
  }
  return known
}

const worker = new Worker(queueName, doShard, {
  connection: { url, maxRetriesPerRequest: null },
  lockDuration: lock,
  stalledInterval: lock,
  // A shard that brings more workers down is at fault itself.
  maxStalledCount: Number(STALLS ?? 10),
})
// Such as a shard that was taken from us, because we were silent for too long: what we found of it is not counted.
worker.on('error', ({ message }) => console.error(`worker ${process.pid}: ${message}`))
// Started by another process, it ends with it.
process.on('disconnect', () => process.exit())
