import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

/** @param {string} path */
const file = (path) => fileURLToPath(new URL(path, import.meta.url))
const args = [file('../main.js'), '--space']

test('without a terminal, progress is a line for each tenth, and the answer is on its own', () => {
  const all = [...args, file('./small-space.js'), '--threads', '2']
  const { status, stdout, stderr } = spawnSync(process.execPath, all, { encoding: 'utf8' })
  assert.equal(status, 0)
  assert.match(stderr, /^(\d+ %, .* designs, .*\/s\n)+$/)
  assert.match(stderr, /^100 %/m)
  assert.ok(stderr.split('\n').length <= 12)
  assert.match(stdout, /of 960 designs are valid/)
})

test('Ctrl-C prints what is known', async () => {
  const all = [...args, file('./endless-space.js'), '--threads', '2', '--chunk', '1000000']
  const explorer = spawn(process.execPath, all)
  explorer.stderr.once('data', () => explorer.kill('SIGINT'))
  const [stdout, [status]] = await Promise.all([text(explorer.stdout), once(explorer, 'exit')])
  assert.equal(status, 130)
  assert.match(stdout, /cancelled/)
  assert.match(stdout, /[1-9]\d* of [1-9]\d* designs are valid/)
})

test('an option that is no number is refused', () => {
  const { status, stderr } = spawnSync(process.execPath, [
    ...args,
    file('./small-space.js'),
    '--shards',
    'many',
  ])
  assert.equal(status, 1)
  assert.match(String(stderr), /--shards must be a positive integer, but it is many/)
})
