/** From the path of an error to a place in a text. */
import type { Place } from '../error/place'

/** A path, then what it is part of, then what that is part of. */
const outwards = (path: string): readonly string[] => {
  const paths = [path]
  for (let at = path; /[.[]/.test(at); ) {
    at = at.replace(/(?:\.[^.[]*|\[[^\]]*\]?|\])$/, '')
    if (at === paths[paths.length - 1]) break
    paths.push(at)
  }
  return paths
}

/** The place of a path, or of the smallest part around it that has one. */
export const placeOfPart = (
  placeOf: (path: string) => Place | undefined,
  path: string,
): Place | undefined => {
  for (const at of outwards(path)) {
    const place = placeOf(at)
    if (place !== undefined) return place
  }
  return undefined
}
