import { frozen } from '../internal/frozen'

/**
 * A constant made by one call, and frozen. Marked pure where it is used, a bundler drops the call, and all that only it
 * needs, when nobody imports the constant.
 */
export const built = <A>(build: () => A): A => frozen(build())
