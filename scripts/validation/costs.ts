/** What the model is not told, or does not know, and what each thing costs. */
import { estimate, type Layer, layer, type Operator, orThrow } from 'maestro-dataflow'
import { eyerissPassNetworks } from 'maestro-dataflow/catalog'
import type { SourceId, Validation, ValidationVariant } from 'maestro-dataflow/validation'
import { table } from '../../examples/table'
import type { Row, Run } from '../../src/validation/source'
import { sources } from '../../src/validation/sources'
import { statisticsOf, type ValidationStatistics } from '../../src/validation/statistics'
import { percent, signed } from './words'

type Change = (run: Run, row: Row) => Run

/** Errors of some rows of a source, with every run changed. */
const errorsOf = (
  id: SourceId,
  variant: ValidationVariant,
  isMeant: (row: Row) => boolean = () => true,
  change: Change = (run) => run,
): ValidationStatistics => {
  const rows = sources[id].rows().filter(isMeant)
  const errors = rows.map((row) => {
    const estimates = row.runs(variant).map((run) => {
      const changed = change(run, row)
      return orThrow(estimate(changed.layer, changed.dataflow, changed.hardware))
    })
    return { shape: row.shape, error: row.figure(estimates, variant) / row.published - 1 }
  })
  return statisticsOf(errors)
}

/** What `as documented` adds, in short. */
const additions: Readonly<Partial<Record<SourceId, string>>> = {
  'eyeriss-alexnet': 'a bus for each tensor',
  'eyeriss-alexnet-power': 'gating of zeros',
  'fpga23-cnn-accel': 'channels in groups of 4',
  'yolov2-zynq': 'a port for each tensor',
  gemmini: 'tiles that are loaded again',
  'scale-sim': 'skew, and operands that are loaded first',
  'timeloop-dosa': 'ports that reads and writes share',
  'zigzag-gemm': 'a port that reads and writes share',
}

const documentedTable = (validations: readonly Validation[]): string =>
  table(
    ['stated by a document', 'source', 'n', 'without', 'with'],
    validations.flatMap(({ source, variant, quotable, n, mean }) => {
      const before = validations.find((each) => each.source === source && each.variant === 'as is')
      return quotable && variant === 'as documented' && before !== undefined
        ? [[additions[source] ?? '', source, n.toLocaleString('en'), percent(before.mean), percent(mean)]]
        : []
    }),
    2,
  )

const isOneByOne = ({ shape }: Row): boolean => / 1 × 1 stride /.test(shape)
const strideOf = ({ shape }: Row): number => Number(/stride (\d+)$/.exec(shape)?.[1])
const isPlainOneByOne = (row: Row): boolean => isOneByOne(row) && strideOf(row) === 1
const isStridedOneByOne = (row: Row): boolean => isOneByOne(row) && strideOf(row) > 1

/** A bus of 40 elements in a cycle for pixels, which stream past the array once for each round of output channels. */
const withPixelBus: Change = (run) => ({
  ...run,
  hardware: {
    ...run.hardware,
    noc: [{ channels: [{ tensors: ['B'], bandwidth: 40 }] }, { latency: 0 }],
    clusters: [{ keep: { B: false } }, {}],
  },
})

/** A matrix product whose columns are every so manieth pixel. */
const strided = (step: number): Operator => ({
  name: 'a product with every so manieth pixel',
  dimensions: ['M', 'N', 'K'],
  tensors: [
    {
      name: 'A',
      role: 'input',
      axes: [[{ dimension: 'M', coefficient: 1 }], [{ dimension: 'K', coefficient: 1 }]],
    },
    {
      name: 'B',
      role: 'input',
      axes: [[{ dimension: 'K', coefficient: 1 }], [{ dimension: 'N', coefficient: step }]],
    },
    {
      name: 'C',
      role: 'output',
      axes: [[{ dimension: 'M', coefficient: 1 }], [{ dimension: 'N', coefficient: 1 }]],
    },
  ],
})

const sizesOf = (given: Layer): Readonly<Record<string, number>> => given.sizes

/** The pixels that a stride skips travel too. */
const withSkippedPixels: Change = (run, row) => {
  const bused = withPixelBus(run, row)
  return {
    ...bused,
    layer: layer(strided(strideOf(row) ** 2), sizesOf(run.layer)),
    hardware: { ...bused.hardware, l2: { contiguous: ['B'] } },
  }
}

/** Both, where they apply. */
const withPixels: Change = (run, row) => {
  if (isStridedOneByOne(row)) return withSkippedPixels(run, row)
  return isOneByOne(row) ? withPixelBus(run, row) : run
}

const shapesOf = (id: SourceId, network: string): ReadonlySet<string> =>
  new Set(
    sources[id]
      .rows()
      .filter(({ layer: name }) => name.split(' ').includes(network))
      .map(({ shape }) => shape),
  )

