/** Freezing of plain data: what is exported, or kept for later calls, cannot be changed by a caller. */

const freezeAll = (value: unknown): void => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return
  Object.freeze(value)
  for (const part of Object.values(value)) freezeAll(part)
}

/** The value itself, frozen however deep. An export that is a constant is marked pure, so that bundlers may leave it out. */
export const frozen = <A>(value: A): A => {
  freezeAll(value)
  return value
}
