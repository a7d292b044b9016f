/**
 * Type-checks the TypeScript of the README and the guides as a reader would who copies it into a project of their own.
 * That it does what the pages say is tested in test/docs.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { examplesInPage, guidePages } from '../test/docs/examples'

const folder = join('node_modules', '.cache', 'snippets')
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })

for (const { name, code } of guidePages().flatMap(examplesInPage))
  writeFileSync(join(folder, `${name.replace(/\W+/g, '-')}.ts`), `${code}\nexport {}\n`)

// An example names what it shows and need not use it.
const options = { noUnusedLocals: false, noUnusedParameters: false, allowUnreachableCode: true }
writeFileSync(
  join(folder, 'tsconfig.json'),
  JSON.stringify({ extends: '../../../tsconfig.json', compilerOptions: options, include: ['*.ts'] }),
)

const { status } = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', folder], {
  stdio: 'inherit',
})
process.exitCode = status ?? 1
