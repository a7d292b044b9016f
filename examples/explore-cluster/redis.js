/** A Redis of our own, in memory only, which lives no longer than this process, however that ends. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'

/** @param {string} command @param {readonly string[]} args */
const succeeds = (command, ...args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0
const isThere = () => succeeds('redis-server', '--version')
const install = () => succeeds('apt-get', 'install', '-y', 'redis-server')

/** Whether there is a Redis, installed (by root, on Debian and its like) if there was none. */
export const haveRedis = () =>
  isThere() || ((install() || (succeeds('apt-get', 'update') && install())) && isThere())

const freePort = async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('a server on a port has an address')
  return address.port
}

// The pipe at 3 closes when stop() says so, or when this process is gone: then the shell's background part ends Redis,
// which took the place of the shell.
const script = '{ read _; kill $$; } <&3 >/dev/null 2>&1 & exec redis-server "$@" 3<&-'

export const startRedis = async () => {
  const port = await freePort()
  const settings = [
    '--port',
    `${port}`,
    '--bind',
    '127.0.0.1',
    '--dir',
    tmpdir(),
    '--save',
    '',
    '--appendonly',
    'no',
  ]
  // In a group of its own, so that a Ctrl-C is ours to handle.
  const redis = spawn('sh', ['-c', script, 'sh', ...settings], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
  })
  const ended = once(redis, 'exit')
  let log = ''
  for await (const line of redis.stdout ?? []) {
    log += line
    if (log.includes('Ready to accept connections')) break
  }
  if (!log.includes('Ready to accept connections')) throw new Error(`Redis did not start:\n${log}`)

  const stop = async () => {
    redis.stdio[3]?.destroy()
    await ended
  }
  return { url: `redis://127.0.0.1:${port}`, stop }
}
