/** Work that can be counted, and so does not depend on the machine: calls of Math's roundings and comparisons. */

const counted = ['min', 'max', 'floor', 'ceil'] as const

/** What a function returns, and how often it rounded and compared on the way. */
export const workOf = <T>(run: () => T): { readonly result: T; readonly calls: number } => {
  let calls = 0
  const originals = counted.map((name) => [name, Math[name]] as const)
  for (const [name, original] of originals)
    Math[name] = (...values: number[]) => {
      calls += 1
      // floor and ceil look at the first value alone, as ever
      return (original as (...values: number[]) => number)(...values)
    }
  try {
    return { result: run(), calls }
  } finally {
    for (const [name, original] of originals) Math[name] = original
  }
}
