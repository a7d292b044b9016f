/** A record of one value per name; `__proto__` is a name like any other. */
export const byName = <A extends { readonly name: string }, B>(
  entries: readonly A[],
  value: (entry: A, index: number) => B,
): Readonly<Record<string, B>> => {
  const record: Record<string, B> = {}
  for (let i = 0; i < entries.length; i++) {
    const { name } = entries[i]!
    if (name === '__proto__')
      Object.defineProperty(record, name, {
        value: value(entries[i]!, i),
        enumerable: true,
        writable: true,
        configurable: true,
      })
    else record[name] = value(entries[i]!, i)
  }
  return record
}
