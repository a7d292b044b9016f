/**
 * Whether the matchers of the packed package work, and type-check, on the versions of vitest that they promise: 3, 4 and
 * 5, or those named (`npm run check:vitest -- 4`). On a Node that a version does not support, types only.
 */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { install, root, show, typeCheck, withPacked } from './packed'

const consumer = 'matchers.test.ts'
const promised = ['3', '4', '5']

type Manifest = { readonly version: string; readonly engines: { readonly node: string } }

const manifestIn = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'node_modules/vitest/package.json'), 'utf8')) as Manifest // as npm installs it

/** Of ranges such as `^20.0.0 || >=22.12.0`: whether the major version of this Node is named, or is later than all. */
const runsHere = ({ engines }: Manifest): boolean => {
  const major = Number(process.versions.node.split('.')[0])
  const ranges = engines.node.split('||').map((range) => range.trim())
  return ranges.some((range) => {
    const named = Number(/\d+/.exec(range)?.[0])
    return range.startsWith('>=') ? major >= named : major === named
  })
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
  const manifest = manifestIn(folder)
  if (!runsHere(manifest))
    return `vitest ${manifest.version}: types; it wants Node ${manifest.engines.node}, this is ${process.versions.node}`
  show(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--reporter=dot'], folder)
  return `vitest ${manifest.version}: types and matchers`
}

const named = process.argv.slice(2).filter((argument) => /^\d/.test(argument))
withPacked((folder, { tarball }) => {
  for (const version of named.length > 0 ? named : promised) console.log(checkOn(version, folder, tarball))
})
