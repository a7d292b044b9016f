/** Properties of hardware that have no place: it is taken, or places of its list are left out. */
import { showPath } from './hardware-path'
import { type Reader, report } from './reader'
import type { Token } from './scan'
import { leftOut, type Step, type Tree } from './tree'

/** The networks of single levels, where a text has set some. */
const levelsSet = (tree: Tree): number => {
  const networks = tree._tag === 'Record' ? tree.entries.get('noc') : undefined
  return networks?._tag === 'List' ? networks.items.length : 0
}

/** A network of all levels and networks of single ones, in whatever order. */
const reportMixedNetworks = (reader: Reader, key: Token, path: string, levels: number): void => {
  const each = levels === 1 ? 'level 0' : `levels 0 to ${levels - 1}`
  report(reader, 'RepeatedEntry', key, {
    expected: 'one network for all levels, or one for each',
    given: levels === 0 ? `${path} and a network for all levels` : `${path} and networks of ${each}`,
    hint: `Keep ${path} or the other networks, and remove the rest.`,
    message:
      levels === 0
        ? `${path} sets the network of one level, but the network of all levels is set already: keep one of the two.`
        : `${path} sets all networks, but those of ${each} are set already: keep one of the two.`,
  })
}

const reportLeftOut = (reader: Reader, key: Token, path: string, before: string): void =>
  report(reader, 'RepeatedEntry', key, {
    expected: `${before} before ${path}`,
    given: path,
    hint: /^(?:noc|clusters)\[\d+\]$/.test(before)
      ? `Give ${before} first; write ${before} { } for the defaults.`
      : `Give ${before} first.`,
    message: `${path} comes before ${before}, but lists are given from [0] on.`,
  })

/** Says why a property cannot be put where it belongs. */
export const reportTaken = (
  reader: Reader,
  key: Token,
  path: string,
  steps: readonly Step[],
  tree: Tree,
): void => {
  const before = leftOut(tree, steps)
  if (before !== undefined) {
    reportLeftOut(reader, key, path, showPath(before))
    return
  }
  const levels = levelsSet(tree)
  const ofLevel = typeof steps[1] === 'number'
  if (steps[0] === 'noc' && ofLevel === (levels === 0)) {
    reportMixedNetworks(reader, key, path, levels)
    return
  }
  report(reader, 'RepeatedEntry', key, {
    expected: `one value of ${path}`,
    given: 'another one',
    hint: 'Give every property once.',
    message: `${path} cannot be given here (again).`,
  })
}
