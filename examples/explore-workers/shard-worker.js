/** What a thread does: works on a shard, and says after each piece what is known. */
import { parentPort } from 'node:worker_threads'
import { workOf } from './work.js'

/**
 * @typedef {import('./work.js').Piece<any>} Piece
 * @typedef {{ module: string, shard: import('./work.js').Shard, chunk: number | undefined }} Task
 */

/** @param {Task} task */
export default async ({ module, shard, chunk }) => {
  const { piecesOf } = workOf(await import(module))
  /** @type {Piece | undefined} */
  let piece
  for (piece of piecesOf(shard, chunk)) parentPort?.postMessage({ index: shard.index, piece })
  return piece
}
