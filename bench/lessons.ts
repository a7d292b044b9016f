/** The small measurements behind docs/design.md: pairs of ways to write the same, in nanoseconds a time. */
import { Bench } from 'tinybench'

const times = 1000

const nanoseconds = async (name: string, once: (i: number) => unknown): Promise<number> => {
  let sink: unknown
  const bench = new Bench({ time: 300, warmupTime: 200 })
  bench.add(name, () => {
    for (let i = 0; i < times; i++) sink = once(i)
  })
  const [task] = await bench.run()
  if (sink === task || task?.result.state !== 'completed') throw new Error(`${name} did not complete`)
  return (task.result.latency.p50 * 1e6) / times
}

const records: readonly Record<string, unknown>[] = [
  { pes: 4, noc: 1 },
  { pes: 4, simd: 2, l1: 3 },
  { noc: 1, l2: 2, pes: 8 },
  { kind: 'a', name: 'b', pes: 1 },
  { clock: 1, pes: 2 },
  { energy: 1, area: 2, pes: 3 },
]
const keys = ['pes', 'simd', 'noc', 'l1', 'l2', 'clock'] as const
const nameSets = [
  ['input', 'filter', 'output'],
  ['A', 'B', 'C'],
  ['query', 'key', 'score'],
  ['a', 'b', 'output'],
  ['x', 'y', 'z'],
] as const
const values = Float64Array.of(1.5, 2e12, 3)
const wide = Object.fromEntries(Array.from({ length: 24 }, (_, i) => [`field${i}`, i + 0.5]))

const byNames = (names: readonly string[]): Record<string, number> => {
  const record: Record<string, number> = {}
  for (let i = 0; i < names.length; i++) record[names[i]!] = values[i]!
  return record
}

const pairs: readonly (readonly [what: string, once: (i: number) => unknown])[] = [
  ['read a property by its name', (i) => records[i % 6]!['pes']],
  ['read a property by a variable, if the object has it', (i) => ownOf(records[i % 6]!, keys[i % 5]!)],
  ['a record of three numbers, as a literal', () => ({ a: values[0]!, b: values[1]!, c: values[2]! })],
  ['a record of three numbers, by names that are data', (i) => byNames(nameSets[i % 5]!)],
  ['a copy of an object of 24 properties', () => ({ ...wide })],
  ['the same with a property after the spread', (i) => ({ ...wide, last: i })],
  ['a sum of three sizes in doubles', (i) => sum([i, 7, -1])],
  ['a sum of three sizes in BigInt', (i) => bigSum([i, 7, -1])],
]

const ownOf = (record: Record<string, unknown>, key: string): unknown =>
  Object.hasOwn(record, key) ? record[key] : undefined

const sum = (of: readonly number[]): number => {
  let total = 0
  for (const value of of) total += value
  return total
}

const bigSum = (of: readonly number[]): number =>
  Number(of.reduce((total, value) => total + BigInt(value), 0n))

for (const [what, once] of pairs)
  console.log(what.padEnd(56), `${(await nanoseconds(what, once)).toPrecision(2)} ns`)
