/** Prints the whole answer, as JSON, once all shards are there. */
import { mergeShards } from './results.js'
import { module, results, shards } from './settings.js'
import { workOf } from './work.js'

const work = workOf(await import(module()))
console.log(JSON.stringify(mergeShards(work, results(), shards())))
