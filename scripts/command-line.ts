/** Prints what the program prints for a command line of its guide, by name; without one, the names. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Built, buildProgram } from '../test/cli/built'
import { partOf } from '../test/formats/support'
import { removeFolder } from './folder'

const lines: Readonly<Record<string, string>> = {
  help: '--help',
  estimate: 'estimate resnet50 --on eyeriss',
  layer: 'map resnet50 --layer conv1 --on eyeriss --objective runtime',
  network: 'map resnet50 --on eyeriss --objective edp --nodes 3000',
  timeloop: 'estimate problem.yaml --on arch.yaml --dataflow mapping.yaml',
  mismatch: 'estimate problem.yaml --on arch.yaml --dataflow wrong.yaml',
  written: 'map ncf --layer 1 --on nvdla --divisors --objective runtime --write layer.c',
  explore:
    'explore vgg16 --layer conv4_2 --on nvdla --dataflow KC-P,YR-P --pes 256..1024*2 --l1 512,1Ki --area nvdla --objective runtime,area',
  explain: 'explain vgg16 --layer conv3_2 --on nvdla --dataflow KC-P',
  validate: 'validate eyeriss-alexnet --csv',
  reference: 'reference mapping.m hardware.m',
  refused: 'estimate wrong.m --on hardware.m',
  misspelt: 'estimate vgg61 --on eyeris',
}

const mapping = `Network small {
  Layer CONV1 {
    Type: CONV
    Dimensions { K: 8, C: 4, R: 3, S: 3, Y: 10, X: 10 }
    Dataflow {
      SpatialMap(1,1) K;
      TemporalMap(1,1) C;
      TemporalMap(Sz(R),Sz(R)) R;
      TemporalMap(Sz(S),Sz(S)) S;
      TemporalMap(Sz(R),1) Y;
      TemporalMap(Sz(S),1) X;
    }
  }
}
`

const files: Readonly<Record<string, string>> = {
  'mapping.m': mapping,
  'wrong.m': mapping.replace('TemporalMap(1,1) C', 'TemporalMap(2,1) C'),
  'problem.yaml': partOf('product.timeloop.yaml', 'problem'),
  'arch.yaml': partOf('product.timeloop.yaml', 'architecture'),
  'mapping.yaml': partOf('product.timeloop.yaml', 'mapping'),
  'wrong.yaml': partOf('product.timeloop.yaml', 'mapping').replace('N=16', 'N=32'),
  'hardware.m': 'num_pes: 16\nnoc_bw_cstr: 8\nl1_size_cstr: 256\nl2_size_cstr: 8192\noffchip_bw_cstr: 4\n',
}

/** What a command has written, where it writes a file. */
const writtenBy = (line: string, folder: string): string => {
  const [, file] = /--write (\S+)/.exec(line) ?? []
  return file === undefined ? '' : `\n$ cat ${file}\n${readFileSync(join(folder, file), 'utf8')}`
}

const print = (line: string, { program }: Built): void => {
  const folder = mkdtempSync(join(tmpdir(), 'maestro-dataflow-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, ...line.split(' ')], {
    cwd: folder,
    encoding: 'utf8',
  })
  const written = writtenBy(line, folder)
  removeFolder(folder)
  const code = status === 0 ? '' : `\n$ echo $?\n${status}\n`
  console.log(`$ npx maestro-dataflow ${line}\n${stdout}${stderr}${code}${written}`)
}

const [name = ''] = process.argv.slice(2)
const line = lines[name]
if (line === undefined) console.log(Object.keys(lines).join('\n'))
else {
  const built = await buildProgram()
  try {
    print(line, built)
  } finally {
    built.remove()
  }
}
