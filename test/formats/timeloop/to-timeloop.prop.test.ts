/** What is written as Timeloop's files is read back as what it was, with the same estimate. */
import { describe, expect, it } from 'vitest'
import { fromTimeloop, toTimeloop } from '../../../src/formats'
import { type Dataflow, type Estimate, estimate, type Layer, orThrow } from '../../../src/index'
import { fromLoopNest } from '../../../src/notation'
import { randomNest } from '../../notation/loop-nest-support'
import { firstSeed, runsOr } from '../../support/generators/bulk'
import { randomLayer } from '../../support/generators/layers'
import { simulable } from '../../support/generators/problems'
import { seeded } from '../../support/generators/random'

const scale = { ...simulable, extent: 24 }

const cases = Array.from({ length: runsOr(300) }, (_, i) => {
  const seed = firstSeed + i
  const random = seeded(seed)
  const subject = randomLayer(random, scale)
  return { seed, layer: subject.layer, nest: randomNest(random, subject), spare: random(1, 3) }
})

/** Every figure but for the names of tensors, which a layer of another kind has of its own. */
const figuresOf = ({ macs, runtime, levels, energy, activePes, offchip, pe }: Estimate) => {
  const counts = (tensors: Readonly<Record<string, object>>) =>
    Object.values(tensors)
      .map((counted) => JSON.stringify(counted))
      .sort()
  return {
    macs,
    runtime,
    activePes,
    energy: Number(energy.total.toPrecision(9)),
    pe: counts(pe.tensors),
    offchip: counts(offchip.tensors),
    levels: levels.map(({ units, steps, tensors }) => ({ units, steps, tensors: counts(tensors) })),
  }
}

type Written = { readonly layer: Layer; readonly dataflow: Dataflow; readonly pes: number }

const reread = ({ layer, dataflow, pes }: Written): Written => {
  const read = orThrow(fromTimeloop(orThrow(toTimeloop(layer, dataflow, { pes }))))
  if (read.layer === null || read.dataflow === null || read.accelerator === null)
    throw new Error('nothing read')
  return { layer: read.layer, dataflow: read.dataflow, pes: read.accelerator.pes }
}

const estimated = ({ layer, dataflow, pes }: Written): Estimate =>
  orThrow(estimate(layer, dataflow, { pes, noc: { bandwidth: 3, latency: 2 } }))

describe('a dataflow that is written as a mapping of Timeloop', () => {
  it('comes back with the same estimate', () => {
    for (const { seed, layer, nest, spare } of cases) {
      const { dataflow, pes } = orThrow(fromLoopNest(layer, nest))
      const [first] = nest.levels
      const isFolded = Object.keys(first?.spatial?.factors ?? {}).some(
        (name) => first?.temporal?.factors[name],
      )
      const written: Written = { layer, dataflow, pes: isFolded ? pes : pes * spare }
      expect(figuresOf(estimated(reread(written))), `seed ${seed}`).toEqual(figuresOf(estimated(written)))
    }
  })
})
