/** A record of one value per name; `__proto__` is a name like any other. */
export const byName = <B>(
  entries: readonly { readonly name: string }[],
  value: (index: number) => B,
): Readonly<Record<string, B>> => {
  const record: Record<string, B> = {}
  for (let i = 0; i < entries.length; i++) {
    const { name } = entries[i]!
    if (name !== '__proto__') record[name] = value(i)
    else
      Object.defineProperty(record, name, {
        value: value(i),
        enumerable: true,
        writable: true,
        configurable: true,
      })
  }
  return record
}
