/** The six commands as a newcomer runs them: from an empty folder with nothing but the packed package in it. */
import { spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const mapping = `Network small { Layer A { Type: CONV
  Dimensions { K: 8, C: 4, R: 3, S: 3, Y: 10, X: 10 }
  Dataflow { SpatialMap(1,1) K; TemporalMap(1,1) C; TemporalMap(Sz(R),Sz(R)) R; TemporalMap(Sz(S),Sz(S)) S;
    TemporalMap(Sz(R),1) Y; TemporalMap(Sz(S),1) X; } } }
`
const hardware = 'num_pes: 16\nnoc_bw_cstr: 8\nl1_size_cstr: 256\nl2_size_cstr: 8192\noffchip_bw_cstr: 4\n'

/** Words of a command line, the exit code, and what is on standard output or, of what is refused, on standard error. */
const lines: readonly (readonly [line: string, code: number, says: RegExp])[] = [
  ['--help', 0, /^usage: maestro-dataflow COMMAND/],
  ['--version', 0, /^\d+\.\d+\.\d+\n$/],
  ['estimate vgg16 --on eyeriss', 0, /^vgg16 on eyeriss/],
  ['estimate mapping.m --on hardware.m --json', 0, /"runtime": 2322/],
  ['map resnet50 --on eyeriss --objective edp --nodes 100', 0, /gap to the optimum, at most/],
  ['map mapping.m --on hardware.m --nodes 100 --write found.m --resume search', 0, /^A on hardware\.m/],
  ['estimate found.m --on hardware.m', 0, /^small on hardware\.m, each layer under its own dataflow/],
  ['explore vgg16 --layer conv4_2 --on nvdla --pes 64..256*2', 0, /The front has 1 design\./],
  ['explain mapping.m --on hardware.m', 0, /^First, take the best mapping/m],
  ['validate eyeriss-alexnet', 0, /CONV5/],
  ['reference mapping.m hardware.m', 0, /5,120/],
  ['estimate mapping.m --on hardware.m --svg picture.svg', 1, /npm install maestro-dataflow vega vega-lite/],
  ['estimate mapping.m --on eyerss', 2, /Did you mean eyeriss\?/],
]

/** Runs them, and says what is not as it should be. */
export const commandFaults = (folder: string): readonly string[] => {
  writeFileSync(join(folder, 'mapping.m'), mapping)
  writeFileSync(join(folder, 'hardware.m'), hardware)
  const program = join(folder, 'node_modules', '.bin', 'maestro-dataflow')
  const faults = lines.flatMap(([line, code, says]) => {
    const { status, stdout, stderr } = spawnSync(program, line.split(' '), { cwd: folder, encoding: 'utf8' })
    const isRight = status === code && says.test(code === 0 ? stdout : stderr)
    return isRight ? [] : [`maestro-dataflow ${line}: ${status}\n${stdout}${stderr}`]
  })
  return existsSync(join(folder, 'picture.svg')) ? [...faults, 'a picture was drawn without vega'] : faults
}
