import type { Options } from 'tsup'
import { pureDecimals } from './pure-decimals'
import { topLevelConst } from './top-level-const'

/** How every entry is built, and the benchmarks, so that they measure what ships. */
export const shipped: Options = {
  target: 'es2022',
  platform: 'neutral',
  // fp-ts and io-ts have no `exports` maps: left external, plain Node refuses `fp-ts/Either` as a directory import.
  // mathjs has hundreds of modules: left external, Node takes half a second and more to load them for the few it needs.
  noExternal: [/^fp-ts/, /^io-ts/, /^mathjs/],
  esbuildPlugins: [pureDecimals],
  plugins: [topLevelConst],
  // Deno knows `node:assert`, and no `assert`.
  removeNodeProtocol: false,
  external: [/^node:/],
  sourcemap: true,
  // Maps are for the checks of the build; the package has none, so that no comment may lead to one.
  esbuildOptions: (options) => {
    options.sourcesContent = false
    options.sourcemap = 'external'
    // Names that only chunks share take a sixth of the package.
    options.minifyIdentifiers = true
  },
}
