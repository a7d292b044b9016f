import { defineConfig } from 'tsup'
import { topLevelConst } from './scripts/top-level-const'

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    catalog: 'src/catalog.ts',
    units: 'src/units.ts',
    codec: 'src/codec.ts',
    onnx: 'src/onnx.ts',
    reference: 'src/reference.ts',
    notation: 'src/notation.ts',
  },
  format: ['esm', 'cjs'],
  target: 'es2022',
  platform: 'neutral',
  // tsup sets `baseUrl` for its declaration build, which TypeScript 6 calls deprecated.
  dts: { compilerOptions: { ignoreDeprecations: '6.0' } },
  // Without `exports` maps: left external, plain Node refuses `fp-ts/Either` as a directory import.
  noExternal: [/^fp-ts/, /^io-ts/],
  plugins: [topLevelConst],
  sourcemap: true,
  clean: true,
})
