/** From AccelForge's files to layers, a dataflow and an accelerator. */
import type { Either } from 'fp-ts/Either'
import type { Dataflow } from '../../dataflow/directive'
import { shorten } from '../../error/show'
import type { Accelerator } from '../../hardware/accelerator'
import type { Layer } from '../../operator/layer'
import { recognise } from '../layer/recognise'
import { assemble, type Mapped, movedBy } from '../nest/assemble'
import { hardwareOf } from '../nest/hardware'
import type { Machine } from '../nest/machine'
import type { FormatErrors, FormatNote } from '../source/format-error'
import {
  answerOf,
  fileNameOf,
  isSound,
  leaveAside,
  notesOf,
  propertiesOf,
  type Source,
  sourceOf,
  unreadable,
} from '../source/source'
import { asMap, missing, valueIn } from '../yaml/fields'
import type { Yaml } from '../yaml/node'
import { readYaml } from '../yaml/read-yaml'
import { readArchitecture } from './architecture'
import { einsumNamed, readMapping } from './mapping'
import { readWorkload, type Workload } from './workload'

/**
 * The texts of AccelForge's files, each with its key (`workload`, `arch`, `mapping`). A mapping needs the workload that it is for.
 *
 * @since 0.2.0
 * @category formats
 */
export type AccelforgeTexts = {
  /** The text of the workload. */
  readonly workload?: string
  /** The text of the architecture. */
  readonly architecture?: string
  /** The text of the mapping; it needs the workload. */
  readonly mapping?: string
  /** Names of the files, for the places in errors. */
  readonly files?: {
    /** The name of the workload's file. */
    readonly workload?: string
    /** The name of the architecture's file. */
    readonly architecture?: string
    /** The name of the mapping's file. */
    readonly mapping?: string
  }
}

/**
 * The contents of AccelForge's files. `layers` are all einsums of the workload, `layer` is the one that the mapping is for.
 * Null where there was no file.
 *
 * @since 0.2.0
 * @category formats
 */
export type FromAccelforge = {
  /** All einsums of the workload. */
  readonly layers: readonly Layer[]
  /** The einsum that the mapping is for; null without a mapping. */
  readonly layer: Layer | null
  /** The dataflow that is equivalent to the mapping; null without a mapping. */
  readonly dataflow: Dataflow | null
  /** The architecture; null where there was no file for it. */
  readonly accelerator: Accelerator | null
  /** Parts of the files that are left aside or read with a changed meaning. */
  readonly notes: readonly FormatNote[]
}

const parts = ['workload', 'architecture', 'mapping'] as const
type Part = (typeof parts)[number]
const keyOf: Readonly<Record<Part, string>> = {
  workload: 'workload',
  architecture: 'arch',
  mapping: 'mapping',
}

type Found = { readonly source: Source; readonly value: Yaml | undefined }

const partOf = (text: unknown, file: string | undefined, part: Part): Found => {
  const source = sourceOf(text, file, part)
  const read = readYaml(source)
  const map = read === undefined ? undefined : asMap(source, read, `The ${part} file`)
  const value = map === undefined ? undefined : valueIn(map, keyOf[part])
  if (map !== undefined && value === undefined)
    missing(source, map, `key \`${keyOf[part]}\``, `Start the file with ${keyOf[part]}:`)
  for (const { key, at } of map?.entries ?? [])
    if (!Object.values(keyOf).includes(key))
      leaveAside(
        source,
        at,
        `${shorten(key)} is for AccelForge's search or its estimators and is not read here.`,
      )
  return { source, value }
}

type MappedLayer = Mapped & { readonly layer: Layer }

