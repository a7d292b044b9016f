/**
 * What grows: spaces whose time or memory once grew with the length of an axis instead of with what its values change. Each
 * is explored in a process of its own, because memory is measured as the largest resident set of a process.
 *
 * `--check` fails where a space takes three times its bound (a shared machine is noisy; bounds are claimed from a quiet run).
 * A name, or a part of it, selects spaces: `npm run bench:growth -- simd`.
 */
import { spawnSync } from 'node:child_process'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { cluster, conv2d, dataflow, gemm, orThrow, spatialMap, sz, temporalMap } from 'maestro-dataflow'
import { nvdlaArea28nm } from 'maestro-dataflow/catalog'
import { explore, range, type Space } from 'maestro-dataflow/explore'
import { type PaperSpace, sizedHardware, spaces } from '../examples/explore-spaces'

const [[, limited]] = spaces as unknown as readonly [readonly [string, PaperSpace]]
const [, [, deep]] = spaces as unknown as readonly [unknown, readonly [string, PaperSpace]]
const { budget: limits, ...paper } = limited
const { budget: noLimits, ...deepPaper } = deep

/** Evenly spaced values up to the largest. */
const spaced = (count: number, largest: number): readonly number[] =>
  range(largest / count, largest, largest / count)

const rowStationary = {
  layer: gemm({ M: 4096, N: 1024, K: 1024 }),
  hardware: { area: nvdlaArea28nm },
  dataflow: () => dataflow('rows', [spatialMap(1, 1, 'M'), temporalMap(64, 64, 'K'), temporalMap(1, 1, 'N')]),
  pes: range(1, 1024),
  bandwidth: range(1, 4096),
  objectives: ['runtime', 'energy', 'area'],
} as const

const oneTile = { parameters: { tileK: [4], tileC: [16] } }

const single = conv2d({ K: 64, C: 64, R: 3, S: 3, Y: 58, X: 58 })

const clustered = (k: number, c: number, y: number, x: number) =>
  dataflow('tiles', [
    spatialMap(k, k, 'K'),
    temporalMap(c, c, 'C'),
    temporalMap(sz('R'), sz('R'), 'R'),
    temporalMap(sz('S'), sz('S'), 'S'),
    temporalMap(y, y, "Y'"),
    temporalMap(x, x, "X'"),
    cluster(4),
    spatialMap(1, 1, 'C'),
  ])

type Kind = {
  readonly name: string
  readonly space: () => Space<string>
  /** Seconds and megabytes; null where nothing is promised. */
  readonly seconds: number | null
  readonly megabytes: number | null
}

const kind = <P extends string>(
  name: string,
  space: () => Space<P>,
  seconds: number | null = 2,
  megabytes: number | null = 300,
): Kind => ({ name, space: space as unknown as () => Space<string>, seconds, megabytes })

