/** Problems changed in what docs/spec.md lets layers and accelerators say in sections 10 to 15. */

import { operandsOf } from '../checks/expected'
import type { GivenHardware, GivenNoc, Precision, Width } from '../simulator/hardware'
import type { GivenOperands } from '../simulator/simulate-machine'
import type { Widths } from '../simulator/types'
import { partsOf } from '../simulator/widths'
import type { Problem } from './problems'

export const without = <T extends object, K extends string>(value: T, ...keys: readonly K[]): Omit<T, K> =>
  // Only properties named by K are left out.
  Object.fromEntries(Object.entries(value).filter(([key]) => !keys.some((each) => each === key))) as Omit<
    T,
    K
  >

/** The problem with another accelerator, in the simulator's words. */
export const onHardware = (problem: Problem, hardware: GivenHardware): Problem => ({
  ...problem,
  hardware: hardware as Problem['hardware'], // nothing in it is undefined
})

/** The problem with other widths and densities of its layer. */
export const withOperands = (problem: Problem, operands: GivenOperands): Problem => {
  const plain = without(problem.subject.layer, 'precision', 'density')
  const layer = { ...plain, ...operands } as Problem['subject']['layer'] // the same kind of layer
  return { ...problem, subject: { ...problem.subject, layer } }
}

export const bitsOfWord = ({ hardware }: Problem): number => 8 * (hardware.elementBytes ?? 1)

export const listOf = <T extends object>(given: T | readonly T[]): readonly T[] =>
  Array.isArray(given) ? given : [given as T]

export const withNetworks = (problem: Problem, change: (noc: GivenNoc) => GivenNoc): Problem => {
  const hardware: GivenHardware = problem.hardware
  return onHardware(problem, { ...hardware, noc: listOf(hardware.noc ?? {}).map(change) })
}

/** All that a buffer may be: what one buffer says is changed in each. */
export const withBuffers = (
  problem: Problem,
  change: <T extends { readonly precision?: Precision | undefined }>(buffer: T) => T,
): Problem => {
  const { l1, clusters, l2, offchip, ...hardware }: GivenHardware = problem.hardware
  return onHardware(problem, {
    ...hardware,
    ...(l1 === undefined ? {} : { l1: change(l1) }),
    ...(clusters === undefined ? {} : { clusters: listOf(clusters).map(change) }),
    ...(l2 === undefined ? {} : { l2: change(l2) }),
    ...(offchip === undefined ? {} : { offchip: change(offchip) }),
  })
}

/** Inputs arrive as an analysis counts them: buffers keep what they need again, and only what is touched is moved. */
export const withoutArrivals = (problem: Problem): Problem => {
  const { l1, clusters, l2, ...hardware }: GivenHardware = problem.hardware
  return onHardware(problem, {
    ...hardware,
    ...(l1 === undefined ? {} : { l1: without(l1, 'keep') }),
    ...(clusters === undefined ? {} : { clusters: listOf(clusters).map((each) => without(each, 'keep')) }),
    ...(l2 === undefined ? {} : { l2: without(l2, 'contiguous') }),
  })
}

/** Nothing says how wide anything is. */
export const withoutWidths = (problem: Problem): Problem => {
  const { density } = operandsOf(problem.subject)
  const plain = withBuffers(problem, (buffer) => without(buffer, 'precision') as typeof buffer)
  return onHardware(
    withOperands(plain, density === undefined ? {} : { density }),
    without(plain.hardware, 'precision'),
  )
}

/** Every width said by the layer: as found, and changed. */
export const withEveryWidth = (problem: Problem, change: (width: number) => number): Problem => {
  const { tensors } = problem.subject
  const { precision: onLayer, density } = operandsOf(problem.subject)
  const { precision: onAccelerator }: GivenHardware = problem.hardware
  const { partial, final } = partsOf(tensors, onLayer, onAccelerator, bitsOfWord(problem))
  const of = (widths: Widths, name: string): number => change(widths[name] ?? Number.NaN)
  const precision = Object.fromEntries(
    tensors.map(({ name, role }): readonly [string, Width] => [
      name,
      role === 'input' ? of(final, name) : { partial: of(partial, name), final: of(final, name) },
    ]),
  )
  const changed = (given: Precision | undefined): object => {
    if (given === undefined) return {}
    if (typeof given === 'number') return { precision: change(given) }
    // buffers have numbers only
    return {
      precision: Object.fromEntries(
        Object.entries(given).map(([name, width]) => [
          name,
          typeof width === 'number' ? change(width) : width,
        ]),
      ),
    }
  }
  return withBuffers(
    withOperands(problem, { precision, ...(density === undefined ? {} : { density }) }),
    (buffer) => ({ ...buffer, ...changed(buffer.precision) }),
  )
}

export const wider = (given: number | undefined): { readonly bandwidth?: number } =>
  given === undefined ? {} : { bandwidth: 2 * given }
