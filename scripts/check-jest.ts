/**
 * Whether the matchers of the packed package work, and type-check, on Jest 29 and 30, or on the versions that are named
 * (`npm run check:jest -- 30`); and whether assertions work in `node:test`.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { install, root, show, typeCheck, withPacked } from './packed'

const promised = ['29', '30']

const source = readFileSync(join(root, 'test/package/matchers.jest.test.ts'), 'utf8')

/** What a project without a compiler of its own runs. */
const { outputText } = ts.transpileModule(source, {
  compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
})

const options = [
  ['--module', 'nodenext', '--moduleResolution', 'nodenext'],
  ['--module', 'esnext', '--moduleResolution', 'bundler'],
]

const checkJest = (version: string, parent: string, tarball: string): void => {
  const folder = join(parent, `jest-${version}`)
  mkdirSync(folder)
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, jest: { transform: {} } }))
  install(folder, [tarball, `jest@${version}`, `@jest/globals@${version}`, `expect@${version}`])
  writeFileSync(join(folder, 'matchers.ts'), source)
  for (const resolution of options) typeCheck(folder, ['matchers.ts'], [...resolution, '--skipLibCheck'])
  writeFileSync(join(folder, 'matchers.test.cjs'), outputText)
  const found = ['--testMatch', '**/*.test.cjs', '--rootDir', folder]
  show(process.execPath, ['node_modules/jest/bin/jest.js', ...found], folder)
}

const asserting = `
import { test } from 'node:test'
import { throws } from 'node:assert'
import { accelerator } from 'maestro-dataflow'
import { assertFits, assertRunsWithin } from 'maestro-dataflow/assert'
import { kcPartitioned, vgg16 } from 'maestro-dataflow/catalog'
const kcp = { layer: vgg16[0], dataflow: kcPartitioned, hardware: accelerator({ pes: 256 }) }
test('assertions hold, and fail with what is', () => {
  assertFits(kcp)
  assertRunsWithin.not(kcp, 1)
  throws(() => assertRunsWithin(kcp, 1), { name: 'AssertionError', message: /within 1 cycle/ })
})
`

const checkNodeTest = (parent: string, tarball: string): void => {
  const folder = join(parent, 'node-test')
  mkdirSync(folder)
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
  install(folder, [tarball])
  writeFileSync(join(folder, 'asserting.test.js'), asserting)
  show(process.execPath, ['--test'], folder)
}

const named = process.argv.slice(2).filter((argument) => /^\d/.test(argument))
withPacked((folder, { tarball }) => {
  checkNodeTest(folder, tarball)
  console.log('node:test: assertions')
  for (const version of named.length > 0 ? named : promised) {
    checkJest(version, folder, tarball)
    console.log(`jest ${version}: types and matchers`)
  }
})
