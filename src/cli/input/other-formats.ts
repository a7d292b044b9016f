/** Files of other tools: the one place where their readers are called. */
import { isLeft } from 'fp-ts/Either'
import { badFile, type Faults, rejectAll } from '../faults'
import { entryOf, type Workload, workload } from './workload'

/** What a file may be read as. */
export const endings = {
  workload: ['.m', '.onnx', '.json', '.csv'],
  hardware: ['.m', '.json'],
  dataflow: ['.m', '.json'],
}

/** A file with an ending that nothing reads. */
export const unknownFormat = (file: string, as: keyof typeof endings, faults: Faults): void =>
  badFile(faults, file, {
    expected: `a file that ends in ${endings[as].join(', ')}`,
    given: file,
    hint: 'Rename the file, or convert it.',
    message: `${file} is in no format that is read here.`,
  })

/** SCALE-Sim's topologies name their layers first; the tables of GAMMA and ConfuciuX begin with a dimension or a number. */
const isTopology = (text: string): boolean => /^\s*layer\b/i.test(text)

/** The layers of a table: SCALE-Sim's topology, or a table of GAMMA or ConfuciuX. */
export const workloadFromCsv = async (
  { file, text }: { readonly file: string; readonly text: string },
  faults: Faults,
): Promise<Workload | undefined> => {
  const { fromLayersCsv } = await import('../../formats/layers-csv/from-layers-csv')
  const { fromScaleSim } = await import('../../formats/scale-sim/from-scale-sim')
  const read = isTopology(text)
    ? fromScaleSim({ topology: text, files: { topology: file } })
    : fromLayersCsv(text, { file })
  if (isLeft(read)) {
    rejectAll(faults, read.left)
    return undefined
  }
  return workload({
    name: file,
    entries: read.right.layers.map(entryOf),
    notes: read.right.notes.map(({ place, why }) => `${place}: ${why}`),
  })
}
