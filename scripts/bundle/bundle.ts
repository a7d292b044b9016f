/** What a bundler makes of the built package for one consumer, named by that consumer's source text. */

import { readFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { type BuildResult, build, type OutputFile, type Plugin } from 'esbuild'

export const root = resolve(import.meta.dirname, '../..')

/** Stands for every Node global in a bundle: a search for `process` itself would also find it inside messages. */
export const marker = 'GLOBAL_OF_NODE'
const nodeGlobals = ['process', 'Buffer', 'global', 'require', 'module', '__dirname', '__filename']

/** Packages that a page brings itself if it wants what they do. */
export const optional = ['vega', 'vega-lite']

export interface Bundle {
  readonly code: string
  readonly map: string
  /** What a page could not load: modules left as imports. */
  readonly foreign: readonly string[]
}

type Built = BuildResult<{ write: false; metafile: true }>

const textOf = (files: readonly OutputFile[], ending: string): string =>
  files.find(({ path }) => path.endsWith(ending))?.text ?? ''

const importsOf = ({ metafile }: Built): string[] =>
  Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path))

/** The built files do not name their source maps, because the package has none. */
const namedMaps: Plugin = {
  name: 'named-maps',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]dist[\\/][^\\/]+\.js$/ }, async ({ path }) => ({
      contents: `${await readFile(path, 'utf8')}\n//# sourceMappingURL=${basename(path)}.map`,
      loader: 'js',
    }))
  },
}

/** Bundles `consumer`, an ES module's text, which reaches `dist` through the package's own name and export map. */
export const bundle = async (consumer: string): Promise<Bundle> => {
  const built: Built = await build({
    stdin: { contents: consumer, resolveDir: root },
    outfile: 'consumer.js',
    // The project's own `paths` would lead the package's name to `src`.
    tsconfigRaw: '{}',
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    external: ['node:*', ...optional],
    define: Object.fromEntries(nodeGlobals.map((name) => [name, marker])),
    plugins: [namedMaps],
    sourcemap: 'external',
    metafile: true,
    write: false,
  })
  const code = textOf(built.outputFiles, '.js')
  return {
    code,
    map: textOf(built.outputFiles, '.map'),
    foreign: importsOf(built),
  }
}
