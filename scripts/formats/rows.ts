/** The small files of every format: each layer read, estimated, and written as files of Timeloop that are read back. */
import { isLeft } from 'fp-ts/Either'
import {
  type Accelerator,
  type Dataflow,
  type Estimate,
  estimate,
  estimateNetwork,
  type Layer,
  orThrow,
} from '../../src'
import { nvdlaLike } from '../../src/catalog'
import { defaultDataflows } from '../../src/cli/input/read-dataflows'
import {
  fromAccelforge,
  fromLayersCsv,
  fromScaleSim,
  fromTimeloop,
  fromZigzag,
  toTimeloop,
} from '../../src/formats'
import { map } from '../../src/map'
import { fileOf } from '../../test/formats/support'

/** A layer with what it runs under and on, as a file says it or as the catalog has it. */
type Read = {
  readonly format: string
  readonly file: string
  readonly layer: Layer
  readonly dataflow: Dataflow
  readonly accelerator: Accelerator
}

export type FormatRow = {
  readonly format: string
  readonly file: string
  readonly layer: string
  readonly macs: number
  readonly runtime: number
  /** Whether the files of Timeloop that it is written as lead to the same estimate; else why it is not written. */
  readonly back: 'equal' | 'different' | 'tiles do not divide'
}

const timeloop = (name: string): Read => {
  const text = fileOf(`${name}.timeloop.yaml`)
  const read = orThrow(fromTimeloop({ problem: text, architecture: text, mapping: text }))
  // The file has all three.
  return {
    ...{ format: 'Timeloop', file: `${name}.timeloop.yaml` },
    ...{ layer: read.layer!, dataflow: read.dataflow!, accelerator: read.accelerator! },
  }
}

const accelforge = (name: string): Read => {
  const text = fileOf(`${name}.accelforge.yaml`)
  const architecture = /^arch:/m.test(text) ? { architecture: text } : {}
  const read = orThrow(fromAccelforge({ workload: text, ...architecture, mapping: text }))
  return {
    ...{ format: 'AccelForge', file: `${name}.accelforge.yaml` },
    ...{ layer: read.layer!, dataflow: read.dataflow!, accelerator: read.accelerator! },
  }
}

const scaleSim = (name: string, config: string): readonly Read[] => {
  const topology = fileOf(`${name}.scale-sim.csv`)
  const read = orThrow(fromScaleSim({ topology, config: fileOf(`${config}.scale-sim.cfg`) }))
  return read.products.map(({ layer }) => ({
    ...{ format: 'SCALE-Sim', file: `${name}.scale-sim.csv, ${config}.scale-sim.cfg`, layer },
    ...{ dataflow: read.dataflow!, accelerator: read.accelerator! },
  }))
}

/** What a search finds for a layer that no dataflow of the catalog is for. */
const searched = (layer: Layer, hardware: Accelerator): Dataflow =>
  orThrow(map({ layer, hardware, objective: 'runtime' }, { nodes: 300 })).best!.dataflow // of a few elements

/** Layers that a file gives no dataflow run under the fastest of the catalog. */
const fastest = (
  { format, file }: Pick<Read, 'format' | 'file'>,
  layers: readonly Layer[],
  accelerator: Accelerator,
): readonly Read[] => {
  const taken = orThrow(estimateNetwork(layers, defaultDataflows, accelerator, { misfits: 'allow' })).layers
  return layers.map((layer, i) => {
    const named = defaultDataflows.find(({ name }) => name === taken[i]?.dataflow)
    return { format, file, layer, dataflow: named ?? searched(layer, accelerator), accelerator }
  })
}

const zigzag = (name: string, on: string): readonly Read[] => {
  const [workload, accelerator] = [fileOf(`${name}.zigzag.yaml`), fileOf(`${on}.zigzag-accelerator.yaml`)]
  const read = orThrow(fromZigzag({ workload, accelerator }))
  const file = `${name}.zigzag.yaml, ${on}.zigzag-accelerator.yaml`
  return fastest({ format: 'ZigZag', file }, read.layers, read.accelerator!)
}

const gamma = (name: string): readonly Read[] => {
  const file = `${name}.gamma.csv`
  return fastest({ format: 'GAMMA', file }, orThrow(fromLayersCsv(fileOf(file))).layers, nvdlaLike)
}

const figuresOf = ({ macs, runtime, energy, offchip, buffers }: Estimate): string =>
  JSON.stringify({ macs, runtime, energy, offchip, buffers })

const backOf = ({ layer, dataflow, accelerator }: Read, found: Estimate): FormatRow['back'] => {
  const files = toTimeloop(layer, dataflow, { pes: accelerator.pes })
  if (isLeft(files)) return 'tiles do not divide'
  const back = orThrow(fromTimeloop(files.right))
  const { precision } = layer
  // Files of Timeloop say nothing of the width of single tensors.
  const again = { ...back.layer!, ...(precision === undefined ? {} : { precision }) }
  const same = orThrow(estimate(again as Layer, back.dataflow!, accelerator))
  return figuresOf(same) === figuresOf(found) ? 'equal' : 'different'
}

const rowOf = (read: Read): FormatRow => {
  const { format, file, layer } = read
  const found = orThrow(estimate(layer, read.dataflow, read.accelerator))
  return {
    ...{ format, file, layer: layer.name ?? '', macs: found.macs, runtime: found.runtime },
    back: backOf(read, found),
  }
}

/** A row for each layer. */
export const formatRows = (): readonly FormatRow[] =>
  [
    ...['layer', 'product', 'rows'].map(timeloop),
    ...['product', 'window', 'clusters'].map(accelforge),
    ...scaleSim('edge', 'ws'),
    ...scaleSim('wide', 'is'),
    ...scaleSim('products', 'os'),
    ...zigzag('vision', 'square'),
    ...zigzag('depthwise', 'plain'),
    ...zigzag('products', 'split'),
    ...['small', 'numbers', 'products'].flatMap(gamma),
  ].map(rowOf)
