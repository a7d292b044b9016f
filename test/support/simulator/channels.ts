/** What a network carries in a step, channel by channel: docs/spec.md, sections 10 and 11. */
import { transferTime } from './steps'
import type { SimLink, SimNoc, SimProblem, SimTensor, Widths } from './types'

/** The channel of the tensor's name, else the one of its role, else the network itself. */
export const channelOf = (noc: SimNoc, { name, role }: SimTensor): SimLink => {
  const channels = noc.channels ?? []
  const listing = (word: string) => channels.find(({ tensors }) => tensors.includes(word))
  return listing(name) ?? listing(`${role}s`) ?? noc
}

/** The network itself first. */
export const channelsOf = (noc: SimNoc): readonly SimLink[] => [noc, ...(noc.channels ?? [])]

/** The sum of elements times width is exact, and divided once. Elements that are words are counted, whatever a word is. */
const wordsOver = (widths: readonly number[], word: number): ((elements: readonly number[]) => number) => {
  const areWords = widths.every((width) => width === word)
  return (elements) => {
    let sum = 0
    for (let i = 0; i < widths.length; i += 1) sum += (elements[i] ?? 0) * (areWords ? 1 : (widths[i] ?? 0))
    return areWords ? sum : sum / word
  }
}

/** Elements of a tensor on their way. */
export type Carried = { readonly tensor: SimTensor; readonly elements: number }

export const wordsOf = (carried: readonly Carried[], word: number, widths: Widths): number =>
  wordsOver(
    carried.map(({ tensor }) => widths[tensor.name] ?? Number.NaN),
    word,
  )(carried.map(({ elements }) => elements))

export const ofRole = (carried: readonly Carried[], role: SimTensor['role']): readonly Carried[] =>
  carried.filter(({ tensor }) => tensor.role === role)

export type Transfers = {
  /** In words, over all channels. */
  readonly ingressVolume: number
  readonly egressVolume: number
  /** In cycles, of the channel that takes longest; what a shared port carries out is part of the ingress. */
  readonly ingress: number
  readonly egress: number
  /** In cycles, if nothing but the outputs is moved. */
  readonly drain: number
}

/** What it takes to move so many elements of each tensor, in declared order, over the network of a level. */
export type Network = (moved: readonly number[]) => Transfers

export const networkOf = ({ tensors, levels, words: given }: SimProblem, depth: number): Network => {
  const noc = levels[depth]?.noc
  if (noc === undefined) throw new Error(`no network at level ${depth}`)
  const word = given?.bits ?? 1
  const widths = tensors.map(({ name }) => given?.travelling[depth]?.[name] ?? word)
  /** The words of the tensors of a role that take a channel, or any. */
  const words = (role: SimTensor['role'], channel?: SimLink): Transfer => {
    const places = tensors.flatMap((tensor, i) => {
      const isCarried = channel === undefined || channelOf(noc, tensor) === channel
      return tensor.role === role && isCarried ? [i] : []
    })
    const sum = wordsOver(
      places.map((i) => widths[i] ?? Number.NaN),
      word,
    )
    return (moved) => sum(places.map((i) => moved[i] ?? Number.NaN))
  }
  const allIn = words('input')
  const allOut = words('output')
  const channels = channelsOf(noc).map((link) => ({
    link,
    isShared: link.port === 'shared',
    wordsIn: words('input', link),
    wordsOut: words('output', link),
  }))
  return (moved) => {
    let [ingress, egress, drain] = [0, 0, 0]
    for (const { link, isShared, wordsIn, wordsOut } of channels) {
      const into = transferTime(wordsIn(moved), link)
      const outOf = transferTime(wordsOut(moved), link)
      ingress = Math.max(ingress, isShared ? into + outOf : into)
      egress = Math.max(egress, isShared ? 0 : outOf)
      drain = Math.max(drain, outOf)
    }
    return { ingressVolume: allIn(moved), egressVolume: allOut(moved), ingress, egress, drain }
  }
}

type Transfer = (moved: readonly number[]) => number
