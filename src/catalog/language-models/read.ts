/** Reading of options as data that was not checked: what is wrong is listed, for an estimate to report. */
import { rethrowIfExhausted } from '../../internal/exhausted'

/** A value that was not taken: where it stands, what was expected there, and what was given, in words. */
export type Misread = { readonly option: string; readonly expected: string; readonly given: string }

/** A reader hands on a sound value; it lists anything else, and hands on undefined. */
export type Reader<A> = (value: unknown, path: string, misread: Misread[]) => A | undefined

/** Text of a caller's may be long. */
const longestShown = 60

const shown = (value: unknown): string => {
  switch (typeof value) {
    case 'string':
      return `the text '${value.slice(0, longestShown)}'`
    case 'number':
    case 'boolean':
    case 'undefined':
      return String(value)
    case 'object':
      return value === null ? 'null' : Array.isArray(value) ? 'a list' : 'an object'
    default:
      return `a ${typeof value}`
  }
}

export const refuse = (misread: Misread[], option: string, expected: string, value: unknown): undefined => {
  misread.push({ option, expected, given: shown(value) })
  return undefined
}

/** What is read of an object whose properties may throw; undefined where one did. */
const attempted = <A>(misread: Misread[], path: string, expected: string, read: () => A): A | undefined => {
  try {
    return read()
  } catch (thrown) {
    rethrowIfExhausted(thrown)
    misread.push({ option: path, expected, given: 'something that cannot be read' })
    return undefined
  }
}

export const integerFrom =
  (least: 0 | 1): Reader<number> =>
  (value, path, misread) =>
    typeof value === 'number' && Number.isSafeInteger(value) && value >= least
      ? value
      : refuse(misread, path, least === 1 ? 'a positive integer' : 'a non-negative integer', value)

export const count: Reader<number> = /* @__PURE__ */ integerFrom(1)

export const flag: Reader<boolean> = (value, path, misread) =>
  typeof value === 'boolean' ? value : refuse(misread, path, 'true or false', value)

export const text: Reader<string> = (value, path, misread) =>
  typeof value === 'string' ? value.slice(0, longestShown) : refuse(misread, path, 'a text', value)

const inWords = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(' or ')

export const word =
  <W extends string>(...words: readonly W[]): Reader<W> =>
  (value, path, misread) =>
    words.find((each) => each === value) ?? refuse(misread, path, inWords(words), value)

export const absentAs =
  <A>(absent: A, read: Reader<A>): Reader<A> =>
  (value, path, misread) =>
    value === undefined ? absent : read(value, path, misread)

type Readers = { readonly [key: string]: Reader<unknown> }
type Fields<R extends Readers> = { readonly [K in keyof R]: R[K] extends Reader<infer A> ? A : never }

const placed = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`)

/** An object with exactly these properties; undefined unless each is sound. */
export const fields =
  <R extends Readers>(readers: R): Reader<Fields<R>> =>
  (value, path, misread) => {
    const place = path === '' ? 'options' : path
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return refuse(misread, place, 'an object', value)
    return attempted(misread, place, 'an object', () => {
      const before = misread.length
      const given = value as { readonly [key: string]: unknown } // it is an object
      const known = Object.keys(readers)
      for (const key of Object.keys(given).slice(0, longestShown))
        if (!known.includes(key) && given[key] !== undefined)
          misread.push({
            option: placed(path, key.slice(0, longestShown)),
            expected: `one of ${known.join(', ')}`,
            given: `the unknown option '${key.slice(0, longestShown)}'`,
          })
      const read = known.map((key) => [key, readers[key]!(given[key], placed(path, key), misread)] as const)
      return misread.length > before ? undefined : (Object.fromEntries(read) as Fields<R>) // a value for each reader
    })
  }

/** A list of at least one entry. */
export const list =
  <A>(most: number, read: Reader<A>): Reader<readonly A[]> =>
  (value, path, misread) => {
    const expected = `a list of 1 to ${most} entries`
    if (!Array.isArray(value)) return refuse(misread, path, expected, value)
    return attempted(misread, path, expected, () => {
      const { length } = value
      if (length < 1 || length > most) return refuse(misread, path, expected, value)
      const entries = Array.from({ length }, (_, i) => read(value[i], `${path}[${i}]`, misread))
      return entries.flatMap((entry) => (entry === undefined ? [] : [entry]))
    })
  }

/** An object that is one of several, told apart by its tag. */
export const tagged =
  <A>(readers: { readonly [tag: string]: Reader<A> }): Reader<A> =>
  (value, path, misread) => {
    const expected = `an object whose _tag is ${inWords(Object.keys(readers))}`
    if (typeof value !== 'object' || value === null) return refuse(misread, path, expected, value)
    return attempted(misread, path, expected, () => {
      const tag: unknown = Reflect.get(value, '_tag')
      const read = typeof tag === 'string' && Object.hasOwn(readers, tag) ? readers[tag] : undefined
      return read === undefined
        ? refuse(misread, `${path}._tag`, inWords(Object.keys(readers)), tag)
        : read(value, path, misread)
    })
  }
