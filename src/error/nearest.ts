/** Levenshtein's distance: letters to insert, remove or replace; a row of the table for each letter of `a`. */
export const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1]
    for (let j = 0; j < b.length; j++)
      next.push(Math.min(row[j]! + (a[i] === b[j] ? 0 : 1), row[j + 1]! + 1, next[j]! + 1))
    row = next
  }
  return row[b.length]!
}

/** Names of other frameworks, in small letters without `_`, and what they are called here. */
const elsewhere: Readonly<Record<string, string>> = {
  // Tensors
  weight: 'filter',
  weights: 'filter',
  kernel: 'filter',
  kernels: 'filter',
  activation: 'input',
  activations: 'input',
  ifmap: 'input',
  ofmap: 'output',
  psum: 'output',
  psums: 'output',
  partial: 'outputs',
  final: 'outputs',
  // Dimensions and options
  b: 'N',
  h: 'Y',
  w: 'X',
  height: 'Y',
  width: 'X',
  oh: "Y'",
  ow: "X'",
  kh: 'R',
  kw: 'S',
  oc: 'K',
  ic: 'C',
  cout: 'K',
  cin: 'C',
  outchannels: 'K',
  inchannels: 'C',
  outfeatures: 'K',
  infeatures: 'C',
  filters: 'K',
  groups: 'G',
  batch: 'N',
  batchsize: 'N',
  pad: 'padding',
  pads: 'padding',
  dmodel: 'width',
  dff: 'hidden',
  nheads: 'heads',
  numheads: 'heads',
}

/** The candidate that a misspelt name most likely means. */
export const nearestTo = (name: string, candidates: readonly string[]): string | undefined => {
  const word = name.slice(0, 40).replace(/[‘’′]/g, "'") // as word processors write it
  let nearest = candidates.find((candidate) => candidate.toLowerCase() === word.toLowerCase())
  const foreign = word.toLowerCase().replaceAll('_', '')
  if (nearest === undefined && Object.hasOwn(elsewhere, foreign))
    nearest = candidates.find((candidate) => candidate === elsewhere[foreign])
  let least = nearest === undefined ? Math.floor(word.length / 3) + 1 : 1
  for (const candidate of candidates) {
    // They differ by 1 at least, and by their lengths: a parameter's name may be endless.
    if (least === 1 || Math.abs(candidate.length - word.length) >= least) continue
    const difference = distance(word, candidate)
    if (difference >= least) continue
    least = difference
    nearest = candidate
  }
  return nearest
}

/** The candidate that a misspelt name most likely means, as `Did you mean …? `, or nothing. */
export const didYouMean = (name: string, candidates: readonly string[]): string => {
  const nearest = nearestTo(name, candidates)
  return nearest === undefined ? '' : `Did you mean ${nearest}? `
}
