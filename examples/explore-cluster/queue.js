/** What the one who asks and the workers agree on. */

export const queueName = 'shards'

/**
 * A job: one shard of what a module asks for, which every machine has under the same name.
 *
 * @typedef {import('./work.js').Shard} Shard
 * @typedef {{ readonly module: string, readonly shard: Shard }} Job
 */

/**
 * What a worker says while it is at it.
 *
 * @typedef {{ readonly pid: number, readonly done: number, readonly total: number }} Report
 */

/** The same for the same shard of the same run, so that a shard that is asked for twice is done once.
 *
 * @param {string} run @param {Shard} shard */
export const jobId = (run, { index, count }) => `${run}-${index}-of-${count}`
