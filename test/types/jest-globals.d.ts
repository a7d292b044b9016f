/** What we use of `@jest/globals`, which brings all of Jest: its `expect` is that of the package `expect`. */
export { expect } from 'expect'
export declare const test: (name: string, body: () => void | Promise<void>) => void
