/** Prints the exploration, as JSON, once all shards are there. */
import { mergeShards } from './results.js'
import { results, shards } from './settings.js'

console.log(JSON.stringify(mergeShards(results(), shards())))
