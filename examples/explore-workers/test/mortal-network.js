/** The small network, of which one thread is killed after its third report. */
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parentPort } from 'node:worker_threads'

export { network } from './small-network.js'

/** There once a thread was killed; the next ones live. */
export const marker = join(tmpdir(), `mortal-network-${process.pid}`)

const killFirst = () => {
  try {
    writeFileSync(marker, '', { flag: 'wx' })
  } catch {
    return
  }
  process.exit(1)
}

if (parentPort !== null) {
  const port = parentPort
  const send = port.postMessage.bind(port)
  let reports = 0
  port.postMessage = (/** @type {unknown} */ message) => {
    send(message)
    reports++
    if (reports === 3) killFirst()
  }
}
