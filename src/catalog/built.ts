/**
 * A constant made by one call. Marked pure where it is used, a bundler drops the call, and all that only it needs, when
 * nobody imports the constant.
 */
export const built = <A>(build: () => A): A => build()
