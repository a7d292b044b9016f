/**
 * Whether the matchers of the packed package work, and type-check, on the versions of vitest that they promise: 3, 4 and
 * 5, or those named (`npm run check:vitest -- 4`).
 */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { install, root, show, typeCheck, withPacked } from './packed'

const consumer = 'matchers.test.ts'
const promised = ['3', '4', '5']

const versionIn = (folder: string): string => {
  const manifest = readFileSync(join(folder, 'node_modules/vitest/package.json'), 'utf8')
  return (JSON.parse(manifest) as { version: string }).version // as npm installs it
}

/** Both ways in which consumers resolve the types of a package. */
const options = [
  ['--module', 'nodenext', '--moduleResolution', 'nodenext'],
  ['--module', 'esnext', '--moduleResolution', 'bundler'],
]

const checkOn = (version: string, parent: string, tarball: string): string => {
  const folder = join(parent, `vitest-${version}`)
  mkdirSync(folder)
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
  install(folder, [tarball, `vitest@${version}`])
  copyFileSync(join(root, 'test/package', consumer), join(folder, consumer))
  for (const resolution of options) typeCheck(folder, [consumer], [...resolution, '--skipLibCheck'])
  show(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--reporter=dot'], folder)
  return `vitest ${versionIn(folder)}: types and matchers`
}

const named = process.argv.slice(2).filter((argument) => /^\d/.test(argument))
withPacked((folder, { tarball }) => {
  for (const version of named.length > 0 ? named : promised) console.log(checkOn(version, folder, tarball))
})
