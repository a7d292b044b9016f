/** Measures the layers of a mapping file: `estimate` of this library and, if there is one, the public tool in turn. */
import { basename } from 'node:path'
import { type Either, left, map, right } from 'fp-ts/Either'
import { type Accelerator, accelerator, estimate, renderErrors } from 'maestro-dataflow'
import { type NotatedLayer, parseNetworks } from 'maestro-dataflow/notation'
import { type FileTimes, type LayerTimes, median, perCopy } from './figures'
import { copiesOfLayer, cutMapping, type MappingText } from './mapping-text'
import { runTool, type ToolHardware } from './process'

export type Plan = {
  readonly tool: string | null
  readonly hardware: ToolHardware
  readonly repetitions: number
  /** How many copies of a layer the tool is given beside the first. */
  readonly copies: number
  /** Milliseconds of warm-up for each file, and of each sample of a layer. */
  readonly warmUp: number
  readonly sample: number
}

/** A layer, its estimate if it has one, the times so far, and reasons why there are none. */
type Subject = {
  readonly name: string
  readonly estimate: (() => unknown) | null
  readonly ours: number[]
  readonly tool: number[]
  readonly refusal: string | null
  failure: string | null
}

const processorTime = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

const hardwareOf = ({ pes, bandwidth, latency }: ToolHardware): Accelerator =>
  accelerator({ pes, noc: { bandwidth, latency } })

const subjectOf = ({ layer, dataflow }: NotatedLayer, hardware: Accelerator): Subject => {
  const subject = { name: layer.name ?? '', ours: [], tool: [], failure: null }
  if (dataflow === null) return { ...subject, estimate: null, refusal: 'It has no dataflow.' }
  const result = estimate(layer, dataflow, hardware)
  return result._tag === 'Left'
    ? { ...subject, estimate: null, refusal: `This library refuses it: ${result.left[0].message}` }
    : { ...subject, estimate: () => estimate(layer, dataflow, hardware), refusal: null }
}

/** Microseconds of a call that is made again and again for so many milliseconds of processor time. */
const timeCalls = (call: () => unknown, milliseconds: number): number => {
  const start = processorTime()
  for (let calls = 0, more = 16; ; more *= 2) {
    for (let i = 0; i < more; i++) call()
    calls += more
    const spent = processorTime() - start
    if (spent >= milliseconds) return (1000 * spent) / calls
  }
}

/** The tool's microseconds of one layer: what a file of many copies takes longer than a file of one. */
const timeTool = (plan: Plan, tool: string, text: MappingText, index: number): Either<string, number> => {
  const run = (copies: number) => runTool(tool, plan.hardware, copiesOfLayer(text, index, copies), copies)
  const one = run(1)
  if (one._tag === 'Left') return one
  return map((many: number) => perCopy(one.right, many, plan.copies))(run(1 + plan.copies))
}

/** Times the tool on a layer, unless it failed there before. */
const addToolTime = (
  plan: Plan,
  tool: string,
  text: MappingText | null,
  index: number,
  subject: Subject,
): void => {
  if (subject.failure !== null) return
  const time: Either<string, number> =
    text === null
      ? left('The tool cannot be given this layer alone: the file could not be taken apart.')
      : timeTool(plan, tool, text, index)
  if (time._tag === 'Left') subject.failure = time.left
  else subject.tool.push(time.right)
}

const timesOf = ({ name, ours, tool, refusal, failure }: Subject): LayerTimes => ({
  name,
  ours: median(ours),
  tool: median(tool),
  notes: [refusal, failure].filter((note) => note !== null),
})

const readLayers = (text: string, file: string): Either<string, readonly NotatedLayer[]> => {
  const networks = parseNetworks(text, { file })
  return networks._tag === 'Left'
    ? left(renderErrors(networks.left))
    : right(networks.right.flatMap(({ layers }) => layers))
}

const measureLayers = (
  plan: Plan,
  file: string,
  text: string,
  layers: readonly NotatedLayer[],
): FileTimes => {
  const hardware = hardwareOf(plan.hardware)
  const subjects = layers.map((layer) => subjectOf(layer, hardware))
  const cut = cutMapping(text)
  const cutLayers = cut?.layers.length === layers.length ? cut : null
  for (const { estimate } of subjects) if (estimate) timeCalls(estimate, plan.warmUp / subjects.length)
  const processes: number[] = []
  const failures: string[] = []
  for (let repetition = 0; repetition < plan.repetitions; repetition++) {
    const whole = plan.tool === null ? null : runTool(plan.tool, plan.hardware, text, layers.length)
    if (whole?._tag === 'Right') processes.push(whole.right)
    if (whole?._tag === 'Left') failures.push(whole.left)
    subjects.forEach((subject, i) => {
      if (plan.tool !== null) addToolTime(plan, plan.tool, cutLayers, i, subject)
      if (subject.estimate) subject.ours.push(timeCalls(subject.estimate, plan.sample))
    })
  }
  return {
    file: basename(file),
    layers: subjects.map(timesOf),
    process: median(processes),
    notes: failures.slice(0, 1),
  }
}

/** Left: the file cannot be read. */
export const measureFile = (plan: Plan, file: string, text: string): Either<string, FileTimes> =>
  map((layers: readonly NotatedLayer[]) => measureLayers(plan, file, text, layers))(readLayers(text, file))

/** Runs the tool once on a mapping, to learn whether it runs at all: null, or what failed and what was tried. */
export const tryTool = (tool: string, hardware: ToolHardware, text: string): string | null => {
  const layers = cutMapping(text)?.layers.length ?? 0
  const run = runTool(tool, hardware, text, layers)
  return run._tag === 'Left' ? run.left : null
}
