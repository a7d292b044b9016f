/** Pictures as SVG, drawn by vega, which is loaded when a picture is asked for. */
import { type Either, left, right } from 'fp-ts/Either'
import { type DescribedError, described } from '../error/error'
import type { VegaLiteSpec } from '../report/spec/vega-lite'

/**
 * The reason why a picture was not drawn: vega and vega-lite are not installed, or they cannot draw the picture.
 *
 * @since 0.2.0
 * @category pictures
 */
export type DrawingError = DescribedError & { readonly _tag: 'MissingPackage' | 'UndrawablePicture' }

/** The two packages, as far as they are used. */
type Vega = typeof import('vega')
type VegaLite = typeof import('vega-lite')

const missing = (reason: unknown): DrawingError =>
  described('MissingPackage', 'vega, vega-lite', {
    expected: 'the packages vega and vega-lite',
    given: String(reason),
    hint: 'Install them next to the library: npm install maestro-dataflow vega vega-lite.',
    message: 'Pictures are drawn by the packages vega and vega-lite, which are not installed.',
  })

const undrawable = (reason: unknown): DrawingError =>
  described('UndrawablePicture', 'spec', {
    expected: 'a Vega-Lite specification',
    given: String(reason),
    hint: 'Give the result of a function of maestro-dataflow/report, such as energySpec(estimate).',
    message: `The picture cannot be drawn: ${String(reason)}.`,
  })

const load = async (): Promise<Either<DrawingError, readonly [Vega, VegaLite]>> => {
  try {
    return right(await Promise.all([import('vega'), import('vega-lite')]))
  } catch (thrown) {
    return left(missing(thrown))
  }
}

/**
 * Draws a picture of `maestro-dataflow/report` as SVG. The packages vega and vega-lite draw it; they are optional peers of
 * this package, and are loaded by the first picture. The result is a Left if they are not installed, with the
 * packages to install, or if they cannot draw the specification.
 *
 * @param spec - A picture of `maestro-dataflow/report`, such as `energySpec(estimate)`.
 *
 * @example
 * ```ts
 * import { accelerator, estimate, gemm, orThrow } from 'maestro-dataflow'
 * import { mkPartitioned } from 'maestro-dataflow/catalog'
 * import { drawSvg } from 'maestro-dataflow/cli'
 * import { energySpec } from 'maestro-dataflow/report'
 *
 * const layer = gemm({ M: 64, N: 64, K: 64 })
 * const picture = energySpec(orThrow(estimate(layer, mkPartitioned, accelerator({ pes: 64 }))))
 * const svg = orThrow(await drawSvg(picture))
 * svg.startsWith('<svg') // => true
 * ```
 * @since 0.2.0
 * @category pictures
 */
export const drawSvg = async (spec: VegaLiteSpec): Promise<Either<DrawingError, string>> => {
  const packages = await load()
  if (packages._tag === 'Left') return packages
  const [vega, vegaLite] = packages.right
  try {
    // Plain JSON; Vega-Lite's own type spells out every mark.
    const compiled = vegaLite.compile(spec as unknown as Parameters<VegaLite['compile']>[0]).spec
    return right(await new vega.View(vega.parse(compiled), { renderer: 'none' }).toSVG())
  } catch (thrown) {
    return left(undrawable(thrown))
  }
}
