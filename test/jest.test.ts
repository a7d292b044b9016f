/** Importing the entry for Jest registers the matchers. */
import { expect, it, vi } from 'vitest'

it("teaches Jest's expect all matchers, once", async () => {
  const extend = vi.fn()
  vi.resetModules()
  vi.doMock('@jest/globals', () => ({ expect: { extend } }))
  const { matchers } = await import('../src/jest')
  vi.doUnmock('@jest/globals')
  expect(extend.mock.calls).toEqual([[matchers]])
})
