/** The declarations of every module of `src`, as TypeScript writes them. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, sep } from 'node:path'
import type { Declarations } from './read-declarations'

/** TypeScript 7 takes two seconds for what takes TypeScript 6, on which tsup's own declarations depend, twenty. */
const compiler = 'node_modules/typescript-7/bin/tsc'

export const sourceDeclarations = (root: string): Declarations => {
  const folder = mkdtempSync(join(tmpdir(), 'declarations-'))
  const options = ['--project', join(root, 'scripts/build'), '--outDir', folder]
  execFileSync(process.execPath, [join(root, compiler), ...options], { stdio: 'inherit' })
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.d.ts'),
  )
  const texts = names.map((name) => [name.split(sep).join('/'), readFileSync(join(folder, name), 'utf8')])
  rmSync(folder, { recursive: true })
  return Object.fromEntries(texts)
}
