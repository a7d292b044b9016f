/** The program as a process, and everything that its help shows. */
import { execFile, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readBytes, writeText } from '../../src/cli/host'
import { helpExamples, helpText } from '../../src/cli/invocation/help'
import { main } from '../../src/cli/main'
import { fileOf, partOf } from '../formats/support'
import { type Built, buildProgram } from './built'
import { wordsOf } from './support'

const execute = promisify(execFile)

let built: Built
let folder: string

beforeAll(async () => {
  built = await buildProgram()
  folder = mkdtempSync(join(tmpdir(), 'cli-'))
  writeFileSync(
    join(folder, 'mapping.m'),
    'Network n { Layer A { Type: GEMM\n Dimensions { M: 8, N: 8, K: 8 }\n Dataflow { SpatialMap(1,1) M; TemporalMap(1,1) N; } } }\n',
  )
  writeFileSync(
    join(folder, 'hardware.m'),
    'num_pes: 4\nnoc_bw_cstr: 4\nl1_size_cstr: 64\nl2_size_cstr: 512\n',
  )
  const files = {
    'problem.yaml': partOf('product.timeloop.yaml', 'problem'),
    'arch.yaml': partOf('product.timeloop.yaml', 'architecture'),
    'mapping.yaml': partOf('product.timeloop.yaml', 'mapping'),
    'conv.yaml': fileOf('vision.zigzag.yaml'),
    'accelerator.yaml': fileOf('split.zigzag-accelerator.yaml'),
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
})

afterAll(() => {
  built.remove()
  rmSync(folder, { recursive: true, force: true })
})

const at = (file: string): string => join(folder, file)

type Way = {
  readonly threads?: number
  readonly isTerminal?: boolean
  readonly worker?: URL
  readonly signal?: AbortSignal
  readonly onWrite?: (text: string) => void
}

/** The program in this process, with files of the folder. */
const here = async (line: string, way: Way = {}) => {
  const out: string[] = []
  const err: string[] = []
  const code = await main(wordsOf(line), {
    read: (file) => readBytes(at(file)),
    write: (file, text) => {
      const reason = writeText(at(file), text)
      way.onWrite?.(text)
      return reason
    },
    print: (text) => out.push(text),
    say: (text) => err.push(text),
    isTerminal: way.isTerminal ?? false,
    cores: way.threads ?? 2,
    version: '1.2.3',
    worker: way.worker ?? built.worker,
    interruption: () => way.signal ?? new AbortController().signal,
  })
  return { code, out: out.join(''), err: err.join('') }
}

/** The program as a process of its own. */
const outside = async (line: string): Promise<{ code: number; out: string; err: string }> => {
  try {
    const { stdout, stderr } = await execute(process.execPath, [built.program, ...wordsOf(line)], {
      cwd: folder,
    })
    return { code: 0, out: stdout, err: stderr }
  } catch (thrown) {
    // What execFile rejects with.
    const { code, stdout, stderr } = thrown as { code: number; stdout: string; stderr: string }
    return { code, out: stdout, err: stderr }
  }
}

describe('the help', () => {
  /** An example as the help shows it, but for how long a search goes on: of a value that is given twice the last counts. */
  const shortened = (line: string) => (line.startsWith('map') ? `${line} --nodes 20` : line)

  test.each([...new Set(helpExamples)])('%s', async (line) => {
    // One thread: that several answer the same is tested below.
    const { code, out, err } = await here(shortened(line), { threads: 1 })
    expect({
      code,
      err: err.replace(/^note: .*$/gm, '').trim(),
    }).toEqual({ code: 0, err: '' })
    expect(out.length).toBeGreaterThan(100)
    const [, file] = /--(?:svg|resume|write) (\S+)/.exec(line) ?? []
    if (file !== undefined) expect(existsSync(at(file))).toBe(true)
  })

  test('is printed by the process, with its version', async () => {
    expect(await outside('map --help')).toEqual({
      code: 0,
      out: helpText((await import('../../src/cli/invocation/commands')).commands[1]!),
      err: '',
    })
    expect(await outside('--version')).toEqual({ code: 0, out: '1.2.3\n', err: '' })
  })
})

describe('exit codes', () => {
  test.each([
    ['estimate mapping.m --on hardware.m', 0],
    ['estimate nothing.m --on hardware.m', 1],
    ['estimate mapping.m --on hardware.m --svg no/such/folder.svg', 1],
    ['map mapping.m --on hardware.m --resume no/such/folder', 1],
    ['estimate mapping.m --onn hardware.m', 2],
    ['estimate mapping.m --on hardware.m --svg picture.svg --theme dusk', 2],
    ['explore mapping.m --on hardware.m --l1 1', 3],
    ['nothing', 2],
  ])('%s: %d', async (line, code) => {
    expect((await here(line)).code).toBe(code)
  })

  test('of a process, with what was said', async () => {
    const { code, out, err } = await outside('estimate mapping.m --onn hardware.m')
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain('Did you mean --on?')
    expect(err).toContain('See maestro-dataflow estimate --help.')
  })
})

describe('pictures', () => {
  test.each([
    ['', '#ffffff'],
    [' --theme light', '#ffffff'],
    [' --theme dark', '#161b22'],
  ])('with%s have the background %s', async (theme, background) => {
    const { code, err } = await here(`estimate mapping.m --on hardware.m --svg picture.svg${theme}`)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(/<rect[^>]* fill="([^"]*)"/.exec(readFileSync(at('picture.svg'), 'utf8'))?.[1]).toBe(background)
  })

  test('have no theme that is neither', async () => {
    const { err } = await here('estimate mapping.m --on hardware.m --theme dusk')
    expect(err).toContain('--theme must be one of light and dark, but it is dusk.')
  })
})

