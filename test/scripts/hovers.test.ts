import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { unmarkedOf, untoldOf } from '../../scripts/hovers/untold'

const entry = '/package/index.ts'

type Search = typeof untoldOf

/** What a search finds in a package of this text. */
const foundBy = (search: Search, text: string): readonly string[] => {
  const host = ts.createCompilerHost({})
  const program = ts.createProgram(
    [entry],
    { noLib: true, types: [] },
    {
      ...host,
      getSourceFile: (name, target) =>
        name === entry ? ts.createSourceFile(name, text, target, true) : undefined,
    },
  )
  return search(program, [entry], '/package').map(({ file, line, name }) => `${file}:${line} ${name}`)
}

const untoldIn = (text: string): readonly string[] => foundBy(untoldOf, text)

describe('what an editor has nothing to say of', () => {
  it('are properties without a comment, however deep they are', () => {
    const text = `export type Hardware = {
  /** Units. */
  readonly pes: number
  readonly noc?: {
    /** Words per cycle. */
    readonly bandwidth: number
    readonly latency: number
  }
}
export interface Options { readonly name: string }
export type Rows = { readonly a: { readonly b: number }[] } | {
  /** */
  readonly c: 1
}`
    expect(untoldIn(text)).toEqual([
      'index.ts:4 Hardware.noc',
      'index.ts:7 Hardware.latency',
      'index.ts:10 Options.name',
      'index.ts:11 Rows.a',
      'index.ts:11 Rows.b',
      'index.ts:13 Rows.c',
    ])
  })

  it('are parameters without a tag, of functions in every form', () => {
    const text = `/**
 * Adds.
 * @param a - The first.
 * @param c -
 */
export const add = (a: number, b: number, c: number): number => a + b + c
/** Asks. */
export const ask: (question: string) => string = (question) => question
/** Names. */
export function name(of: string): string { return of }
/** @param given - The parts. */
export const parts = ({ a }: {
  /** A. */
  readonly a: number
}): number => a`
    expect(untoldIn(text)).toEqual([
      'index.ts:6 add.b',
      'index.ts:6 add.c',
      'index.ts:8 ask.question',
      'index.ts:10 name.of',
    ])
  })

  it('are the parameters of each signature of an overloaded function, and not those of its body', () => {
    const text = `/** @param size - The size. */
export function map(size: number): number
/** Maps. */
export function map(size: number, name: string): number
export function map(...given: readonly unknown[]): number { return given.length }`
    expect(untoldIn(text)).toEqual(['index.ts:4 map.size', 'index.ts:4 map.name'])
  })

  it('are neither tags of unions nor what is not exported', () => {
    const text = `export type Found = { readonly _tag: 'Found' } | { readonly _tag: 'Lost' | 'Late' }
export type Fault = { readonly _tag: string }
type Own = { readonly x: number }
const own = (x: Own): Own => x
export const value = own({ x: 1 })`
    expect(untoldIn(text)).toEqual(['index.ts:2 Fault._tag'])
  })
})

describe('functions that the site would show as constants', () => {
  it('are those that another function makes and that have no tag', () => {
    const text = `const made = () => (a: number): number => a
/** Adds. */
export const add: (a: number) => number = made()
/**
 * Takes.
 * @function
 */
export const take: (a: number) => number = made()
/** Asks. */
export const ask: (a: number) => number = (a) => a
/** Names. */
export const name = (a: number): number => a
export const value: number = 1`
    expect(foundBy(unmarkedOf, text)).toEqual(['index.ts:3 add'])
  })
})
