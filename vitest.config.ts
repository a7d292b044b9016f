import { configDefaults, defineConfig } from 'vitest/config'

/** The package's own name leads to its source, as in tsconfig.json. */
const resolve = {
  alias: [
    // It loads in Jest only, and has this `expect` there.
    { find: /^@jest\/globals$/, replacement: 'expect' },
    { find: /^maestro-dataflow$/, replacement: `${import.meta.dirname}/src/index.ts` },
    { find: /^maestro-dataflow\/(\w+)$/, replacement: `${import.meta.dirname}/src/$1.ts` },
  ],
}

/** One seed for everything that is drawn at random. */
const setupFiles = [`${import.meta.dirname}/test/support/seed.ts`]

/** Long enough for the slowest test at night on a busy machine: what hangs ends, and nothing else does. */
const patience = 3_600_000

export default defineConfig({
  test: {
    // A golden file that is missing is a failure, not a file to write: `--update` writes it.
    update: 'none',
    projects: [
      {
        resolve,
        test: {
          name: 'unit',
          setupFiles,
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, 'test/**/*.prop.test.ts', 'test/package/**'],
          // The library keeps no state, so the files of a thread can share what they import; a busy machine needs patience.
          pool: 'threads',
          // As many as there are cores: the files wait for nothing.
          maxWorkers: '100%',
          isolate: false,
          testTimeout: patience,
        },
      },
      {
        resolve,
        test: {
          name: 'types',
          include: [],
          typecheck: {
            enabled: true,
            only: true,
            checker: 'node_modules/typescript-7/bin/tsc',
            include: ['test/**/*.test-d.ts'],
            tsconfig: './tsconfig.json',
          },
        },
      },
      {
        resolve,
        test: {
          name: 'prop',
          setupFiles,
          include: ['test/**/*.prop.test.ts'],
          pool: 'threads',
          maxWorkers: '100%',
          isolate: false,
          testTimeout: patience,
        },
      },
      {
        test: { name: 'fuzz', include: ['test/**/*.fuzz.ts'], testTimeout: patience },
      },
    ],
  },
})
