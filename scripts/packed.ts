/** The package as npm would deliver it, in a temporary folder of its own. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { removeFolder } from './folder'

/** The folder of the project. */
export const root = resolve(import.meta.dirname, '..')

/** Runs a program and gives what it prints; its complaints go where ours go. */
export const run = (command: string, args: readonly string[], cwd: string): string =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })

/** Runs a program for people to read along. */
export const show = (command: string, args: readonly string[], cwd: string): void => {
  execFileSync(command, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] })
}

/** What `npm pack` made: where, how many bytes packed and unpacked, and of which files. */
export type Packed = {
  readonly tarball: string
  readonly size: number
  readonly unpackedSize: number
  readonly files: readonly { path: string }[]
}

const pack = (folder: string): Packed => {
  const [{ filename, size, unpackedSize, files }] = JSON.parse(
    run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], root),
  ) as [{ filename: string; size: number; unpackedSize: number; files: { path: string }[] }] // npm's documented output
  return { tarball: join(folder, filename), size, unpackedSize, files }
}

/** Hands the packed package to `use`, in a folder that is gone afterwards. It must have been built. */
export const withPacked = (use: (folder: string, packed: Packed) => void): void => {
  const folder = mkdtempSync(join(tmpdir(), 'maestro-dataflow-'))
  try {
    use(folder, pack(folder))
  } finally {
    removeFolder(folder)
  }
}

/** Installs packages into a folder: names with versions, tarballs, or none for what its package.json names. */
export const install = (folder: string, packages: readonly string[]): void => {
  run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', ...packages], folder)
}

/** Type-checks files of a folder with TypeScript 7, or with the 6 that most consumers have. */
export const typeCheck = (
  folder: string,
  files: readonly string[],
  options: readonly string[],
  version: 6 | 7 = 7,
): void => {
  const compiler = join(root, 'node_modules', version === 6 ? 'typescript' : 'typescript-7', 'bin/tsc')
  const strict = ['--noEmit', '--strict', '--target', 'es2022']
  show(process.execPath, [compiler, ...strict, ...options, ...files], folder)
}
