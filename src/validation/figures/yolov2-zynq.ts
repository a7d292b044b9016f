/** YOLOv2 on a Zynq UltraScale+: dhm2013724/yolov2_xilinx_fpga@ec33f7c, README, "New Evaluation". */

/** A design: its tiles, cycles between two MACs of a PE, elements per cycle of its ports, clock in MHz, and seconds of the network. */
export type Yolov2Design = {
  readonly name: string
  readonly tiles: { readonly K: number; readonly C: number; readonly rows: number; readonly columns: number }
  readonly interval: number
  readonly ports: { readonly inputs: number; readonly weights: number; readonly outputs: number }
  /** Whether inputs and weights share a port. */
  readonly shared: boolean
  readonly megahertz: number
  readonly seconds: number
}

export const yolov2Designs: readonly Yolov2Design[] = [
  {
    name: 'A FT32 ZU3EG',
    tiles: { K: 28, C: 4, rows: 26, columns: 32 },
    interval: 3,
    ports: { inputs: 1, weights: 1, outputs: 1 },
    shared: false,
    megahertz: 200,
    seconds: 2.255,
  },
  {
    name: 'B FT32 mp ZU3EG',
    tiles: { K: 36, C: 4, rows: 26, columns: 32 },
    interval: 3,
    ports: { inputs: 4, weights: 4, outputs: 2 },
    shared: true,
    megahertz: 190,
    seconds: 1.801,
  },
  {
    name: 'C INT16 128b ZU3EG',
    tiles: { K: 24, C: 8, rows: 26, columns: 26 },
    interval: 1,
    ports: { inputs: 8, weights: 8, outputs: 8 },
    shared: true,
    megahertz: 190,
    seconds: 0.475,
  },
  {
    name: 'D INT16 128b ZU3EG',
    tiles: { K: 24, C: 8, rows: 26, columns: 26 },
    interval: 1,
    ports: { inputs: 8, weights: 8, outputs: 8 },
    shared: false,
    megahertz: 190,
    seconds: 0.469,
  },
]
