/** How an answer differs from what was expected, as a list of lines; an empty list is agreement. */

const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null

const isClose = (expected: number, actual: number, relative: number): boolean =>
  Math.abs(actual - expected) <= relative * Math.max(Math.abs(expected), Math.abs(actual))

const isSame = (expected: unknown, actual: unknown, relative: number): boolean =>
  Object.is(expected, actual) ||
  (typeof expected === 'number' && typeof actual === 'number' && isClose(expected, actual, relative))

const keysOf = (expected: object, actual: object): readonly string[] => [
  ...new Set([...Object.keys(expected), ...Object.keys(actual)]),
]

/** Every property of either side is compared; numbers may differ by the given part of themselves. */
export const differences = (
  expected: unknown,
  actual: unknown,
  relative = 0,
  path = '',
): readonly string[] => {
  if (isObject(expected) && isObject(actual))
    return keysOf(expected, actual).flatMap((key) =>
      differences(expected[key], actual[key], relative, path === '' ? key : `${path}.${key}`),
    )
  if (isSame(expected, actual, relative)) return []
  return [`${path}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`]
}
