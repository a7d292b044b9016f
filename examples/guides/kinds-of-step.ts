/** The work of an analysis does not grow with the layer: kinds of step, of a convolution of 64 channels on ever larger images. */
import { analyze, conv2d, orThrow } from 'maestro-dataflow'
import { kcPartitioned, yrPartitioned } from 'maestro-dataflow/catalog'
import { table } from '../table'

const kindsOf = (scale: number, dataflow: typeof kcPartitioned): readonly [steps: string, kinds: string] => {
  const layer = conv2d({ K: 64, C: 64, R: 3, S: 3, "Y'": 56 * scale, "X'": 56 * scale })
  const { levels } = orThrow(analyze(layer, dataflow, { pes: 256 }))
  const steps = levels.reduce((sum, level) => sum + level.steps, 0)
  const kinds = levels.reduce((sum, level) => sum + level.columns.count.length, 0)
  return [steps.toLocaleString('en'), String(kinds)]
}

console.log(
  table(
    ['outputs', 'KC-P: steps', 'kinds', 'YR-P: steps', 'kinds'],
    [1, 10, 100, 1000].map((scale) => [
      `${56 * scale} × ${56 * scale}`,
      ...kindsOf(scale, kcPartitioned),
      ...kindsOf(scale, yrPartitioned),
    ]),
  ),
)
