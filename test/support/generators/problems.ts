/** Random problems: a layer, a dataflow whose canonical form is known, and hardware. */
import type { Accelerator, Dataflow, Directive, Expression } from '../../../src/index'
import { resolveHardware } from '../simulator/hardware'
import { problemOf, type Schedule } from '../simulator/simulate-machine'
import type { SimProblem } from '../simulator/types'
import { writeDataflow } from './directives'
import { randomHardware } from './hardware'
import { randomLayer, type Scale, type Subject } from './layers'
import { type Canonical, randomLevels } from './levels'
import { machineHardware, saying } from './machine-hardware'
import { randomOperands } from './machine-operands'
import { chance, type Random } from './random'

export type Problem = {
  readonly subject: Subject
  readonly canonical: Canonical
  readonly dataflow: Dataflow
  /** Which notations the directives use. */
  readonly used: ReadonlySet<string>
  readonly hardware: Accelerator
}

/** Small enough to be simulated in about a millisecond. */
export const simulable: Scale = { macs: 1500, extent: 14, units: 6 }
/** Many levels of ragged tiles inside one another: hundreds of kinds of step. */
export const deep: Scale = { macs: 24_000, extent: 20, units: 3, depths: [6, 8, 10, 12] }
/** As large as real layers, and larger. */
export const large: Scale = { macs: 1e11, extent: 300, units: 40 }

const elementsOf = ({ extents }: Subject): number =>
  Math.min(
    2e6,
    Object.values(extents).reduce((macs, extent) => macs * extent, 1),
  )

export const randomProblem = (random: Random, scale: Scale): Problem => {
  const subject = randomLayer(random, scale)
  const canonical = randomLevels(random, subject, scale)
  const written = writeDataflow(random, subject, canonical)
  // Some buffers hold everything; others, up to a sixth of the MACs, often do not.
  const elements = chance(random, 50) ? elementsOf(subject) : Math.ceil(elementsOf(subject) / 6)
  const hardware = randomHardware(random, canonical.pes, canonical.levels.length, elements)
  return { subject, canonical, ...written, hardware }
}

/** A problem whose layer and accelerator say any of what docs/spec.md lets them say in sections 10 to 15. */
export const machineProblem = (random: Random, scale: Scale): Problem => {
  const plain = randomProblem(random, scale)
  const { subject, canonical } = plain
  const { tensors } = subject
  const word = 8 * (plain.hardware.elementBytes ?? 1)
  const { onAccelerator, ...operands } = randomOperands(random, subject, canonical, word)
  const hardware = machineHardware(random, plain.hardware, tensors, canonical.levels.length)
  return {
    ...plain,
    subject: { ...subject, layer: saying(subject.layer, operands) },
    hardware: saying(hardware, onAccelerator),
  }
}

/** The problem in the simulator's words; the directives have no part in it. */
export const simulated = ({ subject, canonical, hardware }: Problem): SimProblem =>
  problemOf(scheduleOf(subject, canonical), resolveHardware(hardware, canonical.levels.length))

/** What is executed: a layer's loops and tensors, level by level. */
export const scheduleOf = ({ extents, tensors }: Subject, { levels }: Canonical): Schedule => ({
  extents,
  tensors,
  levels,
})

const printed = (expression: Expression): string => {
  if (typeof expression === 'number') return `${expression}`
  if (expression._tag === 'Sz') return `Sz(${expression.dimension})`
  if (expression._tag === 'Param') return expression.name
  return `${expression._tag}(${expression.terms.map(printed).join(', ')})`
}

const printedDirective = (directive: Directive): string =>
  directive._tag === 'Cluster'
    ? `Cluster(${printed(directive.size)})`
    : `${directive._tag}(${printed(directive.size)}, ${printed(directive.offset)}) ${directive.dimension}`

export const printedDataflow = ({ directives, parameters }: Dataflow): string =>
  `${directives.map(printedDirective).join('; ')} with ${JSON.stringify(parameters)}`

const printedLevels = ({ levels }: Canonical): string =>
  levels
    .map(
      ({ units, loops }) =>
        `${units}: ${loops.map(({ kind, dim, size }) => `${kind} ${dim} ${size}`).join(', ')}`,
    )
    .join(' | ')

/** All that is needed to write the problem down as a test of its own. */
export const printedProblem = ({ subject, canonical, dataflow, hardware }: Problem): string =>
  [
    `layer      ${JSON.stringify(subject.layer)}`,
    `directives ${printedDataflow(dataflow)}`,
    `canonical  ${printedLevels(canonical)}`,
    `hardware   ${JSON.stringify(hardware)}`,
  ].join('\n')
