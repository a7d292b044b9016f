/** More designs than anybody can wait for, most of them valid. */
import { powersOfTwo, range } from 'maestro-dataflow/explore'
import { space as small } from './small-space.js'

/** @type {import('maestro-dataflow/explore').Space<'tile'>} */
export const space = {
  layer: small.layer,
  dataflow: small.dataflow,
  parameters: { tile: range(1, 80) },
  pes: range(1, 1_000_000),
  bandwidth: range(1, 1000),
  l1: powersOfTwo(4096, 2 ** 20),
  l2: powersOfTwo(2 ** 16, 2 ** 24),
}
