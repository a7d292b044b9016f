/**
 * Where the call stack is full, every function may end anywhere. Whatever a caller catches there, no later answer may
 * show it, and no answer given there may be anything but the answer.
 */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

type Given = {
  readonly name: string
  readonly number: number
  readonly words?: number
  readonly answer: unknown
}
type Counted = { readonly name: string; readonly thrown: number }

const child = fileURLToPath(new URL('child.ts', import.meta.url))

/** Not optimized: compiled functions take less stack, so that the limit would move under way. */
const ran = (mode: 'clean' | 'dive'): readonly (Given | Counted)[] =>
  JSON.parse(
    execFileSync(process.execPath, ['--no-opt', '--no-sparkplug', '--import', 'tsx', child, mode], {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    }),
  )

const isGiven = (entry: Given | Counted): entry is Given => 'answer' in entry

it('answers after and at a full call stack are those of a process whose stack was never full', () => {
  const clean = new Map(
    ran('clean')
      .filter(isGiven)
      .map(({ name, number, answer }) => [`${name} ${number}`, JSON.stringify(answer)]),
  )
  const dive = ran('dive')
  const wrong = dive
    .filter(isGiven)
    .filter(({ name, number, answer }) => JSON.stringify(answer) !== clean.get(`${name} ${number}`))
  expect(wrong.slice(0, 3)).toEqual([])
  const counted = dive.filter((entry): entry is Counted => !isGiven(entry))
  expect(counted.length).toBe(5)
  for (const { name, thrown } of counted) expect(thrown, `${name} met the limit`).toBeGreaterThan(20)
})
