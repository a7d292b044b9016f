/**
 * How long `estimate` takes for each layer of mapping files and, where its path is given, how long the public MAESTRO tool
 * takes, in turn. Processor time of both, medians. The tool is a program that reads a file and prints results, so a layer's
 * time there is what a file with many copies of the layer takes longer than one with a single copy.
 */
import { existsSync, readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { readArguments, usage } from './tool/arguments'
import { type FileTimes, filesTable, fileTable } from './tool/figures'
import { measureFile, type Plan, tryTool } from './tool/measure'
import { commandOf } from './tool/process'

const fail = (message: string): void => {
  console.error(message)
  process.exitCode = 1
}

const measureAll = (plan: Plan, mappings: readonly string[]): void => {
  const measured: FileTimes[] = []
  for (const file of mappings) {
    const times = measureFile(plan, file, readFileSync(file, 'utf8'))
    if (times._tag === 'Left') {
      fail(`${file} was left out:\n${times.left}`)
      continue
    }
    measured.push(times.right)
    console.log(`\n${fileTable(times.right)}`)
  }
  console.log(`\n${filesTable(measured)}`)
}

const given = readArguments(process.argv.slice(2))
const missing = given._tag === 'Right' ? given.right.mappings.find((file) => !existsSync(file)) : undefined
if (given._tag === 'Left') fail(`${given.left}\n\n${usage}`)
else if (missing !== undefined) fail(`There is no file ${missing}.`)
else {
  const { tool, mappings, hardware } = given.right
  const plan: Plan = { tool, hardware, repetitions: 5, copies: 64, warmUp: 400, sample: 4 }
  const problem = tool === null ? null : tryTool(tool, hardware, readFileSync(mappings[0]!, 'utf8'))
  if (problem !== null) fail(`${problem}\n\n${usage}`)
  else {
    const { pes, bandwidth, latency } = hardware
    console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}`)
    console.log(`${pes} PEs, bandwidth ${bandwidth}, latency ${latency}; processor time, medians`)
    console.log(
      tool === null
        ? `Only this library: no path of the public tool was given.\n${usage}`
        : `The tool: ${commandOf(tool, hardware).join(' ')}`,
    )
    measureAll(plan, mappings)
  }
}