const withHardware =
  (changed: Run['hardware']): Change =>
  (run) => ({ ...run, hardware: { ...run.hardware, ...changed } })

type Assumption = readonly [
  what: string,
  of: string,
  without: ValidationStatistics,
  withIt: ValidationStatistics,
]

const assumptions = (): readonly Assumption[] => {
  const fpga = (isMeant: (row: Row) => boolean, change?: Change) =>
    errorsOf('fpga23-cnn-accel', 'as documented', isMeant, change)
  // The bus was read off ResNet-50.
  const seen = shapesOf('fpga23-cnn-accel', 'resnet50')
  const isUnseen = ({ shape }: Row): boolean => !seen.has(shape)
  const chip = sources['eyeriss-alexnet'].rows()[0]?.runs('as is')[0]?.hardware
  return [
    [
      'a network of 4 words, not the public tool’s 14',
      'eyeriss-alexnet',
      errorsOf(
        'eyeriss-alexnet',
        'as is',
        undefined,
        withHardware({ pes: chip?.pes ?? 0, noc: eyerissPassNetworks(14) }),
      ),
      errorsOf('eyeriss-alexnet', 'as is'),
    ],
    [
      'first transfers that nothing hides',
      'eyeriss-alexnet-maestro',
      errorsOf(
        'eyeriss-alexnet-maestro',
        'as is',
        undefined,
        withHardware({ pes: chip?.pes ?? 0, overlap: 'across-runs' }),
      ),
      errorsOf('eyeriss-alexnet-maestro', 'as is'),
    ],
    [
      'calibrated: a bus for pixels of 40 elements',
      'fpga23-cnn-accel, 1 × 1',
      fpga(isPlainOneByOne),
      fpga(isPlainOneByOne, withPixelBus),
    ],
    [
      'pixels that a stride skips, on that bus',
      'fpga23-cnn-accel, 1 × 1 strided',
      fpga(isStridedOneByOne, withPixelBus),
      fpga(isStridedOneByOne, withSkippedPixels),
    ],
    ['both, where they apply', 'fpga23-cnn-accel', fpga(() => true), fpga(() => true, withPixels)],
    [
      'both, where they apply',
      'fpga23-cnn-accel, not in ResNet-50',
      fpga(isUnseen),
      fpga(isUnseen, withPixels),
    ],
  ]
}

const assumptionTable = (): string =>
  table(
    ['assumed', 'source', 'n', 'without', 'with'],
    assumptions().map(([what, of, without, withIt]) => [
      what,
      of,
      String(withIt.n),
      percent(without.mean),
      percent(withIt.mean),
    ]),
    2,
  )

const macsOf = ({ layer: name }: Row): number =>
  (name.match(/\d+(?= ×)|(?<=× )\d+/g) ?? []).reduce((product, size) => product * Number(size), 1)

const filterOf = ({ shape }: Row): string => /(\d+) × \d+ stride/.exec(shape)?.[1] ?? ''

type Group = readonly [source: SourceId, name: string, isMeant: (row: Row) => boolean]

const groups: readonly Group[] = [
  ['tenstorrent-p150', 'BFLOAT16 HiFi4, the slowest MACs', ({ layer: name }) => name.includes('HiFi4')],
  ['tenstorrent-p150', 'BFLOAT16 HiFi2', ({ layer: name }) => name.includes('HiFi2')],
  ['tenstorrent-p150', 'BFLOAT8_B LoFi, the fastest MACs', ({ layer: name }) => name.includes('LoFi')],
  ['tenstorrent-p150', 'more than 2 · 10^10 MACs', (row) => macsOf(row) > 2e10],
  ['fpga23-cnn-accel', '3 × 3, stride 1', (row) => filterOf(row) === '3' && strideOf(row) === 1],
  [
    'fpga23-cnn-accel',
    '3 × 3 to 11 × 11, other',
    (row) => !isOneByOne(row) && !(filterOf(row) === '3' && strideOf(row) === 1),
  ],
  ['fpga23-cnn-accel', '1 × 1, stride 1', isPlainOneByOne],
  ['fpga23-cnn-accel', '1 × 1, strided', isStridedOneByOne],
]

/** Where the errors are that are left. */
const groupTable = (): string =>
  table(
    ['left', 'layers', 'n', 'mean', 'median', 'bias'],
    groups.map(([source, name, isMeant]) => {
      const variant = sources[source].documented.length === 0 ? 'as is' : 'as documented'
      const { n, mean, median, bias } = errorsOf(source, variant, isMeant)
      return [source, name, String(n), percent(mean), percent(median), signed(bias)]
    }),
    2,
  )

export const costTables = (validations: readonly Validation[]): string =>
  [documentedTable(validations), assumptionTable(), groupTable()].join('\n\n')
