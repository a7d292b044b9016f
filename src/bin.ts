#!/usr/bin/env node
/** The program `maestro-dataflow`. */
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { readBytes, writeText } from './cli/host'
import { main } from './cli/main'

const versionOf = (): string => {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  return (JSON.parse(manifest) as { readonly version: string }).version // as npm has it
}

/** The second interruption ends the program as it ends others. */
const interruption = (): AbortSignal => {
  const controller = new AbortController()
  process.once('SIGINT', () => controller.abort())
  process.once('SIGTERM', () => controller.abort())
  return controller.signal
}

// A reader such as head may close the pipe before everything is written.
process.stdout.on('error', () => {})

process.exitCode = await main(process.argv.slice(2), {
  read: readBytes,
  write: writeText,
  print: (text) => process.stdout.write(text),
  say: (text) => process.stderr.write(text),
  isTerminal: process.stderr.isTTY === true,
  cores: availableParallelism(),
  version: versionOf(),
  worker: new URL('./cli-worker.js', import.meta.url),
  interruption,
})