describe('mappings that are written', () => {
  const line = 'map ncf --layer 1 --on nvdla --divisors --objective runtime --nodes 50 --json'

  test.each(['m', 'yaml'])('as .%s are estimated as they were found', async (ending) => {
    const { out, code } = await here(`${line} --write found.${ending}`)
    const found = JSON.parse(out) as { best: { runtime: number; energy: number } }
    const again = await here(`estimate found.${ending} --on nvdla --json`)
    const estimate = JSON.parse(again.out) as { runtime: number; energy: { total: number } }
    expect([code, again.code]).toEqual([0, 0])
    expect([estimate.runtime, estimate.energy.total]).toEqual([found.best.runtime, found.best.energy])
  })

  test('as loops in the manner of C, each layer under its name', async () => {
    const { code } = await here('map conv.yaml --on accelerator.yaml --divisors --nodes 20 --write found.c')
    const text = readFileSync(at('found.c'), 'utf8')
    expect(code).toBe(0)
    expect(text.match(/^\/\/ (?:Conv 0|Pooling 1|Add 2)$/gm)).toHaveLength(3)
    expect(text).toContain('parallel_for (int')
  })

  test('as .yaml are those of one layer', async () => {
    const { code, err } = await here('map conv.yaml --on accelerator.yaml --nodes 20 --write many.yaml')
    expect([code, existsSync(at('many.yaml'))]).toEqual([2, false])
    expect(err).toContain('conv.yaml has several layers, and a file of Timeloop is of one layer.')
  })

  test('have tiles that divide what they tile', async () => {
    writeFileSync(
      at('odd.json'),
      JSON.stringify({
        layer: { kind: 'gemm', name: 'odd', sizes: { M: 7, N: 5, K: 3 } },
        hardware: { pes: 4, l1: { capacity: 400 } },
        space: { tiles: { M: [4] } },
      }),
    )
    const { code, err } = await here('map odd.json --nodes 50 --write odd.c')
    expect(code).toBe(1)
    expect(err).toMatch(/odd\.c is not written: Tiles of 4 do not divide M/)
    expect(err).toContain('With --divisors, tiles divide their extents.')
    // What the document says of tiles holds.
    expect((await here('map odd.json --divisors --nodes 50 --write odd.c')).code).toBe(1)
  })
})

const search = 'map ncf --on eyeriss --nodes 300 --json'

describe('a search on threads', () => {
  test('answers the same on any number of them', async () => {
    const [one, three] = [await here(`${search} --threads 1`), await here(`${search} --threads 3`)]
    expect(three.out).toBe(one.out)
    expect(JSON.parse(one.out)).toMatchObject({ layers: { length: 4 } })
  })

  test('shows how far it is on a terminal', async () => {
    const { err } = await here('map ncf --on eyeriss --nodes 300', { isTerminal: true })
    expect(err.split('\r\u001b[K')[1]).toMatch(/^\[#* *\] +\d+ % {2}\d:\d\d/)
  })

  test('is stopped, keeps what is finished, and goes on', async () => {
    const whole = await here(search)
    const controller = new AbortController()
    const line = `${search} --resume part.search`
    const stopped = await here(line, {
      threads: 1,
      signal: controller.signal,
      onWrite: (text) => {
        if (text.includes('"finished":[{"part":')) controller.abort()
      },
    })
    expect(stopped.code).toBe(130)
    expect(stopped.err).toMatch(
      /Interrupted: 1 of 4 parts are finished and kept in part\.search, with the results of the others so far\./,
    )
    const kept = JSON.parse(readFileSync(at('part.search'), 'utf8')) as { finished: unknown[] }
    expect(kept.finished).toHaveLength(1)
    const resumed = await here(line)
    expect({ code: resumed.code, out: resumed.out }).toEqual({ code: 0, out: whole.out })
    // Nothing is left to do.
    expect((await here(line)).out).toBe(whole.out)
  })

  test('a file of another search is not written over', async () => {
    writeFileSync(at('other.search'), '{}')
    expect((await here(`${search} --resume other.search`)).code).toBe(1)
    expect(readFileSync(at('other.search'), 'utf8')).toBe('{}')
  })

  test('a thread that cannot be started is said', async () => {
    const { code, err } = await here(search, { worker: new URL('./nothing.js', built.worker) })
    expect(code).toBe(1)
    expect(err).toContain('A worker thread has ended')
  })

  test('Ctrl-C ends the process with what was found', async () => {
    const child = spawn(
      process.execPath,
      [built.program, ...wordsOf('map resnet50 --on eyeriss --nodes 100000000 --gap 0 --resume long.search')],
      { cwd: folder },
    )
    const [out, err] = [[] as string[], [] as string[]]
    child.stdout.on('data', (data) => out.push(String(data)))
    child.stderr.on('data', (data) => err.push(String(data)))
    const poll = setInterval(() => {
      if (!existsSync(at('long.search'))) return
      clearInterval(poll)
      child.kill('SIGINT')
    }, 20)
    const code = await new Promise((resolve) => child.on('close', resolve))
    expect(code).toBe(130)
    expect(err.join('')).toMatch(/Interrupted: \d+ of 336 parts/)
    expect(out.join('')).toContain('resnet50 on eyeriss')
  })
})
