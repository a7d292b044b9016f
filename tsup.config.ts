import { rmSync } from 'node:fs'
import { defineConfig, type Options } from 'tsup'
import { shipped } from './scripts/shipped'

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
  ...shipped,
  // tsup sets `baseUrl` for its declaration build, which TypeScript 6 calls deprecated.
  dts: { compilerOptions: { ignoreDeprecations: '6.0' } },
}

// tsup runs both builds at once, so that neither can clean up for the other.
rmSync('dist', { recursive: true, force: true })

export default defineConfig([
  // vitest itself comes as ES modules only, and so do matchers for it.
  { ...shared, format: 'esm', entry: { ...entry, vitest: 'src/vitest.ts' } },
  { ...shared, format: 'cjs', entry },
])
