/** Texts that look like files of the notation, and what becomes of them when they are damaged. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { kcPartitioned, paperNotation, resnet50, vgg16 } from '../../src/catalog'
import type { PlainLayer, WindowLayer } from '../../src/index'
import { printDataflow, printExpression, printHardware, printNetwork } from '../../src/notation'
import { dataflow, expression, hardware, network } from '../notation/arbitraries'
import { chance, pick, type Random } from '../support/generators/random'

const published = join('..', 'shared', 'reference', 'maestro-files')

/** The public tool's own files, where they are. */
const realTexts = (): readonly string[] =>
  existsSync(published)
    ? readdirSync(published, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.m'))
        .map((file) => readFileSync(join(published, file), 'utf8'))
    : []

/** A file as people write them, with every kind of statement and spacing. */
export const mapping = `// A network\nConstant KTile 64;\nConstant Width = 2*4\nNetwork "a network" {
\tLayer Conv2d-1 { // first
\t\tType: CONV
\t\tStride { X: 2, Y: 2 }
\t\tDimensions { K: KTile, C:3 R 7, S: 7, Y:224,X :224 }
\t\tDataflow {
\t\t\tSpatialMap (1,1) K;  /* spread */
\t\t\tTemporalMap(8+Sz(S)-1, 8) X’;
\t\t\tTemporalMap(min(KTile, floor(Sz(C) / 2)), ceil(Sz(C)/2)) C
\t\t\tCluster(Width, P);
\t\t\tSpatialMap(Sz(R), 1) Y;
\t\t}
\t}
\tLayer inherits { Type: DSCONV Dimensions { K: 2, C: 8, R: 3, S: 3, Y: 9, X: 9 } Padding: 1 }
\tLayer FC1 { Type: FC; Dimensions { K: 10, C: 20 }; Dataflow: none }
\tLayer up { Type: TRCONV Dimensions { K: 4, C: 4, R: 2, S: 2, Y: 8, X: 8 } Dilation { Y: 1 } }
}
Accelerator { PE { NumPEs: 128; VectorWidth: 4; MultPrecision: INT8, AddPrecision: INT16 } NoC { Bandwidth: 64; AvgLatency: 2 } }
`

const chip = `num_pes: 256\nl1_size_cstr = 100 // bytes\nnoc[0].bandwidth: 32\nnoc[1] { latency: 2; multicast: false }
energy.l2.read.points: [[1024, 1.5], [4096, 3e0]]\nenergy.l2.write: 2\noverlap: across-runs\n`

const layersOf = (layers: typeof vgg16) =>
  layers.map((layer) => ({ layer: layer as WindowLayer | PlainLayer, dataflow: kcPartitioned })) // the catalogue has no custom ones

const networks = (): readonly string[] => [
  mapping,
  printNetwork({ name: 'vgg16', layers: layersOf(vgg16.slice(0, 5)) }),
  printNetwork({ name: 'resnet50', layers: layersOf(resnet50.slice(0, 8)) }),
  ...fc.sample(network, { numRuns: 40, seed: 1 }).map(printNetwork),
  ...realTexts(),
]

/** Of each kind of text many; the public tool's files are mostly networks. */
const kinds: readonly (readonly string[])[] = [
  networks(),
  [...paperNotation.map(printDataflow), ...fc.sample(dataflow, { numRuns: 40, seed: 2 }).map(printDataflow)],
  [chip, ...fc.sample(hardware, { numRuns: 40, seed: 3 }).map(printHardware)],
  fc.sample(expression, { numRuns: 40, seed: 4 }).map(printExpression),
]

export const texts: readonly string[] = kinds.flat()

const pieces: readonly string[] = [
  ...[
    '{',
    '}',
    '(',
    ')',
    '[',
    ']',
    ',',
    ';',
    ':',
    '=',
    '+',
    '-',
    '*',
    '/',
    '.',
    "'",
    '’',
    '"',
    '\\',
    '%',
    '^',
    '#',
  ],
  ...['//', '/*', '*/', '\r\n', '\n', '\t', '\0', '\u{1f4a9}', '\ud800', '\uFEFF', ' ', '…'],
  ...[
    'Network',
    'Layer',
    'Type:',
    'CONV',
    'LSTM',
    'POOL',
    'Stride',
    'Dimensions {',
    'Dataflow {',
    'Constant X 3;',
  ],
  ...[
    'TemporalMap(1,1) K;',
    'SpatialMap(',
    'Cluster(',
    'Sz(',
    'Sz(K)',
    'min(',
    'floor(K/2)',
    'none',
    'Accelerator {',
  ],
  ...[
    '0',
    '-1',
    '1e999',
    '0.5',
    '9007199254740993',
    '64K',
    '0x10',
    'NaN',
    'Infinity',
    'true',
    '__proto__',
    'name',
    '= = =',
  ],
]

const randomText = (random: Random): string =>
  Array.from({ length: random(0, 200) }, () =>
    String.fromCharCode(random(0, chance(random, 80) ? 127 : 65_535)),
  ).join('')

const between = (random: Random, text: string): readonly [number, number] => {
  const start = random(0, text.length)
  return [start, Math.min(text.length, start + random(0, chance(random, 80) ? 8 : 200))]
}

/** One damage to a text. */
const damaged = (random: Random, text: string): string => {
  const [start, end] = between(random, text)
  const [from, to] = between(random, text)
  switch (random(0, 8)) {
    case 0:
      return text.slice(0, start) + text.slice(end)
    case 1:
      return text.slice(0, start) + pick(random, pieces) + text.slice(end)
    case 2:
    case 3:
      return text.slice(0, start) + pick(random, pieces) + text.slice(start)
    case 4:
      return text.slice(0, start)
    case 5:
      return text.slice(0, start) + text.slice(from, to) + text.slice(end)
    case 6:
      return text.slice(0, start) + pick(random, texts).slice(from, to) + text.slice(start)
    case 7:
      return text.replaceAll('\n', '\r\n')
    default:
      return text.slice(0, start) + randomText(random) + text.slice(end)
  }
}

/** A text with a few damages, or none at all; rarely one that is no such text to begin with. */
export const damagedText = (random: Random): string => {
  if (chance(random, 3)) return randomText(random)
  const whole = pick(random, pick(random, kinds))
  const start = whole.length < 9000 || chance(random, 50) ? 0 : random(0, whole.length - 9000)
  let text = whole.slice(start, start + 9000)
  for (let times = chance(random, 25) ? 0 : random(1, 3); times > 0; times--) text = damaged(random, text)
  return text
}
