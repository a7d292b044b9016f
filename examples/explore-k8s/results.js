/** Where the pods leave what they find: one file for each shard. */
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { renderErrors } from 'maestro-dataflow'
import { explorationCodec, parseJson } from 'maestro-dataflow/codec'
import { checkExploration, mergeAllExplorations } from 'maestro-dataflow/explore'

/**
 * @typedef {import('maestro-dataflow/explore').Exploration} Exploration
 * @typedef {import('maestro-dataflow/explore').Shard} Shard
 * @typedef {import('maestro-dataflow/explore').Space<'tileN' | 'tileK'>} Space
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

/** What a file has, if it can be the answer to the shard: its figures are those of the space.
 *
 * @param {Space} space @param {string} file @param {Shard} shard @returns {Exploration} */
const readShard = (space, file, shard) => {
  const read = parseJson(explorationCodec)(readFileSync(file, 'utf8'))
  if (read._tag === 'Left') throw new Error(`${file} has no exploration:\n${renderErrors(read.left)}`)
  const checked = checkExploration(space, read.right, { shard })
  if (checked._tag === 'Left') throw new Error(`${file} is not of its shard:\n${renderErrors(checked.left)}`)
  return checked.right
}

/** All shards merged, each once.
 *
 * @param {Space} space @param {string} folder @param {number} count @returns {Exploration} */
export const mergeShards = (space, folder, count) => {
  const there = new Set(readdirSync(folder).map((name) => join(folder, name)))
  const shards = Array.from({ length: count }, (_, index) => ({ index, count }))
  const missing = shards.filter((shard) => !there.has(fileOf(folder, shard)))
  if (missing.length > 0)
    throw new Error(`missing of ${count} shards: ${missing.map(({ index }) => index).join(', ')}`)
  return mergeAllExplorations(shards.map((shard) => readShard(space, fileOf(folder, shard), shard)))
}
