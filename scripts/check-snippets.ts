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
const unused = { noUnusedLocals: false, noUnusedParameters: false, allowUnreachableCode: true }

/** Readers have this project's options, or `strict` and no more. */
const settings = {
  ours: unused,
  strict: {
    ...unused,
    exactOptionalPropertyTypes: false,
    noUncheckedIndexedAccess: false,
    noPropertyAccessFromIndexSignature: false,
  },
}

const compiles = ([name, compilerOptions]: readonly [string, object]): boolean => {
  const project = join(folder, `tsconfig.${name}.json`)
  writeFileSync(
    project,
    JSON.stringify({ extends: '../../../tsconfig.json', compilerOptions, include: ['*.ts'] }),
  )
  const { status } = spawnSync(process.execPath, ['node_modules/typescript-7/bin/tsc', '-p', project], {
    stdio: 'inherit',
  })
  return status === 0
}

const failed = Object.entries(settings).filter((setting) => !compiles(setting))
for (const [name] of failed) console.error(`snippets do not compile with options: ${name}`)
process.exitCode = failed.length > 0 ? 1 : 0
