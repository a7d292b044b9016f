import { defineConfig } from 'tsup'
import bench from './tsup.bench.config'

/** The benchmarks over the code as esbuild alone would bundle it, for comparison. */
export default defineConfig({ ...bench, plugins: [] })
