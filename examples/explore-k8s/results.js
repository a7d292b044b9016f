/** Where the pods leave what they find: one file for each shard. */
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'

/** @typedef {import('./work.js').Shard} Shard */

/** @param {string} folder @param {Shard} shard */
const fileOf = (folder, { index, count }) => join(folder, `${index}-of-${count}.json`)

/** Written aside and then renamed: a file is whole, even if two pods write it at once or one is evicted meanwhile.
 *
 * @param {string} folder @param {Shard} shard @param {unknown} answer */
export const writeShard = (folder, shard, answer) => {
  const aside = join(folder, `.${hostname()}-${process.pid}-${shard.index}`)
  writeFileSync(aside, JSON.stringify(answer))
  renameSync(aside, fileOf(folder, shard))
}

/** What can be said of a file, if it can be said. @template A @param {string} refusal @param {() => A} say */
const orRefuse = (refusal, say) => {
  try {
    return say()
  } catch (error) {
    throw new Error(`${refusal}:\n${error instanceof Error ? error.message : error}`)
  }
}

/** What a file has, if it can be the answer to the shard.
 *
 * @template A @param {import('./work.js').Work<A>} work @param {string} file @param {Shard} shard */
const readShard = ({ read, check }, file, shard) => {
  const answer = orRefuse(`${file} has no answer`, () => read(JSON.parse(readFileSync(file, 'utf8'))))
  return orRefuse(`${file} is not of its shard`, () => check(answer, shard))
}

/** All shards merged, each once.
 *
 * @template A @param {import('./work.js').Work<A>} work @param {string} folder @param {number} count */
export const mergeShards = (work, folder, count) => {
  const there = new Set(readdirSync(folder).map((name) => join(folder, name)))
  const shards = Array.from({ length: count }, (_, index) => ({ index, count }))
  const missing = shards.filter((shard) => !there.has(fileOf(folder, shard)))
  if (missing.length > 0)
    throw new Error(`missing of ${count} shards: ${missing.map(({ index }) => index).join(', ')}`)
  return work.merge(shards.map((shard) => readShard(work, fileOf(folder, shard), shard)))
}
