/** Explores space.js, or maps network.js, on all cores. Ctrl-C ends it and prints what is known. */
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { progressBar } from './progress-bar.js'
import { runOnThreads } from './run-on-threads.js'

const { values } = parseArgs({
  options: {
    space: { type: 'string', default: resolve(import.meta.dirname, 'space.js') },
    network: { type: 'string' },
    threads: { type: 'string' },
    shards: { type: 'string' },
    chunk: { type: 'string' },
  },
})

/** @type {(name: 'threads' | 'shards' | 'chunk') => number | undefined} */
const count = (name) => {
  const given = values[name]
  if (given === undefined) return undefined
  if (!(Number.isSafeInteger(Number(given)) && Number(given) > 0))
    throw new Error(`--${name} must be a positive integer, but it is ${given}`)
  return Number(given)
}

/** @param {import('./work.js').Exploration} exploration */
const printExploration = ({ designs, front, best }) => {
  console.log(`${designs.valid} of ${designs.total} designs are valid; invalid:`, designs.invalid)
  for (const [objective, design] of Object.entries(best)) console.log(`best ${objective}:`, design)
  console.log(`${front.length} designs on the Pareto front`)
  console.table(front.map(({ parameters, ...rest }) => ({ ...parameters, ...rest })).slice(0, 20))
}

/** @param {readonly import('./work.js').LayerMapping[]} layers */
const printMappings = (layers) =>
  console.table(
    layers.map(({ layer, mapping: { best, gap, counts } }) => ({
      layer,
      cycles: best?.runtime,
      energy: Number(best?.energy.toPrecision(6)),
      'gap, %': gap === null ? 'unknown' : Number((100 * gap).toPrecision(3)),
      nodes: counts.nodes,
    })),
  )

const cancel = new AbortController()
// Once: a second Ctrl-C ends the process as usual.
process.once('SIGINT', () => cancel.abort())
const answer = await runOnThreads(pathToFileURL(resolve(values.network ?? values.space)), {
  threads: count('threads'),
  shards: count('shards'),
  chunk: count('chunk'),
  signal: cancel.signal,
  onProgress: progressBar(process.stderr, values.network === undefined ? 'designs' : 'nodes'),
})
if (cancel.signal.aborted) {
  console.log('\ncancelled; of what was done by then:')
  process.exitCode = 130
}
if (values.network === undefined) printExploration(answer)
else printMappings(answer)
