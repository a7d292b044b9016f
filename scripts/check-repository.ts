/**
 * Runs before `npm publish`. npm publishes this package with its provenance, and the registry rejects it, after the build, if
 * `repository` of package.json is not the repository that it was built from.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8')) as {
  readonly repository?: unknown
} // as npm has it

if (manifest.repository === undefined) {
  console.error(
    'package.json has no `repository`, which npm needs for the provenance of the package (`publishConfig.provenance`).\n' +
      'Add the repository that the package is published from: npm pkg set repository.type=git repository.url=git+https://….git',
  )
  process.exitCode = 1
}
