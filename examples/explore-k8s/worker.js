/** What a pod does: explores the shard of its index. */
import { orThrow } from 'maestro-dataflow'
import { explore } from 'maestro-dataflow/explore'
import { writeShard } from './results.js'
import { completionIndex, results, shards } from './settings.js'
import { space } from './space.js'

const shard = { index: completionIndex(), count: shards() }
const exploration = orThrow(explore(space, { shard }))
writeShard(results(), shard, exploration)
console.log(`shard ${shard.index} of ${shard.count}: ${exploration.designs.valid} valid designs`)
