import { closestMatch } from 'leven'

/** The candidate that a misspelt name most likely means, as `Did you mean …? `, or nothing. */
export const didYouMean = (name: string, candidates: readonly string[]): string => {
  const word = name.slice(0, 40)
  const sameLetters = candidates.find((candidate) => candidate.toLowerCase() === word.toLowerCase())
  const nearest =
    sameLetters ?? closestMatch(word, [...candidates], { maxDistance: Math.floor(word.length / 3) })
  return nearest === undefined ? '' : `Did you mean ${nearest}? `
}