const kinds: readonly Kind[] = [
  ...[16, 256, 1024, 4096].map((n) =>
    kind(`X1: budget, ${n} × ${n} capacities`, () => ({
      ...limited,
      budget: { area: 16e6, power: 450 },
      l1: spaced(n, 4096),
      l2: spaced(n, 524288),
    })),
  ),
  ...[8, 64].map((n) => kind(`X2: rows, simd 1..${n}`, () => ({ ...rowStationary, simd: range(1, n) }))),
  kind('X3: simd 1..2^20', () => ({
    ...paper,
    ...oneTile,
    simd: range(1, 2 ** 20),
    pes: [256],
    bandwidth: [16],
    l1: [1024],
    l2: [131072],
  })),
  kind('X4: a bandwidth of 1e-9', () => ({ ...paper, bandwidth: [1e-9, ...range(1, 255)] })),
  kind('X4: the same, 4096 × 4096 capacities', () => ({
    ...paper,
    bandwidth: [1e-9, ...range(1, 255)],
    l1: spaced(4096, 4096),
    l2: spaced(4096, 524288),
  })),
  kind('X5: 8e15 MACs', () => ({
    layer: gemm({ M: 200_000, N: 200_000, K: 200_000 }),
    hardware: {},
    dataflow: ({ tile }: { tile: number }) =>
      dataflow('rows', [spatialMap(tile, tile, 'M'), temporalMap(64, 64, 'K'), temporalMap(1, 1, 'N')]),
    parameters: { tile: [1, 2, 4, 8] },
    pes: range(1, 1024),
    bandwidth: range(1, 256),
    l1: paper.l1 ?? [],
    l2: paper.l2 ?? [],
  })),
  kind('X8: pes 1..2^20, simd 1..64', () => ({
    layer: paper.layer,
    hardware: paper.hardware ?? {},
    dataflow: paper.dataflow,
    ...oneTile,
    pes: range(1, 2 ** 20),
    simd: range(1, 64),
    bandwidth: range(1, 16),
  })),
  kind('average power', () => ({
    ...paper,
    hardware: { ...sizedHardware, clock: 2e8, energy: { ...sizedHardware.energy, unit: 'pJ' as const } },
    budget: { averagePower: 40 },
  })),
  kind(
    'X7: six objectives, 64 tile pairs',
    () => ({
      ...deepPaper,
      hardware: sizedHardware,
      objectives: ['runtime', 'energy', 'edp', 'area', 'power', 'utilization'],
    }),
    null,
    null,
  ),
  kind(
    'mappings: 512 × 512 tiles',
    () => ({
      layer: gemm({ M: 512, N: 512, K: 512 }),
      hardware: { pes: 256, noc: { bandwidth: 32 } },
      parameters: { m: range(1, 512), n: range(1, 512) },
      dataflow: ({ m, n }: { m: number; n: number }) =>
        dataflow('tiled', [spatialMap(m, m, 'M'), temporalMap(n, n, 'N'), temporalMap(1, 1, 'K')]),
    }),
    1,
    null,
  ),
  kind(
    'mappings: 16^4 tiles',
    () => ({
      layer: single,
      hardware: { pes: 256, noc: { bandwidth: 32 } },
      parameters: { k: range(1, 16), c: range(1, 16), y: range(1, 16), x: range(1, 16) },
      dataflow: ({ k, c, y, x }: { k: number; c: number; y: number; x: number }) => clustered(k, c, y, x),
    }),
    0.8,
    null,
  ),
]

const measure = (index: number): void => {
  const space = kinds[index]!.space()
  const start = performance.now()
  const before = process.cpuUsage()
  const { designs, front } = orThrow(explore(space))
  const seconds = (performance.now() - start) / 1000
  const { user, system } = process.cpuUsage(before)
  console.log(
    JSON.stringify({
      ...{ total: designs.total, valid: designs.valid, front: front.length, seconds },
      cpu: (user + system) / 1e6,
      megabytes: process.resourceUsage().maxRSS / 1024,
    }),
  )
}

type Measured = {
  readonly total: number
  readonly valid: number
  readonly front: number
  readonly seconds: number
  readonly cpu: number
  readonly megabytes: number
}

const measuredApart = (index: number): Measured => {
  const args = [fileURLToPath(import.meta.url), '--child', `${index}`]
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout)
}

const compare = (words: readonly string[]): void => {
  const machine = `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}`
  console.log(`${machine}; processor time of one exploration, and the largest resident set of its process\n`)
  let wrong = 0
  const names = words.filter((word) => !word.startsWith('--'))
  kinds.forEach(({ name, seconds, megabytes }, index) => {
    if (names.length > 0 && !names.some((word) => name.includes(word))) return
    const { total, valid, front, cpu, megabytes: taken } = measuredApart(index)
    if (seconds !== null && cpu > 3 * seconds) wrong++
    if (megabytes !== null && taken > 3 * megabytes) wrong++
    const cells = [
      `${total.toExponential(1)} designs`,
      `${cpu.toFixed(2)} s`,
      seconds === null ? '' : `≤ ${seconds} s`,
      `${taken.toFixed(0)} MB`,
      megabytes === null ? '' : `≤ ${megabytes} MB`,
      `${(total / cpu).toExponential(1)}/s`,
      `valid ${valid}`,
      `front ${front}`,
    ]
    console.log(name.padEnd(40), ...cells.map((cell) => cell.padStart(12)))
  })
  if (wrong > 0 && words.includes('--check')) {
    console.error('error: a space takes more than three times its bound')
    process.exitCode = 1
  }
}

const given = process.argv.slice(2)
if (given[0] === '--child') measure(Number(given[1]))
else compare(given)
