/** Runs every script of examples/guides, as `npm run examples` does with the others; one that fails fails the run. */
import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const folder = join('examples', 'guides')
for (const file of readdirSync(folder).sort()) {
  console.log(`\n== ${join(folder, file)}\n`)
  execFileSync(process.execPath, ['--import', 'tsx', join(folder, file)], { stdio: 'inherit' })
}
