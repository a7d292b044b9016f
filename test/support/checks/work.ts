import { processorTime } from '../processor-time'

/** Work that can be counted, and so does not depend on the machine: calls of Math's roundings and comparisons. And time. */

const counted = ['min', 'max', 'floor', 'ceil'] as const

/** What a function returns, how often it rounded and compared on the way, and its milliseconds. */
export const workOf = <T>(
  run: () => T,
): { readonly result: T; readonly calls: number; readonly time: number } => {
  let calls = 0
  const start = processorTime()
  const originals = counted.map((name) => [name, Math[name]] as const)
  for (const [name, original] of originals)
    Math[name] = (...values: number[]) => {
      calls += 1
      // floor and ceil look at the first value alone, as ever
      return (original as (...values: number[]) => number)(...values)
    }
  try {
    const result = run()
    return { result, calls, time: processorTime() - start }
  } finally {
    for (const [name, original] of originals) Math[name] = original
  }
}
