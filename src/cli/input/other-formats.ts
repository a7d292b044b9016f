/** Files of other tools: the one place where their readers are called. */
import { badFile, type Faults } from '../faults'

/** What a file may be read as. */
export const endings = {
  workload: ['.m', '.onnx', '.json'],
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
