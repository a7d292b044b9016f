/** Work by workers that take shards from a queue. */
import { fork } from 'node:child_process'
import { Queue, QueueEvents } from 'bullmq'
import { jobId, queueName } from './queue.js'
import { workOf } from './work.js'

/**
 * @typedef {object} Options
 * @property {string} module that exports a `space` or a `network`, as workers find it beside their own
 * @property {string} run its name: asked for again, what is done of it is not done again
 * @property {number} shards
 * @property {(jobId: string, report: import('./queue.js').Report) => void} [onReport]
 *
 * @typedef {{ readonly index: number, readonly reason: string }} Failure a shard that was set aside, and why
 */

/**
 * The answer to what the module asks for, and how often a shard had to be begun again. A shard that no worker survives, or
 * whose answer cannot be right, is set aside: it is missing from the answer, and named with the reason.
 *
 * @param {string} url of the Redis
 * @param {Options} options
 * @returns {Promise<{ answer: any, restarts: number, failures: readonly Failure[] }>}
 */
export const runOnCluster = async (url, { module, run, shards, onReport }) => {
  const { merge, read, check } = workOf(await import(module))
  const connection = { url, maxRetriesPerRequest: null }
  const queue = new Queue(queueName, { connection })
  const events = new QueueEvents(queueName, { connection })
  let restarts = 0
  events.on('stalled', () => restarts++)
  // A report is what worker.js sends.
  events.on('progress', ({ jobId, data }) => onReport?.(jobId, /** @type {any} */ (data)))
  try {
    await events.waitUntilReady()
    const asked = Array.from({ length: shards }, (_, index) => {
      const shard = { index, count: shards }
      return { name: 'shard', data: { module, shard }, opts: { jobId: jobId(run, shard) } }
    })
    const jobs = await Promise.all(
      (await queue.addBulk(asked)).map(async (job) => {
        if (!(await job.isFailed())) return job
        // It failed when it was asked for before. It cannot be removed if somebody else has just begun it again.
        await job.remove().catch(() => {})
        return queue.add(job.name, job.data, { jobId: jobId(run, job.data.shard) })
      }),
    )
    // One answer for each shard, however often it was begun.
    const answers = await Promise.allSettled(
      jobs.map(async (job) => check(read(await job.waitUntilFinished(events)), job.data.shard)),
    )
    return {
      answer: merge(answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []))),
      restarts,
      failures: answers.flatMap((answer, index) =>
        answer.status === 'rejected'
          ? [{ index, reason: String(answer.reason?.message ?? answer.reason) }]
          : [],
      ),
    }
  } finally {
    await Promise.all([queue.close(), events.close()])
  }
}

/**
 * Worker processes on this machine. One that is killed is replaced; one that gives up by itself is a failure of all.
 *
 * @param {number} count
 * @param {NodeJS.ProcessEnv} env
 */
export const startWorkers = (count, env) => {
  /** @type {Set<import('node:child_process').ChildProcess>} */
  const workers = new Set()
  /** @type {(error: Error) => void} */
  let fail
  /** @type {Promise<never>} */
  const failure = new Promise((_, reject) => {
    fail = reject
  })
  const start = () => {
    const worker = fork(new URL('./worker.js', import.meta.url), { env: { ...process.env, ...env } })
    workers.add(worker)
    worker.on('exit', (code, signal) => {
      if (!workers.delete(worker)) return
      if (signal === null) fail(new Error(`a worker ended with code ${code}`))
      else start()
    })
  }
  for (let i = 0; i < count; i++) start()

  const stop = () => {
    const all = [...workers]
    workers.clear()
    // Also those that are held up; what they were at is not lost.
    for (const worker of all) worker.kill('SIGKILL')
  }
  return { failure, stop }
}
