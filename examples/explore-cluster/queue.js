/** What the one who asks and the workers agree on. */

export const queueName = 'explorations'

/**
 * A job: one shard of a space.
 *
 * @typedef {import('maestro-dataflow/explore').Shard} Shard
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
