/** The same loops in AccelForge's words and in Timeloop's are the same dataflow. */
import { expect, it } from 'vitest'
import { fromAccelforge, fromTimeloop } from '../../../src/formats'
import { orThrow } from '../../../src/index'
import { firstSeed, runsOr } from '../../support/generators/bulk'
import { seeded } from '../../support/generators/random'
import { type FileNest, mappingText, problemText, randomFileNest } from '../nest-files'

const workloadText = ({ problem: { name, extents, tensors } }: FileNest): string =>
  [
    'workload:',
    '  iteration_space_shape:',
    ...Object.entries(extents).map(([of, extent]) => `    ${of}: 0 <= ${of} < ${extent}`),
    '  einsums:',
    `  - name: ${name}`,
    '    tensor_accesses:',
    ...tensors.map(({ name: of, isOutput, axes }) => {
      const sums = axes.map((terms) => terms.map(([d, c]) => (c === 1 ? d : `${c}*${d}`)).join(' + '))
      return `    - { name: ${of}, projection: [${sums.join(', ')}]${isOutput ? ', output: true' : ''} }`
    }),
  ].join('\n')

/** Each loop by the extent of its tile. */
const nodesText = ({ problem, levels }: FileNest): string => {
  const tiles: Record<string, number> = { ...problem.extents }
  const all = problem.tensors.map(({ name }) => name).join(', ')
  const loop =
    (kind: string) =>
    ({ dimension, factor }: { readonly dimension: string; readonly factor: number }) => {
      tiles[dimension] = (tiles[dimension] ?? 1) / factor
      return `  - !${kind} { rank_variable: ${dimension}, tile_shape: ${tiles[dimension]} }`
    }
  return [
    'mapping:',
    '  nodes:',
    ...levels.flatMap(({ target, temporal, spatial }) => [
      `  - !Storage { tensors: [${all}], component: ${target} }`,
      ...temporal.map(loop('Temporal')),
      ...spatial.map(loop('Spatial')),
    ]),
    `  - !Compute { einsum: ${problem.name}, component: MAC }`,
  ].join('\n')
}

it('reads both alike', () => {
  for (let seed = firstSeed; seed < firstSeed + runsOr(300); seed += 1) {
    const nest = randomFileNest(seeded(seed))
    const there = orThrow(fromAccelforge({ workload: workloadText(nest), mapping: nodesText(nest) }))
    const here = orThrow(
      fromTimeloop({ problem: problemText(nest.problem), mapping: mappingText(nest, true) }),
    )
    expect({ ...there.dataflow, pes: there.accelerator?.pes }, `seed ${seed}`).toEqual({
      ...here.dataflow,
      pes: here.accelerator?.pes,
    })
    expect(there.layer?.sizes, `seed ${seed}`).toEqual(here.layer?.sizes)
  }
})
