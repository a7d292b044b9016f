/**
 * How long the first estimates of a process take, before V8 has optimized anything: the mean of the first thousand
 * `estimate` calls, over every layer of ResNet-50 under the paper's five dataflows, with the start of the kernel. Processor
 * time of a process of its own, the median of several; `--check` fails where it is three times the bound.
 *
 * Processor time counts V8's compilers too, which run beside the calls.
 */
import { execFileSync } from 'node:child_process'
import { accelerator, estimate } from 'maestro-dataflow'
import { paperDataflows, resnet50 } from 'maestro-dataflow/catalog'
import { shownTime } from './shown'

const calls = 1000
const processes = 15
/** Microseconds. */
const bound = 40

/** Microseconds of processor time of each of the first calls. */
const meanOfFirst = (): number => {
  const hardware = accelerator({ pes: 256, noc: { bandwidth: 32, latency: 1 } })
  const { user, system } = process.cpuUsage()
  for (let i = 0; i < calls; i++) {
    const layer = resnet50[Math.floor(i / paperDataflows.length) % resnet50.length]!
    estimate(layer, paperDataflows[i % paperDataflows.length]!, hardware)
  }
  const spent = process.cpuUsage({ user, system })
  return (spent.user + spent.system) / calls
}

if (process.argv.includes('--child')) console.log(meanOfFirst())
else {
  const means = Array.from({ length: processes }, () =>
    Number(execFileSync(process.execPath, [process.argv[1]!, '--child'], { encoding: 'utf8' })),
  ).sort((a, b) => a - b)
  const median = means[processes >> 1]!
  console.log(
    `mean of the first ${calls} calls of \`estimate\`, median of ${processes} processes: ${shownTime(median)}`,
    `(from ${shownTime(means[0]!)} to ${shownTime(means[processes - 1]!)}; bound ${shownTime(bound)})`,
  )
  if (median > 3 * bound && process.argv.includes('--check')) process.exitCode = 1
}