const mappedBy = (
  { source, value }: Found,
  workload: Workload,
  machine: Machine | undefined,
): MappedLayer | undefined => {
  if (value === undefined) return undefined
  const einsum = einsumNamed(source, value, workload.einsums)
  if (einsum === undefined) return undefined
  const recognised = recognise(einsum)
  const { layer, dimensions, tensors } = recognised
  const all = workload.einsums.flatMap((each) => each.tensors.map(({ name }) => name))
  const levels = readMapping({ source, einsum, dimensions, tensors: [...new Set(all)], machine }, value)
  if (levels === undefined || !isSound(source)) return undefined
  const mapped = assemble({
    name: einsum.name,
    layer,
    moved: movedBy(einsum, recognised),
    tensors,
    levels,
    units: machine?.units ?? null,
    unitsEach: machine?.unitsEach ?? 1,
    source,
    at: value,
    hardware: machine?.source,
  })
  return mapped === undefined ? undefined : { ...mapped, layer }
}

/**
 * Reads AccelForge's files: the einsums of a workload as layers, an architecture of memories, containers and compute units as an
 * accelerator, and a mapping of one einsum as the dataflow that does the same on it, by the rules of {@link fromTimeloop}.
 *
 * Templates (Jinja) are not evaluated: pass the text after their evaluation. Bandwidths come from the throughputs of reads and
 * writes, in cycles of the compute unit's throughput. Mappings of several einsums together are rejected.
 *
 * @param texts - The texts of the files, and their names for errors.
 *
 * @example
 * ```ts
 * import { estimate, orThrow } from 'maestro-dataflow'
 * import { fromAccelforge } from 'maestro-dataflow/formats'
 *
 * const workload = `
 * workload:
 *   rank_sizes: { M: 8, K: 4, N: 16 }
 *   einsums:
 *   - name: product
 *     tensor_accesses:
 *     - { name: A, projection: [m, k] }
 *     - { name: B, projection: [k, n] }
 *     - { name: Z, projection: [m, n], output: true }`
 * const mapping = `
 * mapping:
 *   nodes:
 *   - !Storage { tensors: [A, B, Z], component: Memory }
 *   - !Temporal { rank_variable: m, tile_shape: 2 }
 *   - !Spatial { rank_variable: n, tile_shape: 1, name: X, component: PEs }
 *   - !Storage { tensors: [A, B, Z], component: Registers }
 *   - !Temporal { rank_variable: m, tile_shape: 1 }
 *   - !Temporal { rank_variable: k, tile_shape: 1 }
 *   - !Compute { einsum: product, component: MAC }`
 * const { layer, dataflow, accelerator } = orThrow(fromAccelforge({ workload, mapping }))
 * accelerator?.pes // => 16
 * orThrow(estimate(layer!, dataflow!, accelerator!)).runtime // => 4 * (2 * 4)
 * ```
 * @since 0.2.0
 * @category formats
 */
export const fromAccelforge = (texts: AccelforgeTexts): Either<FormatErrors, FromAccelforge> => {
  const given = propertiesOf(texts, [...parts, 'files'])
  const files = given === undefined ? undefined : propertiesOf(given.files, parts)
  if (given === undefined || files === undefined) return unreadable()
  const found = (part: Part): Found | undefined =>
    given[part] === undefined ? undefined : partOf(given[part], fileNameOf(files[part]), part)
  const [forWorkload, forMachine, forMapping] = [found('workload'), found('architecture'), found('mapping')]
  const sources = [forWorkload, forMachine, forMapping].flatMap((each) => each?.source ?? [])
  const workload =
    forWorkload?.value && readWorkload(forWorkload.source, forWorkload.value, forMachine !== undefined)
  const machine =
    forMachine?.value && readArchitecture(forMachine.source, forMachine.value, workload?.bits ?? null)
  if (forMapping !== undefined && forWorkload === undefined)
    missing(forMapping.source, { start: 0, end: 1 }, 'workload for the mapping', 'Pass the workload, too.')
  const mapped =
    forMapping && workload && sources.every(isSound) ? mappedBy(forMapping, workload, machine) : undefined
  if (sources.length === 0 || !sources.every(isSound)) return answerOf<FromAccelforge>(sources, undefined)
  return answerOf(sources, {
    layers: (workload?.einsums ?? []).map((einsum) => recognise(einsum).layer),
    layer: mapped?.layer ?? null,
    dataflow: mapped?.dataflow ?? null,
    accelerator: mapped?.accelerator ?? (machine && hardwareOf(machine)) ?? null,
    notes: notesOf(sources),
  })
}
