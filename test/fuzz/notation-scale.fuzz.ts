/** The worst texts: a megabyte of each is read in seconds, and four times the text takes about four times as long. */
import { describe, expect, it } from 'vitest'
import { parseDataflow, parseExpression, parseHardware, parseNetwork } from '../../src/notation'
import { mapping } from './notation-texts'

const small = 2 ** 17
const large = 2 ** 20
/** What four times the text may take: eight times as long, and half a second for memory and a busy machine. */
const mostAfter = (before: number): number => 8 * before + 500
/** What a megabyte may take. */
const most = 15_000

const repeated =
  (piece: string, before = '', after = '') =>
  (length: number): string =>
    before + piece.repeat(Math.ceil(length / piece.length)) + after

const numbered =
  (piece: (i: number) => string, before = '', after = '') =>
  (length: number): string => {
    let text = before
    for (let i = 0; text.length < length; i++) text += piece(i)
    return text + after
  }

const layer = (body: string) =>
  `Layer a { Type: CONV Dimensions { K: 4, C: 4, R: 1, S: 1, Y: 4, X: 4 } ${body} }\n`
const half = (piece: string) => (length: number) => piece.repeat(Math.ceil(length / 2 / piece.length))

const texts: Readonly<Record<string, (length: number) => string>> = {
  'a real-looking file, many times': repeated(mapping),
  'open parentheses': repeated('('),
  'open maps': repeated('TemporalMap('),
  'maps without their end': repeated('TemporalMap(1,1 '),
  'maps in one dataflow': repeated('TemporalMap(Sz(R),1) Y;', 'Dataflow {', '}'),
  'maps with other names': numbered((i) => `TemporalMap(a${i}, b${i}) Y;`, 'Dataflow {', '}'),
  'open comments': repeated('/*'),
  'open quotes': repeated('"\\'),
  'lines of quotes': repeated('"\n'),
  'stars and slashes': repeated('*/'),
  'open braces': repeated('{'),
  'closed braces': repeated('}'),
  'open networks': repeated('Network {'),
  'open layers': repeated('Layer {'),
  words: repeated('Layer '),
  'one long word': repeated('a'),
  'one long number': repeated('7'),
  'one long number of zeros': repeated('0', '', '1'),
  spaces: repeated(' '),
  'empty lines': repeated('\r'),
  primes: repeated('’'),
  nonsense: repeated('\0\ud800'),
  'a sum': repeated('1+', 'Dataflow { TemporalMap(', '1, 1) K; }'),
  signs: repeated('-', 'Dataflow { TemporalMap(', '1, 1) K; }'),
  sums: repeated(`TemporalMap(${'a*'.repeat(2000)}a, 1) K;`, 'Dataflow {', '}'),
  calls: repeated('min(', 'Dataflow { TemporalMap(', ''),
  constants: numbered((i) => `Constant A${i} ${i};`),
  'constants one of another': numbered((i) => `Constant A${i + 1} A${i}+1;`, 'Constant A0 1;'),
  'the same constant': repeated('Constant A 1;'),
  'constants in a dataflow': numbered((i) => `Constant A${i} ${i};`, 'Dataflow {', '}'),
  layers: repeated(layer('Dataflow { SpatialMap(1,1) K; }')),
  'layers that inherit': repeated(layer(''), `Network { ${layer('Dataflow { SpatialMap(1,1) K; }')}`, '}'),
  'layers that inherit a long dataflow': (length) =>
    `${layer(`Dataflow { ${half('TemporalMap(1,1) K;')(length)} }`)}${half(layer(''))(length)}`,
  'channel multipliers that inherit a long dataflow': (length) =>
    `${layer(`Dataflow { ${half('TemporalMap(1,1) C;')(length)} }`)}${half(layer('').replace('CONV', 'DSCONV'))(length)}`,
  'blocks of one layer': repeated('Dataflow { TemporalMap(a,1) K; }', 'Layer { Type: CONV ', '}'),
  sizes: numbered((i) => `K${i}: ${i}, `, 'Layer { Type: CONV Dimensions {', '} }'),
  'the same size': repeated('K: 1, ', 'Layer { Type: CONV Dimensions {', '} }'),
  'unknown words': repeated('nonsense; '),
  'hardware blocks': repeated('noc {'),
  'hardware blocks one after the other': repeated('l1 { capacity: 1 }'),
  'a long path': repeated('a.', '', 'b: 1'),
  lists: repeated('[', 'noc: '),
  'a long list': repeated('1, ', 'energy.l1.read.points: [', ']'),
  'networks of hardware': numbered((i) => `noc[${i}].latency: 1\n`),
}

const readers = { parseNetwork, parseDataflow, parseHardware, parseExpression }

/** Of this process alone: other work on the machine does not count. */
const milliseconds = (work: () => void): number => {
  const start = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

/** The shortest of a few runs: what other work adds is not the text's fault. */
const timeOf = (read: (text: string) => unknown, text: string): number =>
  Math.min(...[0, 1].map(() => milliseconds(() => read(text))))

describe('time grows with the length of a text', () => {
  for (const [what, make] of Object.entries(texts))
    it(what, () => {
      const [short, long] = [make(small), make(large / 2), make(large)]
      for (const [name, read] of Object.entries(readers)) {
        const before = timeOf(read, short!)
        const after = timeOf(read, long!)
        console.log(
          `${what}, ${name}: ${before.toFixed(0)} ms, then ${after.toFixed(0)} ms for four times the text`,
        )
        expect(after).toBeLessThan(mostAfter(before))
      }
      // A megabyte, once.
      for (const read of Object.values(readers))
        expect(milliseconds(() => read(make(large)))).toBeLessThan(most)
    })
})
