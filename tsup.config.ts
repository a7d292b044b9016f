import { rmSync } from 'node:fs'
import { defineConfig, type Options } from 'tsup'
import { topLevelConst } from './scripts/top-level-const'

const entry = {
  index: 'src/index.ts',
  catalog: 'src/catalog.ts',
  units: 'src/units.ts',
  codec: 'src/codec.ts',
  onnx: 'src/onnx.ts',
  reference: 'src/reference.ts',
  notation: 'src/notation.ts',
  explore: 'src/explore.ts',
  report: 'src/report.ts',
}

const shared: Options = {
  target: 'es2022',
  platform: 'neutral',
  // tsup sets `baseUrl` for its declaration build, which TypeScript 6 calls deprecated.
  dts: { compilerOptions: { ignoreDeprecations: '6.0' } },
  // Without `exports` maps: left external, plain Node refuses `fp-ts/Either` as a directory import.
  noExternal: [/^fp-ts/, /^io-ts/],
  plugins: [topLevelConst],
  sourcemap: true,
}

// tsup runs both builds at once, so that neither can clean up for the other.
rmSync('dist', { recursive: true, force: true })

export default defineConfig([
  // vitest itself comes as ES modules only, and so do matchers for it.
  { ...shared, format: 'esm', entry: { ...entry, vitest: 'src/vitest.ts' } },
  { ...shared, format: 'cjs', entry },
])
