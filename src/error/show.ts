/** Values in words, for error messages: short, bounded, and total on everything JavaScript has. */
import { rethrowIfExhausted } from '../internal/exhausted'

const longest = 60

/** A name of an input, which may be as long as it likes, in a sentence. */
export const shorten = (text: string): string =>
  text.length > longest ? `${text.slice(0, longest - 1)}…` : text

/** Names of an input may be as long as it likes; words of our own are shorter. */
const longWord = /\S{100,}/g

/** No text of an error is longer. */
const longestText = 1000

/** A text of an error, in which words that only an input can have are shortened. */
export const bounded = (text: string): string => {
  const words = text.replace(longWord, shorten)
  return words.length > longestText ? `${words.slice(0, longestText - 1)}…` : words
}

/** A name as a program writes it: `'C'`, and `"Y'"`. */
export const literal = (name: string): string => (name.includes("'") ? JSON.stringify(name) : `'${name}'`)

const showNumber = (value: number): string => (Object.is(value, -0) ? '-0' : String(value))

/** A hostile getter, or a Proxy, may throw. */
const showObject = (value: object): string => {
  try {
    return partsOf(value)
  } catch (thrown) {
    rethrowIfExhausted(thrown)
    return 'an object that cannot be read'
  }
}

const partsOf = (value: object): string => {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`
  const keys = Object.keys(value)
  if (keys.length === 0) return 'an empty object'
  const listed = keys.slice(0, 4).join(', ')
  return shorten(`an object with ${keys.length > 4 ? `${listed}, …` : listed}`)
}

export const show = (value: unknown): string => {
  switch (typeof value) {
    case 'string':
      return shorten(`the text ${JSON.stringify(value.slice(0, longest))}`)
    case 'number':
      return showNumber(value)
    case 'boolean':
      return String(value)
    case 'bigint':
      return shorten(`the bigint ${value}n`)
    case 'undefined':
      return 'missing'
    case 'function':
      return 'a function'
    case 'symbol':
      return 'a symbol'
    case 'object':
      return value === null ? 'null' : showObject(value)
  }
}

/** `a, b and c`; long lists are cut in the middle. */
export const listed = (given: readonly string[], last = 'and'): string => {
  const words = given.filter((word) => word !== '').map(shorten)
  if (words.length === 0) return 'none'
  if (words.length > 12) return listed([...words.slice(0, 10), `${words.length - 10} more`], last)
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} ${last} ${words[words.length - 1]}`
}
