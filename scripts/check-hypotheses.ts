/**
 * Runs `examples/hypotheses` as a repository elsewhere: the packed package is installed into a copy of it, its tests are
 * type-checked and run. A false hypothesis beside them must fail, and say why.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { install, root, show, typeCheck, withPacked } from './packed'

const vitest = ['node_modules/vitest/vitest.mjs', 'run']

const falseHypothesis = `
import { accelerator } from 'maestro-dataflow'
import { kcPartitioned, vgg16 } from 'maestro-dataflow/catalog'
import { expect, test } from 'vitest'
test('one cycle is enough', () => {
  expect({ layer: vgg16[0], dataflow: kcPartitioned, hardware: accelerator({ pes: 256 }) }).toRunWithin(1)
})
`

const checkThatFalseFails = (folder: string): void => {
  writeFileSync(join(folder, 'test/false.test.ts'), falseHypothesis)
  const { status, stderr } = spawnSync(process.execPath, [...vitest, 'test/false.test.ts'], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  })
  const says = ['Expected KC-P on conv1_1 to run within 1 cycle.', 'The bottleneck is compute']
  if (status === 0 || !says.every((words) => stderr.includes(words)))
    throw new Error(`a false hypothesis must fail and say why, but:\n${stderr}`)
  console.log('a false hypothesis fails and says why')
}

withPacked((parent, { tarball }) => {
  const folder = join(parent, 'hypotheses')
  cpSync(join(root, 'examples/hypotheses'), folder, {
    recursive: true,
    filter: (path) => !path.includes('node_modules'),
  })
  install(folder, [tarball])
  typeCheck(folder, [], ['--project', 'tsconfig.json'])
  show(process.execPath, vitest, folder)
  checkThatFalseFails(folder)
})
