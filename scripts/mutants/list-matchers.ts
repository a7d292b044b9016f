/** Mutants of how matchers become assertions. */
import { type Mutant, mutantsOf, triedWith } from './mutant'

export const matcherMutants: readonly Mutant[] = triedWith(
  ['test/matchers/runners.test.ts'],
  [
    ...mutantsOf('src/matchers/assertions.ts', [
      ['an assertion fails with its opposite', 'pass === isNot', 'pass !== isNot'],
      ['a matcher does not know of the negation', 'matcher.call({ isNot }', 'matcher.call({ isNot: false }'],
      ['stacks begin in the assertion', ', stackStartFn: assert', ''],
      ['an assertion judges like another', 'matchers.toUseMore', 'matchers.toUseLess'],
    ]),
  ],
)
