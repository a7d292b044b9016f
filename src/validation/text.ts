/** Figures that are kept as text: rows end with a semicolon or a line, fields with a space. */

export const fieldsOf = (figures: string): readonly (readonly string[])[] =>
  figures
    .trim()
    .split(/;?\s*\n|;\s*/)
    .map((row) => row.split(' '))
