/** A small fault on purpose: in this file, this text (which it holds exactly once) becomes that one. */
export type Mutant = {
  readonly file: string
  readonly name: string
  readonly text: string
  readonly replacement: string
}

/** Mutants of one file. */
export const mutantsOf = (
  file: string,
  rows: readonly (readonly [name: string, text: string, replacement: string])[],
): readonly Mutant[] => rows.map(([name, text, replacement]) => ({ file, name, text, replacement }))
