/** An ONNX file as a network. */
import type { EstimateErrors } from 'maestro-dataflow'
import { fromOnnx, type OnnxLayers } from 'maestro-dataflow/onnx'
import type { Network } from './state'

/** `extents`: of the file's symbolic dimensions, as it is typed: `batch: 1, sequence: 128`. */
export type FileRequest = { readonly name: string; readonly bytes: Uint8Array; readonly extents: string }

export type FileMessage =
  | {
      readonly _tag: 'Opened'
      readonly network: Network
      /** Of all symbolic dimensions; empty if there are none. */
      readonly extents: string
      readonly remarks: readonly string[]
    }
  | { readonly _tag: 'Unreadable'; readonly message: string; readonly extents: string }

type Extents = Readonly<Record<string, number>>

const written = /(?:([\w.-]+)|["'`]([^"'`]+)["'`])\s*:\s*(\d+)/g

/** `batch: 1, sequence: 128` */
export const extentsIn = (text: string): Extents =>
  Object.fromEntries(
    [...text.matchAll(written)].map(([, word, quoted, value]) => [word ?? quoted, Number(value)]),
  )

export const extentsText = (extents: Extents): string =>
  Object.entries(extents)
    .map(([name, extent]) => `${/^[\w.-]+$/.test(name) ? name : `"${name}"`}: ${extent}`)
    .join(', ')

/** The dimensions that an error proposes an extent for. */
const proposedIn = (errors: EstimateErrors): Extents => {
  const missing = errors.find(
    ({ _tag, path }) => _tag === 'UnboundParameter' && path === 'options.dimensions',
  )
  return missing === undefined ? {} : extentsIn(missing.hint.replace(/^.*?\{/, ''))
}

const counted = (number: number, one: string, several: string): string =>
  `${number} ${number === 1 ? one : several}`

const remarksOn = ({ uncosted, assumed }: OnnxLayers): readonly string[] => [
  ...(uncosted.length === 0
    ? []
    : [
        `${counted(uncosted.length, 'node is', 'nodes are')} not costed: ${uncosted
          .slice(0, 3)
          .map(({ node, reason }) => `${node}: ${reason}`)
          .join(' ')}`,
      ]),
  ...assumed.slice(0, 3).map(({ node, reason }) => `${node}: ${reason}`),
]

const mostRounds = 50

/** Reads a model. A symbolic dimension that no extent is given for has an extent of 1. */
export const openFile = ({ name, bytes, extents: given }: FileRequest): FileMessage => {
  let extents = extentsIn(given)
  for (let round = 0; ; round++) {
    const read = fromOnnx(bytes, { dimensions: extents })
    if (read._tag === 'Right') {
      const { layers } = read.right
      const text = extentsText(extents)
      if (layers.length === 0)
        return { _tag: 'Unreadable', message: `${name} has no layers that cost anything.`, extents: text }
      return {
        _tag: 'Opened',
        network: { label: name, layers },
        extents: text,
        remarks: remarksOn(read.right),
      }
    }
    const proposed = proposedIn(read.left)
    if (Object.keys(proposed).length === 0 || round === mostRounds) {
      const message = read.left.map((error) => `${error.message} ${error.hint}`).join(' ')
      return {
        _tag: 'Unreadable',
        message: `${name} cannot be read. ${message}`,
        extents: extentsText(extents),
      }
    }
    extents = { ...extents, ...proposed }
  }
}
