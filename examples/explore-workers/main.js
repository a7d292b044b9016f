/** Explores space.js on all cores. Ctrl-C ends it and prints what is known. */
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { exploreOnThreads } from './explore-on-threads.js'
import { progressBar } from './progress-bar.js'

const { values } = parseArgs({
  options: {
    space: { type: 'string', default: resolve(import.meta.dirname, 'space.js') },
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

/** @param {import('./explore-on-threads.js').Exploration} exploration */
const print = ({ designs, front, best }) => {
  console.log(`${designs.valid} of ${designs.total} designs are valid; invalid:`, designs.invalid)
  for (const [objective, design] of Object.entries(best)) console.log(`best ${objective}:`, design)
  console.log(`${front.length} designs on the Pareto front`)
  console.table(front.map(({ parameters, ...rest }) => ({ ...parameters, ...rest })).slice(0, 20))
}

const cancel = new AbortController()
// Once: a second Ctrl-C ends the process as usual.
process.once('SIGINT', () => cancel.abort())
const exploration = await exploreOnThreads(pathToFileURL(resolve(values.space)), {
  threads: count('threads'),
  shards: count('shards'),
  chunk: count('chunk'),
  signal: cancel.signal,
  onProgress: progressBar(process.stderr),
})
if (cancel.signal.aborted) {
  console.log('\ncancelled; of the designs that were done by then:')
  process.exitCode = 130
}
print(exploration)
