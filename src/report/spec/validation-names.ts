/** What pictures call sources of published figures, and how they mark them. */
import type { Validation } from '../../validation/validate'
import { type JsonObject, palette } from './vega-lite'

/** Pixels of a title. */
export const longestTitle = 700

export const noValidations = 'There are no comparisons to show.'

const shapes = ['circle', 'diamond', 'triangle-up']

/** What the legend calls a source; its variant only where it is not the only one. */
export const nameOf = ({ source, title, variant }: Validation, all: readonly Validation[]): string =>
  all.some((other) => other.source === source && other.variant !== variant) ? `${title}, ${variant}` : title

type Marks = { readonly color: JsonObject; readonly shape: JsonObject }

/** A colour for each source, and another shape when all colours are used. */
export const marksOf = (names: readonly string[]): Marks => {
  const legend: JsonObject = {
    orient: 'bottom',
    columns: 1,
    labelLimit: longestTitle,
    symbolOpacity: 1,
    title: null,
  }
  const scaled = (range: readonly string[]): JsonObject => ({
    field: 'name',
    type: 'nominal',
    scale: { domain: [...names], range: [...range] },
    legend,
  })
  return {
    color: scaled(names.map((_, i) => palette[i % palette.length]!)),
    shape: scaled(names.map((_, i) => shapes[Math.floor(i / palette.length) % shapes.length]!)),
  }
}

export const namesOf = (validations: readonly Validation[]): readonly string[] => [
  ...new Set(validations.map((each) => nameOf(each, validations))),
]
