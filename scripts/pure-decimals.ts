/**
 * mathjs makes decimals at the top level of two modules. Nobody sees when that happens, but bundlers cannot know, and
 * keep decimal.js for a consumer of /notation, who needs plain numbers only. Said here, they leave it out.
 */
import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'

const made = /^(var \w+ = )(?=new Decimal\()/gm

export const pureDecimals: Plugin = {
  name: 'pure-decimals',
  setup: (build) => {
    build.onLoad({ filter: /[\\/]mathjs[\\/]lib[\\/]esm[\\/].*\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace(made, '$1/* @__PURE__ */ '),
    }))
  },
}
