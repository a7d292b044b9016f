/** What a pod does: works on the shard of its index. */
import { writeShard } from './results.js'
import { completionIndex, module, results, shards } from './settings.js'
import { workOf } from './work.js'

const shard = { index: completionIndex(), count: shards() }
let last
for (last of workOf(await import(module())).piecesOf(shard));
writeShard(results(), shard, last?.answer)
console.log(`shard ${shard.index} of ${shard.count} is done`)
