/** Short forms for tests of the published tool's figures. */
import type { Either } from 'fp-ts/Either'
import { cluster, type Directive, spatialMap as S, temporalMap as T } from '../../src/index'
import {
  type ReferenceFailure,
  type ReferenceFigures,
  type ReferenceHardware,
  type ReferenceInput,
  type ReferenceLayer,
  type ReferenceType,
  reference,
} from '../../src/reference'

export { cluster, S, T }

/** The hardware of the description's examples. */
export const small: ReferenceHardware = {
  numPes: 4,
  nocBw: 4,
  hopLatency: 1,
  l1Size: 100,
  l2Size: 1000,
  offchipBw: 1000,
  simd: 1,
}

const word = /([ST])\((\d+),(\d+)\)\s*([A-Z]'?)|Cluster\((\d+)\)/g

/** `S(1,1)K T(3,3)C Cluster(2)` as directives. */
export const directives = (text: string): readonly Directive[] =>
  [...text.matchAll(word)].map(([, kind, size, offset, dim, clusters]) =>
    clusters === undefined
      ? (kind === 'S' ? S : T)(Number(size), Number(offset), dim ?? '')
      : cluster(Number(clusters)),
  )

/** `K2 C3 Y'4` as extents. */
export const extents = (text: string): Readonly<Record<string, number>> =>
  Object.fromEntries([...text.matchAll(/([A-Z]'?)(\d+)/g)].map(([, name, size]) => [name, Number(size)]))

export const layer = (
  type: ReferenceType,
  dims: string,
  maps: string,
  stride: Readonly<Record<string, number>> = {},
): ReferenceLayer => ({ type, dims: extents(dims), stride, directives: directives(maps) })

export const answer = (
  layers: ReferenceLayer | readonly ReferenceLayer[],
  hardware: Partial<ReferenceHardware> = {},
): Either<ReferenceFailure, readonly ReferenceFigures[]> =>
  reference({ layers: 'type' in layers ? [layers] : layers, hardware: { ...small, ...hardware } })

/** The figures of the last layer. */
export const figures = (...given: Parameters<typeof answer>): ReferenceFigures => {
  const result = answer(...given)
  if (result._tag === 'Left') throw new Error(result.left.message)
  return result.right.at(-1)!
}

export const code = (...given: Parameters<typeof answer>): string => {
  const result = answer(...given)
  return result._tag === 'Left' ? result.left._tag : 'figures'
}

/** The code and the place of what is refused. */
export const failureOf = (input: unknown): string => {
  const result = reference(input as ReferenceInput) // that it is none is the point
  return result._tag === 'Left' ? `${result.left._tag} ${result.left.path}` : 'figures'
}
