/** Bundles the playground from the built package, reached through its own name and export map as by any user. */
import { copyFileSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'

const root = resolve(import.meta.dirname, '../..')
const source = join(root, 'examples/playground')

const options = {
  // The project's own `paths` would lead the package's name to `src`.
  tsconfigRaw: '{}',
  bundle: true,
  minify: true,
  // A script, and no module: browsers load modules from servers only.
  format: 'iife',
  target: 'es2022',
  legalComments: 'none',
  logOverride: { 'ignored-bare-import': 'silent' },
} as const

const textOfWorker = async (): Promise<string> => {
  const { outputFiles } = await build({
    ...options,
    entryPoints: [join(source, 'worker.ts')],
    write: false,
  })
  return outputFiles[0]?.text ?? ''
}

/** Writes three files that can be served from anywhere, or opened from disk. */
export const buildPlayground = async (folder: string): Promise<void> => {
  mkdirSync(folder, { recursive: true })
  await build({
    entryPoints: { playground: join(source, 'main.ts') },
    ...options,
    outdir: folder,
    define: { workerSource: JSON.stringify(await textOfWorker()) },
  })
  await build({
    entryPoints: { playground: join(source, 'style.css') },
    outdir: folder,
    bundle: true,
    minify: true,
  })
  copyFileSync(join(source, 'index.html'), join(folder, 'index.html'))
}
