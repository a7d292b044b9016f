import { configDefaults, defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, 'test/**/*.prop.test.ts', 'test/package/**'],
          typecheck: { enabled: true, include: ['test/**/*.test-d.ts'], tsconfig: './tsconfig.json' },
        },
      },
      {
        test: { name: 'prop', include: ['test/**/*.prop.test.ts'], testTimeout: 240_000 },
      },
      {
        test: { name: 'fuzz', include: ['test/**/*.fuzz.ts'], testTimeout: 900_000 },
      },
    ],
  },
})
