/** From `--on` to an accelerator. */
import {
  exynos2400Like,
  eyeriss,
  eyerissBuses,
  maeriLike,
  nvdlaLike,
  shiDianNaoLike,
  sparseTensorCoreLike,
  tpuV1Like,
} from '../../catalog/accelerators'
import { maestroReproductionArea2019, maestroReproductionArea2021, nvdlaArea28nm } from '../../catalog/area'
import type { Accelerator } from '../../hardware/accelerator'
import { type Faults, misuse } from '../faults'
import type { Invocation } from '../invocation/option'
import { optionOf } from '../invocation/values'
import { catalogEntry, type Named } from './catalog-names'
import { endingOf, type Files, isFileName, textOf } from './files'
import type { Hardware } from './hardware'
import { acceleratorFromNotation, locateInNotation } from './notation-file'
import { type OtherFormats, unknownFormat } from './other-formats'
import { isToolFile } from './other-formats/tool-file'
import type { Workload } from './workload'

export const accelerators: Named<Accelerator> = {
  'exynos2400-like': exynos2400Like,
  eyeriss,
  'eyeriss-buses': eyerissBuses,
  'maeri-like': maeriLike,
  'nvdla-like': nvdlaLike,
  'shidiannao-like': shiDianNaoLike,
  'sparse-tensor-core-like': sparseTensorCoreLike,
  'tpu-v1-like': tpuV1Like,
}

export const areaTables = {
  nvdla: nvdlaArea28nm,
  'maestro-2019': maestroReproductionArea2019,
  'maestro-2021': maestroReproductionArea2021,
} as const

type Given = { readonly invocation: Invocation; readonly files: Files; readonly others: OtherFormats }

const missing = (faults: Faults): void =>
  misuse(faults, 'MissingArgument', '--on', {
    expected: `an accelerator: ${Object.keys(accelerators).join(', ')}, or a file`,
    given: 'none',
    hint: 'Write --on eyeriss, or --on and the name of a file.',
    message: 'An accelerator is missing.',
  })

const fromFile = async (file: string, files: Files, faults: Faults): Promise<Hardware | undefined> => {
  const ending = endingOf(file)
  if (ending !== '.m' && ending !== '.json') {
    unknownFormat(file, 'hardware', faults)
    return undefined
  }
  const text = textOf(files, file, faults)
  if (text === undefined) return undefined
  const source = { file, text }
  if (ending === '.m') {
    const accelerator = acceleratorFromNotation(source, faults)
    return accelerator && { name: file, accelerator, locate: (errors) => locateInNotation(errors, source) }
  }
  const { acceleratorFromJson } = await import('./document')
  const { locateInJson } = await import('./json-place')
  const accelerator = acceleratorFromJson(source, faults)
  const locate: Hardware['locate'] = (errors) => locateInJson(errors, { ...source, root: 'hardware' })
  return accelerator && { name: file, accelerator, locate }
}

/** The accelerator of `--on`, or that of the workload's document. */
export const readHardware = async (
  { invocation, files, others }: Given,
  { name, hardware, locate }: Pick<Workload, 'name' | 'hardware' | 'locate'>,
  faults: Faults,
): Promise<Hardware | undefined> => {
  const given = optionOf(invocation.options, 'on')
  if (given !== undefined && isToolFile(given)) return others.hardware ?? undefined
  if (given !== undefined && isFileName(given)) return fromFile(given, files, faults)
  if (given === undefined) {
    if (hardware !== null)
      return { name, accelerator: hardware, locate: (errors) => locate(errors, undefined) }
    if (others.hardware !== null) return others.hardware
    missing(faults)
    return undefined
  }
  const hint = 'Give one of these names, or a file such as ./hardware.m.'
  const accelerator = catalogEntry(accelerators, given, { what: 'accelerator', hint }, faults)
  return accelerator && { name: given, accelerator, locate: (errors) => errors }
}
