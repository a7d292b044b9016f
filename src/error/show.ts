/** Values in words, for error messages: short, bounded, and total on everything JavaScript has. */

const longest = 60

const shorten = (text: string): string => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text)

const showNumber = (value: number): string => (Object.is(value, -0) ? '-0' : String(value))

const showObject = (value: object): string => {
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
