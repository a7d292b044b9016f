/** Where the pods leave what they find: one file for each shard. */
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { renderErrors } from 'maestro-dataflow'
import { explorationCodec, parseJson } from 'maestro-dataflow/codec'
import { mergeExplorations } from 'maestro-dataflow/explore'

/**
 * @typedef {import('maestro-dataflow/explore').Exploration} Exploration
 * @typedef {import('maestro-dataflow/explore').Shard} Shard
 */

/** @param {string} folder @param {Shard} shard */
const fileOf = (folder, { index, count }) => join(folder, `${index}-of-${count}.json`)

/** Written aside and then renamed: a file is whole, even if two pods write it at once or one is evicted meanwhile.
 *
 * @param {string} folder @param {Shard} shard @param {Exploration} exploration */
export const writeShard = (folder, shard, exploration) => {
  const aside = join(folder, `.${hostname()}-${process.pid}-${shard.index}`)
  writeFileSync(aside, JSON.stringify(explorationCodec.encode(exploration)))
  renameSync(aside, fileOf(folder, shard))
}

/** @param {string} file @returns {Exploration} */
const readShard = (file) => {
  const read = parseJson(explorationCodec)(readFileSync(file, 'utf8'))
  if (read._tag === 'Left') throw new Error(`${file} has no exploration:\n${renderErrors(read.left)}`)
  return read.right
}

/** All shards merged, each once.
 *
 * @param {string} folder @param {number} count @returns {Exploration} */
export const mergeShards = (folder, count) => {
  const there = new Set(readdirSync(folder).map((name) => join(folder, name)))
  const shards = Array.from({ length: count }, (_, index) => ({ index, count }))
  const missing = shards.filter((shard) => !there.has(fileOf(folder, shard)))
  if (missing.length > 0)
    throw new Error(`missing of ${count} shards: ${missing.map(({ index }) => index).join(', ')}`)
  return shards.map((shard) => readShard(fileOf(folder, shard))).reduce(mergeExplorations)
}
