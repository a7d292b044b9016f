/** What is searched: layers of known networks on accelerators of three sizes, and random odd ones. */
import { type Accelerator, accelerator, conv2d, depthwiseConv2d, gemm, type Layer } from 'maestro-dataflow'
import { random } from '../random'

export type Problem = { readonly name: string; readonly layer: Layer; readonly hardware: Accelerator }

const machine = (pes: number, cluster: number, shared: number, network: number, offchip: number) =>
  accelerator({
    pes,
    l1: { capacity: 512 },
    clusters: [{ capacity: cluster }],
    l2: { capacity: shared },
    noc: { bandwidth: network, latency: 1 },
    offchip: { bandwidth: offchip },
  })

const edge = machine(168, 4096, 108_000, 32, 16)

const machines = {
  edge,
  mid: machine(1024, 16 * 1024, 512 * 1024, 128, 32),
  cloud: machine(65_536, 64 * 1024, 24 * 1024 ** 2, 2048, 512),
} as const

const square = (K: number, C: number, filter: number, out: number, stride = 1): Layer =>
  conv2d({ K, C, R: filter, S: filter, "Y'": out, "X'": out, stride })

const gemms: Readonly<Record<string, Layer>> = {
  bert: gemm({ M: 512, N: 768, K: 768 }),
  bertff: gemm({ M: 512, N: 3072, K: 768 }),
  llm: gemm({ M: 2048, N: 11_008, K: 4096 }),
  llmdec: gemm({ M: 8, N: 4096, K: 4096 }),
}

const convolutions: Readonly<Record<string, Layer>> = {
  vgg1: square(64, 3, 3, 224),
  vgg2: square(64, 64, 3, 224),
  vgg8: square(512, 256, 3, 28),
  vgg13: square(512, 512, 3, 14),
  res1: square(64, 3, 7, 112, 2),
  res1x1: square(256, 64, 1, 56),
  mobdw: depthwiseConv2d({ C: 96, R: 3, S: 3, "Y'": 56, "X'": 56, stride: 2 }),
  mobpw: square(24, 96, 1, 56),
}

const onEach = (layers: Readonly<Record<string, Layer>>): readonly Problem[] =>
  Object.entries(machines).flatMap(([size, hardware]) =>
    Object.entries(layers).map(([name, layer]) => ({ name: `${size} ${name}`, layer, hardware })),
  )

export const gemmProblems = onEach(gemms)
export const convolutionProblems = onEach(convolutions)

const onEdge = (name: string): Problem => ({
  name: `edge ${name}`,
  layer: (gemms[name] ?? convolutions[name])!,
  hardware: edge,
})

export const bertOnEdge = onEdge('bert')
export const frontProblems = ['bert', 'bertff', 'vgg8', 'vgg13', 'res1x1', 'mobpw'].map(onEdge)

const between = (least: number, most: number): number => least + Math.floor(random() * (most - least + 1))
const oneOf = <A>(values: readonly A[]): A => values[between(0, values.length - 1)]!

const oddMachine = (): Accelerator =>
  accelerator({
    pes: between(64, 4096),
    l1: { capacity: between(64, 2048) },
    clusters: [{ capacity: between(2048, 65_536) }],
    l2: { capacity: between(65_536, 4_000_000) },
    noc: { bandwidth: between(8, 512), latency: between(1, 3) },
    offchip: { bandwidth: between(4, 128) },
  })

const oddGemm = (): Layer => gemm({ M: between(1, 3000), N: between(16, 8000), K: between(16, 8000) })

const oddConvolution = (): Layer =>
  conv2d({
    K: between(8, 600),
    C: between(3, 600),
    R: oneOf([1, 3, 5]),
    S: oneOf([1, 3, 5]),
    "Y'": between(5, 120),
    "X'": between(5, 120),
    stride: between(1, 2),
  })

const odd = (kind: string, layerOf: () => Layer): readonly Problem[] =>
  Array.from({ length: 50 }, (_, i) => {
    const layer = layerOf()
    const sizes = Object.values(layer.sizes ?? {}).join('×')
    const hardware = oddMachine()
    return { name: `${kind} ${i}: ${sizes} on ${hardware.pes}`, layer, hardware }
  })

export const oddGemms = odd('gemm', oddGemm)
export const oddConvolutions = odd('conv', oddConvolution)

export const networkMachine = edge
