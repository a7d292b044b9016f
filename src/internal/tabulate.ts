/**
 * The values for 0, 1, … up to a length. Few of them are a literal: a list that grows by `push` reserves room for seventeen.
 */
export const tabulate = <A>(length: number, make: (index: number) => A): readonly A[] => {
  if (length === 0) return []
  if (length === 1) return [make(0)]
  if (length === 2) return [make(0), make(1)]
  if (length === 3) return [make(0), make(1), make(2)]
  const values: A[] = []
  for (let i = 0; i < length; i++) values.push(make(i))
  return values
}
