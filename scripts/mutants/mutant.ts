/** A small fault on purpose: in this file, this text (which it holds exactly once) becomes that one. */
export type Mutant = {
  readonly file: string
  readonly name: string
  readonly text: string
  readonly replacement: string
  /** The tests to try it with, if not the usual ones. */
  readonly tests?: readonly string[]
}

/** Mutants of one file, and the tests to try them with, if not the usual ones. */
export const mutantsOf = (
  file: string,
  rows: readonly (readonly [name: string, text: string, replacement: string])[],
  tests?: readonly string[],
): readonly Mutant[] =>
  rows.map(([name, text, replacement]) => ({
    ...{ file, name, text, replacement },
    ...(tests === undefined ? {} : { tests }),
  }))

/** Mutants that are tried with these tests, if they do not name others. */
export const triedWith = (tests: readonly string[], mutants: readonly Mutant[]): readonly Mutant[] =>
  mutants.map((mutant) => ({ tests, ...mutant }))
