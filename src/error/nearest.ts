import { closestMatch } from 'leven'

/** The candidate that a misspelt name most likely means, as `did you mean …? `, or nothing. */
export const didYouMean = (name: string, candidates: readonly string[]): string => {
  const word = name.slice(0, 40)
  const sameLetters = candidates.find((candidate) => candidate.toLowerCase() === word.toLowerCase())
  const nearest =
    sameLetters ??
    closestMatch(word, [...candidates], { maxDistance: Math.max(1, Math.floor(word.length / 3)) })
  return nearest === undefined ? '' : `did you mean ${nearest}? `
}
