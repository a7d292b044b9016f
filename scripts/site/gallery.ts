/** The pictures of docs/gallery.md: the code above each one makes its specification. */
import { readFileSync } from 'node:fs'
import * as root from 'maestro-dataflow'
import * as catalog from 'maestro-dataflow/catalog'
import * as fusion from 'maestro-dataflow/fusion'
import * as mapping from 'maestro-dataflow/map'
import type { VegaLiteSpec } from 'maestro-dataflow/report'
import * as report from 'maestro-dataflow/report'
import * as validation from 'maestro-dataflow/validation'
import { run } from '../../test/docs/examples'

const pictured = /```ts\n([\s\S]*?)```\s+!\[([^\]]*)\]\(([^)]+)\)/g

/** The functions of the report, of which those that make a specification hand it over too. */
const watched = (took: (spec: VegaLiteSpec) => void): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(report).map(([name, given]) => {
      if (!name.endsWith('Spec')) return [name, given]
      const make = given as (...all: readonly unknown[]) => VegaLiteSpec // each export of this name is one
      return [
        name,
        (...all: readonly unknown[]) => {
          const spec = make(...all)
          took(spec)
          return spec
        },
      ]
    }),
  )

const specOf = async (name: string, code: string): Promise<VegaLiteSpec> => {
  const specs: VegaLiteSpec[] = []
  const modules = {
    'maestro-dataflow': root,
    'maestro-dataflow/catalog': catalog,
    'maestro-dataflow/fusion': fusion,
    'maestro-dataflow/map': mapping,
    'maestro-dataflow/report': watched((spec) => specs.push(spec)),
    'maestro-dataflow/validation': validation,
  }
  await run({ name, code }, modules, () => {})
  const [spec, ...others] = specs
  if (spec === undefined || others.length > 0) throw new Error(`the code of ${name} makes one picture`)
  return spec
}

/** Each picture of the page, with what it shows. */
export const galleryPictures = (
  page: string,
): Promise<readonly (readonly [file: string, spec: VegaLiteSpec, title: string])[]> =>
  Promise.all(
    [...readFileSync(page, 'utf8').matchAll(pictured)].map(
      async ([, code = '', title = '', file = '']) =>
        [`docs/${file}`, await specOf(file, code), title] as const,
    ),
  )
