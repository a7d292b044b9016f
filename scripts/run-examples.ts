/**
 * Runs every example; the first that fails ends the run. `--unshown` leaves out those whose output a page shows, which
 * `npm run check:docs` has run.
 */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const programs = [
  'hello.ts',
  'quickstart.ts',
  'playground.ts',
  'eyeriss.ts',
  'paper-networks.ts',
  'published-files.ts',
  'false-hypotheses.ts',
  'migrating.ts',
  'pictures.ts node_modules/.cache/pictures',
  'explore-paper.ts',
  'recosted-mappings.ts',
]

const guides = readdirSync(join('examples', 'guides')).sort()

/** Scripts whose output stands in a page whatever else is at hand. */
const shown = new Set(
  ['README.md', ...readdirSync('docs').map((page) => join('docs', page))]
    .filter((page) => page.endsWith('.md'))
    .flatMap((page) => [...readFileSync(page, 'utf8').matchAll(/<!-- output ([\w./-]+)[^>]*-->/g)])
    .filter(([mark]) => !mark.includes(' needs '))
    .map(([, script]) => script),
)

const all = [...programs, ...guides.map((file) => join('guides', file))].map((call) => join('examples', call))
const wanted = process.argv.includes('--unshown') ? all.filter((call) => !shown.has(call.split(' ')[0])) : all

for (const call of wanted) {
  console.log(`\n== ${call}\n`)
  execFileSync(process.execPath, ['--import', 'tsx', ...call.split(' ')], { stdio: 'inherit' })
}
