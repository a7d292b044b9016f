/** Inputs that watch how they are read: every list and object in them, however deep, is one whose reading runs code of ours. */

export type Watch = {
  /** Runs at every reading of a property. */
  readonly onRead: () => void
  /** How often each property was read, by its place. */
  readonly reads: Map<string, number>
}

export const watchWith = (onRead: () => void): Watch => ({ onRead, reads: new Map() })

/** The value with every list and object in it replaced; equal to it, read by read. */
export const watched = <A>(value: A, watch: Watch, path: string): A => {
  if (typeof value !== 'object' || value === null) return value
  const parts: [string, unknown][] = Object.entries(value).map(([key, part]) => [
    key,
    watched(part, watch, `${path}.${key}`),
  ])
  const copy: object = Array.isArray(value) ? parts.map(([, part]) => part) : Object.fromEntries(parts)
  const proxy = new Proxy(copy, {
    get: (target, key, receiver) => {
      if (typeof key === 'symbol') return Reflect.get(target, key, receiver)
      const place = `${path}.${key}`
      // Methods of lists are no properties of the caller's.
      if (Object.hasOwn(target, key)) {
        watch.reads.set(place, (watch.reads.get(place) ?? 0) + 1)
        watch.onRead()
      }
      return Reflect.get(target, key, receiver)
    },
  })
  return proxy as A // it answers every question as the value does
}

/** The places that were read more than once. */
export const readAgain = ({ reads }: Watch): readonly string[] =>
  [...reads].filter(([, times]) => times > 1).map(([place, times]) => `${place} ${times}`)
