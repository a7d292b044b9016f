/** The two forms in which the built modules are shipped: ES modules and CommonJS, without white space that nobody reads. */
import { transform } from 'esbuild'

/** Lines stay short enough for an editor and for a stack trace. */
const options = {
  minifyWhitespace: true,
  minifySyntax: true,
  lineLimit: 160,
  target: 'es2022',
  legalComments: 'inline',
} as const

export type Form = { readonly code: string; readonly map: string }

/** A module with its source map as an ES module without white space; the new map leads to the same sources. */
export const moduleForm = async (code: string, map: string): Promise<Form> => {
  const inline = `\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(map).toString('base64')}`
  return transform(code + inline, { ...options, format: 'esm', sourcemap: 'external', sourcesContent: false })
}

/** The names of the other built files, as a CommonJS file names them. */
export const namedAsCommonJs = (text: string): string =>
  text.replaceAll(/((?:from|require\(|import\()\s*["']\.\/[\w.-]+)\.js(["'])/g, '$1.cjs$2')

/** A module as CommonJS. */
export const commonJsForm = async (code: string): Promise<string> =>
  namedAsCommonJs((await transform(code, { ...options, format: 'cjs', platform: 'node' })).code)
