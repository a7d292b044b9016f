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

/** Every property of either side is compared; numbers may differ by the given part of themselves, everywhere or by place. */
export const differences = (
  expected: unknown,
  actual: unknown,
  relative: number | ((path: string) => number) = 0,
  path = '',
): readonly string[] => {
  if (isObject(expected) && isObject(actual))
    return keysOf(expected, actual).flatMap((key) =>
      differences(expected[key], actual[key], relative, path === '' ? key : `${path}.${key}`),
    )
  if (isSame(expected, actual, typeof relative === 'number' ? relative : relative(path))) return []
  return [`${path}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`]
}

/** Every property of the expected part is compared, and numbers may differ by as much of themselves as their place allows. */
export const partDifferences = (
  expected: unknown,
  actual: unknown,
  relativeAt: (path: string) => number,
  path = '',
): readonly string[] => {
  if (!isObject(expected) || !isObject(actual)) return differences(expected, actual, relativeAt(path), path)
  const length = Array.isArray(expected) && Array.isArray(actual) && expected.length !== actual.length
  return [
    ...(length ? [`${path}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`] : []),
    ...Object.entries(expected).flatMap(([key, value]) =>
      partDifferences(value, actual[key], relativeAt, path === '' ? key : `${path}.${key}`),
    ),
  ]
}
