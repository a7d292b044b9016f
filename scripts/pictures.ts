/**
 * Draws the pictures of the README, of docs/validation.md and of docs/gallery.md as SVG; `--check` only compares them. Validation shows the sources
 * that may be quoted, each with all that its documents state.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import * as root from 'maestro-dataflow'
import {
  darkTheme,
  energySpec,
  type VegaLiteSpec,
  validationErrorsSpec,
  validationSpec,
} from 'maestro-dataflow/report'
import { validate } from 'maestro-dataflow/validation'
import { parse, View } from 'vega'
import { compile, type TopLevelSpec } from 'vega-lite'
import { run } from '../test/docs/examples'
import { galleryPictures } from './site/gallery'
import { inBothThemes } from './site/themes'

const svgOf = (spec: VegaLiteSpec): Promise<string> => {
  const compiled = compile(spec as unknown as TopLevelSpec).spec // plain JSON; Vega-Lite's own type spells out every mark
  return new View(parse(compiled), { renderer: 'none' }).toSVG()
}

/** Places to a tenth of a pixel, one title for readers who do not see it, as there are thousands of marks, and colours for both themes. */
const drawn = async (spec: VegaLiteSpec, title: string): Promise<string> => {
  const svg = inBothThemes(await svgOf(spec), await svgOf(darkTheme(spec)))
  const plain = svg
    .replace(/ (?:role|aria-[a-z]+)="[^"]*"/g, '')
    // Places in tags; what is read keeps its digits.
    .replace(/<[^>]*>/g, (tag) =>
      tag.replace(/-?\d+\.\d{2,}/g, (number) => String(Number(Number(number).toFixed(1)))),
    )
  return `${plain.replace('>', `><title>${title}</title>`)}\n`
}

/** The estimates of the first example in the README, which prints figures instead of exporting them. */
const estimates: root.Estimate[] = []
await run(
  { name: 'hello', code: readFileSync('examples/hello.ts', 'utf8').replace(/^console\.log\(.*\)$/gm, '') },
  {
    'maestro-dataflow': {
      ...root,
      orThrow: (result: ReturnType<typeof root.estimate>) => {
        const shown = root.orThrow(result)
        estimates.push(shown)
        return shown
      },
    },
  },
  () => {},
)
const hello = estimates[0]
if (estimates.length !== 1 || hello === undefined) throw new Error('examples/hello.ts makes one estimate.')

const compared = root
  .orThrow(validate())
  .filter(({ source, quotable }, i, all) => quotable && all[i + 1]?.source !== source)
const pictures: readonly (readonly [file: string, spec: VegaLiteSpec, title: string])[] = [
  ['docs/energy.svg', energySpec(hello), 'Energy of the example in the README'],
  ['docs/validation.svg', validationSpec(compared), 'Estimates against published figures'],
  ['docs/validation-errors.svg', validationErrorsSpec(compared), 'Errors of estimates'],
  ...(await galleryPictures('docs/gallery.md')),
]

for (const [file, spec, title] of pictures) {
  const svg = await drawn(spec, title)
  const isSame = existsSync(file) && readFileSync(file, 'utf8') === svg
  if (isSame) continue
  if (process.argv.includes('--check')) {
    console.error(`${file} is out of date: run npm run gen:pictures`)
    process.exitCode = 1
  } else writeFileSync(file, svg)
}
