/** The program, built into a folder of its own: as a process, and the module that its threads run. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = join(import.meta.dirname, '..', '..')

export type Built = { readonly program: string; readonly worker: URL; readonly remove: () => void }

/** Beside the packages of the project, so that the program finds vega. */
export const buildProgram = async (): Promise<Built> => {
  const cache = join(root, 'node_modules', '.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'cli-'))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module", "version": "1.2.3" }')
  const outdir = join(folder, 'dist')
  await build({
    entryPoints: ['src/bin.ts', 'src/cli-worker.ts'].map((file) => join(root, file)),
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    // They are packages of their own in the published program, too.
    external: ['vega', 'vega-lite', 'yaml'],
  })
  return {
    program: join(outdir, 'bin.js'),
    worker: pathToFileURL(join(outdir, 'cli-worker.js')),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
