import { rmSync } from 'node:fs'
import { defineConfig } from 'tsup'
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
  map: 'src/map.ts',
  fusion: 'src/fusion.ts',
  report: 'src/report.ts',
  formats: 'src/formats.ts',
  validation: 'src/validation.ts',
  jest: 'src/jest.ts',
  assert: 'src/assert.ts',
}

// vitest and vega come as ES modules only, and so does what uses them.
const modules = { ...entry, vitest: 'src/vitest.ts', cli: 'src/cli.ts' }

/** The program, and what its threads run: nobody imports them. */
const programs = { bin: 'src/bin.ts', 'cli-worker': 'src/cli-worker.ts' }

rmSync('dist', { recursive: true, force: true })

// `scripts/finish-build.ts` makes CommonJS of these, and declarations of both.
export default defineConfig({
  ...shipped,
  format: 'esm',
  // decimal.js as an entry gets a chunk of its own, which a bundle of /notation can leave out: /units alone needs it.
  entry: { ...modules, ...programs, decimal: 'node_modules/decimal.js/decimal.mjs' },
})
