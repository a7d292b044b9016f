/** Prints the exploration, as JSON, once all shards are there. */
import { mergeShards } from './results.js'
import { results, shards } from './settings.js'
import { space } from './space.js'

console.log(JSON.stringify(mergeShards(space, results(), shards())))
