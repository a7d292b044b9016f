import { configDefaults, defineConfig } from 'vitest/config'

/** The package's own name leads to its source, as in tsconfig.json. */
const resolve = {
  alias: [
    { find: /^maestro-dataflow$/, replacement: `${import.meta.dirname}/src/index.ts` },
    { find: /^maestro-dataflow\/(\w+)$/, replacement: `${import.meta.dirname}/src/$1.ts` },
  ],
}

export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, 'test/**/*.prop.test.ts', 'test/package/**'],
          typecheck: { enabled: true, include: ['test/**/*.test-d.ts'], tsconfig: './tsconfig.json' },
        },
      },
      {
        resolve,
        test: { name: 'prop', include: ['test/**/*.prop.test.ts'], testTimeout: 240_000 },
      },
      {
        test: { name: 'fuzz', include: ['test/**/*.fuzz.ts'], testTimeout: 900_000 },
      },
    ],
  },
})
