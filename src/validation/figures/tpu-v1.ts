/** The first TPU: Jouppi et al., ISCA 2017, Table 1 (weights, layers, batch), Table 3 (row 9, TeraOps/s). */

/** An application, its weights, its layers, its batch, and TeraOps/s. */
export type TpuApplication = readonly [
  name: string,
  weights: number,
  layers: number,
  batch: number,
  teraOps: number,
]

export const tpuApplications: readonly TpuApplication[] = [
  ['MLP0', 20e6, 5, 200, 12.3],
  ['MLP1', 5e6, 4, 168, 9.7],
  ['LSTM0', 52e6, 24, 64, 3.7],
  ['LSTM1', 34e6, 37, 96, 2.8],
]
