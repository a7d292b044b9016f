/** A chain in a few lines, with all that is needed to write it down as a test of its own. */
import { printedDataflow } from '../support/generators/problems'
import type { ChainProblem } from './problem'

export const printed = ({ layers, tile, halo, inputs, dataflows, hardware }: ChainProblem): string =>
  [
    ...layers.map(({ layer }) => `layer      ${JSON.stringify(layer)}`),
    `options    ${JSON.stringify({ tile, halo, inputs })}`,
    ...dataflows.map((flow) => `directives ${printedDataflow(flow)}`),
    `hardware   ${JSON.stringify(hardware)}`,
  ].join('\n')
