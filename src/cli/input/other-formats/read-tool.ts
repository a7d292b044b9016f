/** The readers of files of other tools, each called in one way. */
import { type Either, map } from 'fp-ts/Either'
import type { Dataflow } from '../../../dataflow/directive'
import type { FormatErrors, FormatNote } from '../../../formats/source/format-error'
import type { Accelerator } from '../../../hardware/accelerator'
import type { RepeatedLayer } from '../../../network/repeated'
import type { Layer } from '../../../operator/layer'
import type { Part, Tool, ToolFile } from './tool-file'

/** The files of one tool, by what is read of them. */
export type ToolFiles = { readonly [P in Part]?: ToolFile }

/** What files of a tool say: all layers, those that the dataflow is for, and the accelerator. */
export type ToolAnswer = {
  readonly layers: readonly Layer[]
  readonly mapped: readonly RepeatedLayer[]
  readonly dataflow: Dataflow | null
  readonly accelerator: Accelerator | null
  readonly notes: readonly FormatNote[]
}

type Reader = (files: ToolFiles) => Promise<Either<FormatErrors, ToolAnswer>>

const once = (layer: Layer | null): readonly RepeatedLayer[] => (layer === null ? [] : [{ layer, count: 1 }])

/** The texts of files by the names that a reader has for them, with the names of the files. */
const textsOf = <K extends string>(files: ToolFiles, keys: { readonly [P in Part]?: K }) => {
  const given = (Object.keys(keys) as Part[]).flatMap((part) => {
    const [key, file] = [keys[part], files[part]]
    return key === undefined || file === undefined ? [] : [[key, file] as const]
  })
  const by = (of: (file: ToolFile) => string): { readonly [key in K]?: string } =>
    Object.fromEntries(given.map(([key, file]) => [key, of(file)])) as { readonly [key in K]?: string } // keys are of K
  return { ...by(({ text }) => text), files: by(({ file }) => file) }
}

const timeloop: Reader = async (files) => {
  const { fromTimeloop } = await import('../../../formats/timeloop/from-timeloop')
  const texts = textsOf(files, { workload: 'problem', accelerator: 'architecture', mapping: 'mapping' })
  return map(({ layer, ...read }: FromTimeloop) => ({
    ...read,
    layers: once(layer).map((each) => each.layer),
    mapped: once(layer),
  }))(fromTimeloop(texts))
}
type FromTimeloop = import('../../../formats/timeloop/from-timeloop').FromMapping

const accelforge: Reader = async (files) => {
  const { fromAccelforge } = await import('../../../formats/accelforge/from-accelforge')
  const texts = textsOf(files, { workload: 'workload', accelerator: 'architecture', mapping: 'mapping' })
  return map(({ layer, ...read }: FromAccelforge) => ({ ...read, mapped: once(layer) }))(
    fromAccelforge(texts),
  )
}
type FromAccelforge = import('../../../formats/accelforge/from-accelforge').FromAccelforge

const scaleSim: Reader = async (files) => {
  const { fromScaleSim } = await import('../../../formats/scale-sim/from-scale-sim')
  const configuration = files.accelerator ?? files.mapping
  const texts = textsOf(
    { ...files, ...(configuration === undefined ? {} : { accelerator: configuration }) },
    { workload: 'topology', accelerator: 'config' },
  )
  return map(({ products, ...read }: FromScaleSim) => ({ ...read, mapped: products }))(fromScaleSim(texts))
}
type FromScaleSim = import('../../../formats/scale-sim/from-scale-sim').FromScaleSim

const zigzag: Reader = async (files) => {
  const { fromZigzag } = await import('../../../formats/zigzag/from-zigzag')
  const texts = textsOf(files, { workload: 'workload', accelerator: 'accelerator' })
  return map((read: FromZigzag) => ({ ...read, mapped: [], dataflow: null }))(fromZigzag(texts))
}
type FromZigzag = import('../../../formats/zigzag/from-zigzag').FromZigzag

const gamma: Reader = async ({ workload }) => {
  const { fromLayersCsv } = await import('../../../formats/layers-csv/from-layers-csv')
  const read = fromLayersCsv(workload?.text ?? '', workload === undefined ? {} : { file: workload.file })
  return map((of: FromLayers) => ({ ...of, mapped: [], dataflow: null, accelerator: null }))(read)
}
type FromLayers = import('../../../formats/layers-csv/from-layers-csv').FromLayers

const readers: Readonly<Record<Tool, Reader>> = {
  Timeloop: timeloop,
  AccelForge: accelforge,
  'SCALE-Sim': scaleSim,
  ZigZag: zigzag,
  GAMMA: gamma,
}

/** Reads the files of one tool. */
export const readTool = (tool: Tool, files: ToolFiles): Promise<Either<FormatErrors, ToolAnswer>> =>
  readers[tool](files)
