/** Mappings as files: in MAESTRO's notation, as Timeloop's, or as loops in the manner of C, by the ending of the file. */
import { type Either, isLeft, left, right } from 'fp-ts/Either'
import type { Dataflow } from '../dataflow/directive'
import { type DescribedError, described } from '../error/error'
import type { Layer } from '../operator/layer'
import { endingOf } from './input/files'

/** The layers of an answer with their mappings, and the PEs that these are for; null where a layer has none. */
export type Mapped = {
  readonly pes: number
  readonly layers: readonly { readonly layer: Layer; readonly dataflow: Dataflow | null }[]
}

type Written = Either<readonly DescribedError[], string>

const unmapped = (file: string, name: string): DescribedError =>
  described('UnreadableFile', file, {
    expected: 'a mapping for every layer',
    given: `none for ${name}`,
    hint: 'Search for longer, or with fewer restrictions.',
    message: `${file} is not written: ${name} has no mapping.`,
  })

/** Why a mapping is no loop nest of whole factors. */
const inFile = (file: string, name: string, errors: readonly DescribedError[]): readonly DescribedError[] =>
  errors.map((error) => ({
    ...error,
    path: `${name === '' ? 'mapping' : name}: ${error.path}`,
    hint: `${error.hint} With --divisors, tiles divide their extents.`,
    message: `${file} is not written: ${error.message}`,
  }))

type OneMapped = { readonly layer: Layer; readonly dataflow: Dataflow; readonly pes: number }

const asTimeloop = async ({ layer, dataflow, pes }: OneMapped): Promise<Written> => {
  const { toTimeloop } = await import('../formats/timeloop/to-timeloop')
  const files = toTimeloop(layer, dataflow, { pes })
  if (isLeft(files)) return left(files.left)
  const { problem, architecture, mapping } = files.right
  return right([problem, architecture, mapping].join('\n'))
}

const asLoops = async ({ layer, dataflow, pes }: OneMapped): Promise<Written> => {
  const [{ toLoopNest }, { printLoopNest }] = await Promise.all([
    import('../notation/to-loop-nest'),
    import('../notation/print-loop-nest'),
  ])
  const nest = toLoopNest(layer, dataflow, { pes })
  if (isLeft(nest)) return left(nest.left)
  const text = printLoopNest(layer, nest.right)
  return isLeft(text) ? left(text.left) : right(text.right)
}

const manners: Readonly<Record<string, (one: OneMapped) => Promise<Written>>> = {
  '.yaml': asTimeloop,
  '.yml': asTimeloop,
  '.c': asLoops,
}

/** How files with this ending are written; undefined for MAESTRO's notation. */
export const mannerOf = (ending: string): ((one: OneMapped) => Promise<Written>) | undefined =>
  Object.hasOwn(manners, ending) ? manners[ending] : undefined

/** Whether a file has room for one layer only: those of Timeloop. */
export const isOfOneLayer = (file: string): boolean => mannerOf(endingOf(file)) === asTimeloop

/** A comment cannot end early. */
const heading = (name: string): string => (name === '' ? '' : `// ${name.replace(/[\r\n]+/g, ' ')}\n`)

/** The text of a file with all mappings. */
export const writtenMapping = async (
  file: string,
  { pes, layers }: Mapped,
  manner: (one: OneMapped) => Promise<Written>,
): Promise<Written> => {
  const texts: string[] = []
  const errors: DescribedError[] = []
  for (const { layer, dataflow } of layers) {
    const name = layer.name ?? ''
    if (dataflow === null) {
      errors.push(unmapped(file, name === '' ? 'the layer' : name))
      continue
    }
    const written = await manner({ layer, dataflow, pes })
    if (isLeft(written)) errors.push(...inFile(file, name, written.left))
    else texts.push(manner === asTimeloop ? written.right : `${heading(name)}${written.right}`)
  }
  return errors.length > 0 ? left(errors) : right(texts.join('\n'))
}
