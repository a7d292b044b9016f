/** A worker: explores one shard after the other, until it is ended. Any number, on any machine that reaches the Redis. */
import { setTimeout as delay } from 'node:timers/promises'
import { UnrecoverableError, Worker } from 'bullmq'
import { renderErrors } from 'maestro-dataflow'
import { exploreInChunks } from 'maestro-dataflow/explore'
import { queueName } from './queue.js'
import { space } from './space.js'

const { REDIS_URL: url = 'redis://127.0.0.1:6379', LOCK_MS, PAUSE_MS, STALLS } = process.env
/** So long may a piece of a shard take; after twice as long without a word, another worker does the shard. */
const lock = Number(LOCK_MS ?? 15_000)

/** @param {import('bullmq').Job<import('./queue.js').Shard>} job */
const exploreShard = async (job) => {
  let exploration
  for (const piece of exploreInChunks(space, { shard: job.data })) {
    if (piece._tag === 'Left') throw new UnrecoverableError(renderErrors(piece.left))
    const { done, total } = piece.right
    exploration = piece.right.exploration
    // Also gives the lock a chance to be renewed.
    await job.updateProgress({ pid: process.pid, done, total })
    await delay(Number(PAUSE_MS ?? 0))
  }
  return exploration
}

const worker = new Worker(queueName, exploreShard, {
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
