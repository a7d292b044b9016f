/** Pictures on a dark background. */
import { isRecord, isUnopened } from '../../internal/read'
import { messagePicture, misplaced } from '../faults'
import { inDark } from './colours'
import { isList, type Json, type VegaLiteSpec } from './vega-lite'

/** Where a specification has colours; other texts may be names that look like one. */
const isColour = (key: string): boolean =>
  /^(?:background|color|fill|stroke|value|range|scheme|category)$|Color$/.test(key)

const darkened = (json: Json, key: string): Json => {
  if (typeof json === 'string') return isColour(key) ? inDark(json) : json
  if (typeof json !== 'object' || json === null || key === 'data') return json
  if (isList(json)) return json.map((each) => darkened(each, key))
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, darkened(value, name)]))
}

/**
 * The same picture in colours for a dark background: what was white is nearly black, text is nearly white, and marks keep enough
 * contrast. Only the colours of this package change; those that you have put into a specification stay.
 *
 * @param spec - A picture of this entry, such as `energySpec(estimate)`.
 *
 * @example
 * ```ts
 * import { accelerator, estimate, gemm, orThrow } from 'maestro-dataflow'
 * import { mkPartitioned } from 'maestro-dataflow/catalog'
 * import { darkTheme, energySpec } from 'maestro-dataflow/report'
 *
 * const layer = gemm({ M: 64, N: 64, K: 64 })
 * const picture = darkTheme(energySpec(orThrow(estimate(layer, mkPartitioned, accelerator({ pes: 64 })))))
 * JSON.stringify(picture).includes('"background":"#161b22"') // => true
 * ```
 * @since 0.2.0
 * @category pictures
 */
export const darkTheme = (spec: VegaLiteSpec): VegaLiteSpec => {
  const given =
    isRecord(spec) && !isUnopened(spec)
      ? spec
      : messagePicture(
          misplaced(
            spec,
            'spec',
            'a picture',
            'Pass the result of a function of this entry, such as energySpec.',
          ),
        )
  return darkened(given, '') as VegaLiteSpec // as it was, in other colours
}
