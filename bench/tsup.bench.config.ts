import { defineConfig } from 'tsup'
import { shipped } from '../scripts/shipped'

/** The benchmarks over the code as it ships: what a TypeScript runner makes of the sources takes up to twice as long. */
export default defineConfig({
  ...shipped,
  entry: {
    bench: 'bench/bench.ts',
    lessons: 'bench/lessons.ts',
    explore: 'bench/explore.ts',
    'explore-growth': 'bench/explore-growth.ts',
    reading: 'bench/reading.ts',
    kernel: 'bench/kernel.ts',
    cold: 'bench/cold.ts',
    tool: 'bench/tool.ts',
    map: 'bench/map.ts',
    fusion: 'bench/fusion.ts',
  },
  format: ['esm'],
  platform: 'node',
  sourcemap: false,
  outDir: 'node_modules/.cache/bench',
})
