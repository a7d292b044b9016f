/** The two forms in which the built modules are shipped: ES modules and CommonJS, without white space that nobody reads. */
import { type CompressOptions, minify } from 'terser'
import { asCommonJs } from './as-common-js'

/** Lines stay short enough for an editor and for a stack trace. */
const longestLine = 160

/**
 * Shorter ways to write the same statements. Nothing is inlined, moved or
 * left out, so that V8 sees the loops as they were written.
 */
const shorter: CompressOptions = {
  defaults: false,
  booleans: true,
  comparisons: true,
  conditionals: true,
  evaluate: true,
  if_return: true,
  join_vars: true,
  properties: true,
  sequences: true,
}

export type Form = { readonly code: string; readonly map: string }

/**
 * A module with its source map as an ES module without white space; the new map leads to the same sources. esbuild would
 * also leave out which calls are pure, without which a bundler keeps what nobody uses.
 */
export const moduleForm = async (code: string, map: string): Promise<Form> => {
  const { code: short = '', map: shortMap } = await minify(code, {
    module: true,
    compress: shorter,
    mangle: true,
    format: { preserve_annotations: true, max_line_len: longestLine },
    sourceMap: { content: map },
  })
  return { code: short, map: typeof shortMap === 'string' ? shortMap : JSON.stringify(shortMap) }
}

/**
 * A built module without the imports of which it uses no name. esbuild writes them to keep the order in which modules run,
 * which nobody sees: `sideEffects` of package.json says so. Lines stay where they are, for the source map.
 */
export const withoutBareImports = (code: string): string =>
  code.replaceAll(/^import ?"\.\/chunk-\w+\.js";$/gm, '')

/** The names of the other built files, as a CommonJS file names them. */
export const namedAsCommonJs = (text: string): string =>
  text.replaceAll(/((?:from|require\(|import\()\s*["']\.\/[\w.-]+)\.js(["'])/g, '$1.cjs$2')

/** A module without white space as CommonJS, of which no bundler leaves out calls, be they pure or not. */
export const commonJsForm = (code: string): string =>
  namedAsCommonJs(asCommonJs(code)).replaceAll('/* @__PURE__ */', '')
