import type { Options } from 'tsup'
import { topLevelConst } from './top-level-const'

/** How every entry is built, and the benchmarks, so that they measure what ships. */
export const shipped: Options = {
  target: 'es2022',
  platform: 'neutral',
  // Without `exports` maps: left external, plain Node refuses `fp-ts/Either` as a directory import.
  noExternal: [/^fp-ts/, /^io-ts/],
  plugins: [topLevelConst],
  sourcemap: true,
  // The sources are in the package: maps only lead to them.
  esbuildOptions: (options) => {
    options.sourcesContent = false
  },
}
