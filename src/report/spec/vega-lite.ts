/** Vega-Lite specifications as plain data, and what all of them look like. */
import { visible } from '../../internal/visible'
import { light } from './colours'

export const paper = light.paper
export const ink = light.ink
export const faint = light.faint
export const palette = light.palette

/**
 * A value that JSON can represent.
 *
 * @since 0.1.0
 * @category pictures
 */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/**
 * A picture as a [Vega-Lite](https://vega.github.io/vega-lite/) specification (version 6; 5 draws it as well): plain
 * JSON with its data inside. Draw it with vega-embed in a page, or with vega and vega-lite in Node; this package contains none of
 * them.
 *
 * @since 0.1.0
 * @category pictures
 */
export type VegaLiteSpec = {
  /** The version of Vega-Lite that the picture is in. */
  readonly $schema: string
  readonly [key: string]: Json
}

export const isList = (json: Json): json is readonly Json[] => Array.isArray(json)

export type JsonObject = { readonly [key: string]: Json }

/** Made anew for each picture: what its reader does to it shows in no other. */
const configOf = (): JsonObject => ({
  background: paper,
  font: 'system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif',
  padding: 12,
  title: {
    anchor: 'start',
    fontSize: 15,
    subtitleFontSize: 12,
    color: ink,
    subtitleColor: faint,
    offset: 12,
    frame: 'group',
  },
  axis: {
    labelFontSize: 11,
    titleFontSize: 12,
    titleFontWeight: 'normal',
    labelColor: ink,
    titleColor: ink,
    gridColor: light.hairline,
    domainColor: faint,
    tickColor: faint,
    labelLimit: 240,
    titlePadding: 8,
  },
  legend: {
    symbolBaseFillColor: ink,
    symbolBaseStrokeColor: ink,
    labelFontSize: 11,
    titleFontSize: 12,
    titleFontWeight: 'normal',
    labelColor: ink,
    titleColor: ink,
    labelLimit: 240,
  },
  header: { labelFontSize: 12, labelColor: ink, titleColor: ink, labelLimit: 240 },
  view: { stroke: null },
  range: { category: [...palette] },
})

/** Texts with nothing unseen in them: an SVG is XML, which cannot hold every character. */
const drawable = (json: Json): Json => {
  if (typeof json === 'string') return visible(json)
  if (typeof json !== 'object' || json === null) return json
  if (isList(json)) return json.map(drawable)
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [visible(key), drawable(value)]))
}

/** How strongly a mark shows: faintly where the figures are those of larger buffers than there are. */
export const faintUnlessFits: JsonObject = {
  condition: { test: 'datum.fits', value: 0.9 },
  value: 0.3,
}

/** The lines that say something: one as it is. */
const linesOf = (subtitle: string | readonly string[]): Json => {
  const lines = [subtitle].flat().filter((line) => line !== '')
  return lines.length === 1 ? lines[0]! : lines
}

/** A picture with a title, what it shows in the lines below it, and the common look. */
export const picture = (
  title: string,
  subtitle: string | readonly string[],
  content: JsonObject,
): VegaLiteSpec => ({
  $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
  ...(drawable({ title: { text: title, subtitle: linesOf(subtitle) }, ...content }) as JsonObject), // as it was
  config: configOf(),
})
