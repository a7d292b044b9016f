/**
 * Mappings in boxes where the bound meets the cost, so that a bound that is a little too high shows: one for each fault that a
 * bound has had, or nearly had.
 */
import {
  type Accelerator,
  cluster,
  conv2d,
  type Dataflow,
  dataflow,
  depthwiseConv2d,
  fullyConnected,
  gemm,
  groupedConv2d,
  type Layer,
  layer,
  pool2d,
  spatialMap,
  temporalMap,
} from '../../src/index'
import type { MapBox } from '../../src/map'
import { contraction, free, twoOutputs } from './problems'

export type Trap = {
  readonly name: string
  readonly layer: Layer
  readonly hardware: Accelerator
  /** A mapping that is in the box. */
  readonly dataflow: Dataflow
  readonly box: MapBox
}

export const traps: readonly Trap[] = [
  {
    name: 'operations that are gated take cycles, and no energy',
    layer: gemm({ M: 2, N: 2, K: 2, density: { A: 0.5 } }),
    hardware: { pes: 1, sparse: { gate: ['A'] }, energy: { ...free, mac: 1 } },
    dataflow: dataflow('trap', [temporalMap(1, 1, 'M')]),
    box: { levels: 1, clusters: [1, 1], spatial: [null], tiles: {}, orders: [null] },
  },
  {
    name: 'operations that are skipped take neither',
    layer: gemm({ M: 2, N: 2, K: 2, density: { A: 0.5 } }),
    hardware: { pes: 1, noc: { latency: 0 }, sparse: { skip: ['A'] }, energy: { ...free, mac: 1 } },
    dataflow: dataflow('trap', [temporalMap(2, 2, 'M')]),
    box: { levels: 1, clusters: [1, 1], spatial: [null], tiles: {}, orders: [null] },
  },
  {
    name: 'a filter that moves inside leaves most of the input where it is',
    layer: conv2d({ K: 2, C: 1, R: 3, S: 1, "Y'": 20, "X'": 1 }),
    hardware: { pes: 1, l1: { capacity: 82 }, energy: { ...free, l1: { read: 0, write: 1 } } },
    dataflow: dataflow('trap', [temporalMap(1, 1, 'K'), cluster(1), temporalMap(1, 1, 'R')]),
    box: {
      levels: 2,
      clusters: [1, 1],
      spatial: [null, null],
      tiles: {
        K: [
          [1, 1],
          [1, 1],
        ],
        R: [
          [3, 3],
          [1, 1],
        ],
        "Y'": [
          [20, 20],
          [20, 20],
        ],
      },
      orders: [['K'], ['R']],
    },
  },
  {
    name: 'a short last tile of cluster 0 takes one step inside',
    layer: gemm({ M: 5, N: 4, K: 1 }),
    hardware: { pes: 2, noc: [{}, { bandwidth: 0.25 }] },
    dataflow: dataflow('trap', [
      spatialMap(2, 2, 'M'),
      cluster(1),
      temporalMap(1, 1, 'N'),
      temporalMap(1, 1, 'M'),
    ]),
    box: {
      levels: 2,
      clusters: [1, 1],
      spatial: ['M', null],
      tiles: {
        M: [
          [2, 2],
          [1, 1],
        ],
        N: [
          [4, 4],
          [1, 1],
        ],
      },
      orders: [['M'], ['N', 'M']],
    },
  },
  {
    name: 'static energy of each cycle',
    layer: fullyConnected({ N: 1, K: 5, C: 1 }),
    hardware: {
      pes: 9,
      l1: { capacity: 17 },
      energy: {
        mac: 1,
        hop: 0.5,
        l1: {
          read: {
            points: [
              [2, 0.5],
              [20, 2],
              [40, 1],
            ],
          },
          write: 1.5,
        },
        clusters: {
          read: {
            points: [
              [4, 1],
              [60, 3],
            ],
          },
          write: {
            points: [
              [4, 3],
              [60, 1],
            ],
          },
        },
        l2: {
          read: 6,
          write: {
            points: [
              [10, 3],
              [300, 9],
            ],
          },
        },
        offchip: { read: 200, write: 210 },
        static: { pe: 0.75, l1: 0.125, clusters: 0.25, l2: 0.0625 },
      },
    },
    dataflow: dataflow('trap', [spatialMap(2, 2, 'K')]),
    box: { levels: 1, clusters: [1, 1], spatial: ['K'], tiles: { K: [[2, 2]] }, orders: [[]] },
  },
  {
    name: 'a new sweep over a window meets what is there',
    layer: conv2d({ K: 1, C: 3, R: 3, S: 2, "Y'": 1, "X'": 4, stride: 2, dilation: 2 }),
    hardware: { pes: 8 },
    dataflow: dataflow('trap', [
      temporalMap(2, 2, "X'"),
      temporalMap(1, 1, 'S'),
      cluster(5),
      temporalMap(1, 1, "X'"),
    ]),
    box: {
      levels: 2,
      clusters: [5, 5],
      spatial: [null, null],
      tiles: {
        C: [
          [3, 3],
          [3, 3],
        ],
        R: [
          [3, 3],
          [3, 3],
        ],
        S: [
          [1, 1],
          [1, 1],
        ],
        "X'": [
          [2, 2],
          [1, 1],
        ],
      },
      orders: [["X'", 'S'], ["X'"]],
    },
  },
  {
    name: 'what two windows share comes once',
    layer: conv2d({ K: 3, C: 1, R: 3, S: 2, "Y'": 3, "X'": 3 }),
    hardware: { pes: 6 },
    dataflow: dataflow('trap', [temporalMap(1, 1, "X'"), temporalMap(1, 1, "Y'"), cluster(6)]),
    box: {
      levels: 2,
      clusters: [6, 6],
      spatial: [null, null],
      tiles: {
        K: [
          [3, 3],
          [3, 3],
        ],
        R: [
          [3, 3],
          [3, 3],
        ],
        S: [
          [2, 2],
          [2, 2],
        ],
        "Y'": [
          [1, 1],
          [1, 1],
        ],
        "X'": [
          [1, 1],
          [1, 1],
        ],
      },
      orders: [["X'", "Y'"], []],
    },
  },
  {
    name: 'values of cluster 0 that lie apart',
    layer: depthwiseConv2d({ C: 1, R: 3, S: 1, "Y'": 3, "X'": 2, stride: 2 }),
    hardware: { pes: 7, noc: [{}, { bandwidth: 1 }] },
    dataflow: dataflow('trap', [temporalMap(1, 1, "X'"), spatialMap(1, 1, 'R'), cluster(3)]),
    box: {
      levels: 2,
      clusters: [3, 3],
      spatial: ['R', null],
      tiles: {
        R: [
          [1, 1],
          [1, 1],
        ],
        "Y'": [
          [3, 3],
          [3, 3],
        ],
        "X'": [
          [1, 1],
          [1, 1],
        ],
      },
      orders: [["X'", 'R'], []],
    },
  },
  {
    name: 'a tensor that an inner loop moves may stand still',
    layer: layer(contraction, { I: 3, J: 2, K: 2, L: 3 }),
    hardware: { pes: 12, noc: [{}, { bandwidth: 0.5 }] },
    dataflow: dataflow('trap', [
      spatialMap(1, 1, 'J'),
      temporalMap(1, 1, 'L'),
      temporalMap(1, 1, 'I'),
      cluster(6),
    ]),
    box: {
      levels: 2,
      clusters: [6, 6],
      spatial: ['J', null],
      tiles: {
        I: [
          [1, 1],
          [1, 1],
        ],
        J: [
          [1, 1],
          [1, 1],
        ],
        K: [
          [2, 2],
          [2, 2],
        ],
        L: [
          [1, 1],
          [1, 1],
        ],
      },
      orders: [['L', 'I'], []],
    },
  },
  {
    name: 'two tensors on a hyperbola, of unequal cost',
    layer: gemm({ M: 3, N: 2, K: 1 }),
    hardware: { pes: 10, clusters: [{ capacity: 5 }], overlap: 'none' },
    dataflow: dataflow('trap', [temporalMap(2, 2, 'M'), temporalMap(1, 1, 'N'), cluster(5)]),
    box: {
      levels: 2,
      clusters: [5, 5],
      spatial: [null, null],
      tiles: {
        M: [
          [2, 3],
          [2, 2],
        ],
        N: [
          [1, 2],
          [1, 1],
        ],
      },
      orders: [['M', 'N'], null],
    },
  },
  {
    name: 'a run on a short tile takes in less',
    layer: layer(contraction, { I: 2, J: 1, K: 4, L: 3 }),
    hardware: { pes: 12, noc: { bandwidth: 1, multicast: false, reduction: false } },
    dataflow: dataflow('trap', [temporalMap(3, 3, 'K'), temporalMap(1, 1, 'L'), cluster(2)]),
    box: {
      levels: 2,
      clusters: [2, 2],
      spatial: [null, null],
      tiles: {
        I: [
          [2, 2],
          [2, 2],
        ],
        K: [
          [3, 3],
          [3, 3],
        ],
        L: [
          [1, 1],
          [1, 1],
        ],
      },
      orders: [['K', 'L'], []],
    },
  },
  {
    name: 'a short last tile may take one step inside',
    layer: layer(contraction, { I: 1, J: 3, K: 1, L: 2 }),
    hardware: { pes: 5 },
    dataflow: dataflow('trap', [
      spatialMap(2, 2, 'J'),
      temporalMap(1, 1, 'L'),
      cluster(1),
      temporalMap(1, 1, 'J'),
    ]),
    box: {
      levels: 2,
      clusters: [1, 1],
      spatial: ['J', null],
      tiles: {
        J: [
          [2, 2],
          [1, 1],
        ],
        L: [
          [1, 1],
          [1, 1],
        ],
      },
      orders: [['L'], ['J']],
    },
  },
  {
    name: 'a class of orders does not hold in short visits',
    layer: conv2d({ K: 2, C: 3, R: 1, S: 1, "Y'": 1, "X'": 2, stride: 2 }),
    hardware: { pes: 4 },
    dataflow: dataflow('trap', [
      spatialMap(2, 2, 'C'),
      temporalMap(1, 1, "X'"),
      temporalMap(1, 1, 'K'),
      cluster(1),
      temporalMap(1, 1, 'C'),
    ]),
    box: {
      levels: 2,
      clusters: [1, 1],
      spatial: ['C', null],
      tiles: {
        K: [
          [1, 1],
          [1, 1],
        ],
        C: [
          [2, 2],
          [1, 1],
        ],
        "X'": [
          [1, 1],
          [1, 1],
        ],
      },
      orders: [["X'", 'K'], ['C']],
    },
  },
  {
    name: 'a tensor that stays is copied to busy PEs only',
    layer: groupedConv2d({ G: 1, K: 1, C: 1, R: 2, S: 1, "Y'": 3, "X'": 3, stride: 2 }),
    hardware: { pes: 5 },
    dataflow: dataflow('trap', [
      temporalMap(2, 2, "Y'"),
      temporalMap(2, 2, "X'"),
      temporalMap(1, 1, 'R'),
      cluster(5),
      spatialMap(1, 1, "Y'"),
    ]),
    box: {
      levels: 2,
      clusters: [5, 5],
      spatial: [null, "Y'"],
      tiles: {
        R: [
          [1, 1],
          [1, 1],
        ],
        "Y'": [
          [2, 2],
          [1, 1],
        ],
        "X'": [
          [2, 2],
          [2, 2],
        ],
      },
      orders: [["Y'", "X'", 'R'], []],
    },
  },
  {
    name: 'an undecided spatial loop may have one fold',
    layer: conv2d({ K: 5, C: 5, R: 1, S: 2, "Y'": 1, "X'": 4, dilation: 2 }),
    hardware: { pes: 12, noc: [{}, { bandwidth: 0.5 }] },
    dataflow: dataflow('trap', [
      temporalMap(3, 3, 'C'),
      temporalMap(1, 1, 'K'),
      cluster(11),
      spatialMap(1, 1, "X'"),
    ]),
    box: {
      levels: 2,
      clusters: [11, 11],
      spatial: [null, undefined],
      tiles: {
        K: [
          [1, 1],
          [1, 1],
        ],
        C: [
          [3, 3],
          [3, 3],
        ],
        S: [
          [2, 2],
          [2, 2],
        ],
        "X'": [
          [4, 4],
          [1, 1],
        ],
      },
      orders: [null, null],
    },
  },
  {
    name: 'halos where filter and output loops move at once',
    layer: conv2d({ K: 1, C: 2, R: 2, S: 1, "Y'": 6, "X'": 4, dilation: 2 }),
    hardware: { pes: 13 },
    dataflow: dataflow('trap', [
      temporalMap(1, 1, 'C'),
      cluster(10),
      spatialMap(3, 3, "X'"),
      temporalMap(2, 2, "Y'"),
      temporalMap(1, 1, 'R'),
    ]),
    box: {
      levels: 2,
      clusters: [10, 10],
      spatial: [null, "X'"],
      tiles: {
        C: [
          [1, 1],
          [1, 1],
        ],
        R: [
          [2, 2],
          [1, 1],
        ],
        "Y'": [
          [6, 6],
          [2, 2],
        ],
        "X'": [
          [4, 4],
          [3, 3],
        ],
      },
      orders: [['C'], ["Y'", 'R']],
    },
  },
  {
    name: 'a last fold with one short tile',
    layer: gemm({ M: 2, N: 1, K: 4 }),
    hardware: { pes: 12 },
    dataflow: dataflow('trap', [
      spatialMap(1, 1, 'M'),
      temporalMap(3, 3, 'K'),
      cluster(6),
      spatialMap(2, 2, 'K'),
    ]),
    box: {
      levels: 2,
      clusters: [6, 6],
      spatial: ['M', 'K'],
      tiles: {
        M: [
          [1, 1],
          [1, 1],
        ],
        K: [
          [3, 3],
          [2, 2],
        ],
      },
      orders: [['K'], []],
    },
  },
  {
    name: 'a short last tile leaves PEs idle',
    layer: layer(twoOutputs, { P: 6, Q: 1, W: 1 }),
    hardware: { pes: 6 },
    dataflow: dataflow('trap', [spatialMap(5, 5, 'P'), cluster(3), spatialMap(1, 1, 'P')]),
    box: {
      levels: 2,
      clusters: [3, 3],
      spatial: ['P', 'P'],
      tiles: {
        P: [
          [5, 5],
          [1, 1],
        ],
      },
      orders: [[], ['P']],
    },
  },
  {
    name: 'two tensors on a hyperbola, with just enough room',
    layer: gemm({ M: 3, N: 2, K: 2 }),
    hardware: { pes: 4, clusters: [{ capacity: 44 }] },
    dataflow: dataflow('trap', [temporalMap(1, 1, 'N'), temporalMap(2, 2, 'M'), cluster(4)]),
    box: {
      levels: 2,
      clusters: [4, 4],
      spatial: [null, null],
      tiles: {
        M: [
          [2, 2],
          [2, 2],
        ],
        N: [
          [1, 1],
          [1, 1],
        ],
        K: [
          [2, 2],
          [2, 2],
        ],
      },
      orders: [['N', 'M'], []],
    },
  },
  {
    name: 'tiles that fill the buffer of a PE',
    layer: gemm({ M: 1, N: 1, K: 2 }),
    hardware: { pes: 8, l1: { capacity: 6 } },
    dataflow: dataflow('trap', [spatialMap(1, 1, 'K')]),
    box: { levels: 1, clusters: [1, 1], spatial: ['K'], tiles: { K: [[1, 1]] }, orders: [[]] },
  },
  {
    name: 'tensors that fill the shared buffer',
    layer: gemm({ M: 2, N: 1, K: 1 }),
    hardware: { pes: 7, overlap: 'none', l2: { capacity: 3 } },
    dataflow: dataflow('trap', [temporalMap(1, 1, 'M'), cluster(6)]),
    box: {
      levels: 2,
      clusters: [6, 6],
      spatial: [null, null],
      tiles: {
        M: [
          [1, 1],
          [1, 1],
        ],
      },
      orders: [['M'], []],
    },
  },
  {
    name: 'a drain from a short last cover',
    layer: gemm({ M: 3, N: 2, K: 2 }),
    hardware: { pes: 4, noc: [{}, { bandwidth: 1 }] },
    dataflow: dataflow('trap', [spatialMap(1, 1, 'K'), temporalMap(2, 2, 'M'), cluster(1)]),
    box: {
      levels: 2,
      clusters: [1, 1],
      spatial: ['K', null],
      tiles: {
        M: [
          [2, 2],
          [2, 2],
        ],
        N: [
          [2, 2],
          [2, 2],
        ],
        K: [
          [1, 1],
          [1, 1],
        ],
      },
      orders: [['M'], []],
    },
  },
  {
    name: 'transfers without latency',
    layer: layer(twoOutputs, { P: 5, Q: 2, W: 4 }),
    hardware: { pes: 11, noc: [{}, { bandwidth: 0.5, latency: 0 }] },
    dataflow: dataflow('trap', [
      spatialMap(4, 4, 'P'),
      temporalMap(1, 1, 'Q'),
      temporalMap(2, 2, 'W'),
      cluster(3),
      spatialMap(1, 1, 'W'),
      temporalMap(1, 1, 'P'),
    ]),
    box: {
      levels: 2,
      clusters: [3, 3],
      spatial: ['P', 'W'],
      tiles: {
        P: [
          [4, 4],
          [1, 1],
        ],
        Q: [
          [1, 1],
          [1, 1],
        ],
        W: [
          [2, 2],
          [1, 1],
        ],
      },
      orders: [['Q', 'W'], ['P']],
    },
  },
  {
    name: 'a window that slides enters in part',
    layer: conv2d({ K: 1, C: 3, R: 2, S: 1, "Y'": 2, "X'": 2 }),
    hardware: { pes: 5, noc: [{}, { bandwidth: 0.5 }] },
    dataflow: dataflow('trap', [
      temporalMap(1, 1, "X'"),
      temporalMap(1, 1, "Y'"),
      temporalMap(1, 1, 'R'),
      cluster(5),
      spatialMap(1, 1, 'C'),
    ]),
    box: {
      levels: 2,
      clusters: [5, 5],
      spatial: [null, 'C'],
      tiles: {
        C: [
          [3, 3],
          [1, 1],
        ],
        R: [
          [1, 1],
          [1, 1],
        ],
        "Y'": [
          [1, 1],
          [1, 1],
        ],
        "X'": [
          [1, 1],
          [1, 1],
        ],
      },
      orders: [["X'", "Y'", 'R'], []],
    },
  },
  {
    name: 'a short last tile of cluster 0',
    layer: gemm({ M: 6, N: 2, K: 7 }),
    hardware: { pes: 2, noc: [{}, { bandwidth: 0.5 }] },
    dataflow: dataflow('trap', [
      spatialMap(3, 3, 'K'),
      temporalMap(2, 2, 'M'),
      cluster(1),
      temporalMap(1, 1, 'K'),
    ]),
    box: {
      levels: 2,
      clusters: [1, 1],
      spatial: ['K', null],
      tiles: {
        M: [
          [2, 2],
          [2, 2],
        ],
        N: [
          [2, 2],
          [2, 2],
        ],
        K: [
          [3, 3],
          [1, 1],
        ],
      },
      orders: [['K', 'M'], ['K']],
    },
  },
  {
    name: 'what does not scale inside clusters, beside a hyperbola',
    layer: gemm({ M: 2, N: 1, K: 3 }),
    hardware: { pes: 7, l1: { capacity: 11 } },
    dataflow: dataflow('trap', [
      spatialMap(2, 2, 'K'),
      temporalMap(1, 1, 'M'),
      cluster(1),
      temporalMap(1, 1, 'K'),
    ]),
    box: {
      levels: 2,
      clusters: [1, 1],
      spatial: ['K', null],
      tiles: {
        M: [
          [1, 1],
          [1, 1],
        ],
        K: [
          [2, 2],
          [1, 1],
        ],
      },
      orders: [['M'], ['K']],
    },
  },
  {
    name: 'a window whose last tile is short',
    layer: conv2d({ K: 6, C: 1, R: 1, S: 2, "Y'": 3, "X'": 4, dilation: 2 }),
    hardware: { pes: 10 },
    dataflow: dataflow('trap', [
      temporalMap(3, 3, "X'"),
      temporalMap(2, 2, 'K'),
      temporalMap(2, 2, "Y'"),
      cluster(7),
      temporalMap(1, 1, "X'"),
      temporalMap(1, 1, "Y'"),
      temporalMap(1, 1, 'S'),
    ]),
    box: {
      levels: 2,
      clusters: [7, 7],
      spatial: [null, null],
      tiles: {
        K: [
          [2, 2],
          [2, 2],
        ],
        S: [
          [2, 2],
          [1, 1],
        ],
        "Y'": [
          [2, 2],
          [1, 1],
        ],
        "X'": [
          [2, 3],
          [1, 1],
        ],
      },
      orders: [
        ["X'", 'K', "Y'"],
        ["X'", "Y'", 'S'],
      ],
    },
  },
  {
    name: 'a loop that the PEs may spread in one fold',
    layer: pool2d({ C: 1, R: 1, S: 3, "Y'": 3, "X'": 2, stride: 2 }),
    hardware: { pes: 2 },
    dataflow: dataflow('trap', [
      temporalMap(2, 2, "Y'"),
      cluster(2),
      spatialMap(1, 1, 'S'),
      temporalMap(1, 1, "X'"),
    ]),
    box: {
      levels: 2,
      clusters: [2, 2],
      spatial: [null, 'S'],
      tiles: {
        S: [
          [2, 3],
          [1, 1],
        ],
        "Y'": [
          [2, 3],
          [2, 3],
        ],
        "X'": [
          [1, 2],
          [1, 1],
        ],
      },
      orders: [["Y'"], ['S', "X'"]],
    },
  },
  {
    name: 'tiles of inputs that fill the buffer of a PE',
    layer: layer(contraction, { I: 1, J: 3, K: 2, L: 1 }),
    hardware: { pes: 1, l1: { capacity: 12 } },
    dataflow: dataflow('trap', [temporalMap(1, 1, 'J')]),
    box: {
      levels: 1,
      clusters: [1, 1],
      spatial: [null],
      tiles: { J: [[1, 1]], K: [[2, 2]] },
      orders: [['J']],
    },
  },
  {
    name: 'a buffer without a capacity that is cheap where it is large',
    layer: groupedConv2d({ G: 3, K: 1, C: 2, R: 1, S: 1, "Y'": 1, "X'": 1, stride: 2 }),
    hardware: {
      pes: 2,
      energy: {
        ...free,
        l1: {
          read: {
            points: [
              [2, 3],
              [60, 1],
            ],
          },
          write: 0,
        },
      },
    },
    dataflow: dataflow('trap', [temporalMap(2, 2, 'G'), cluster(2), temporalMap(1, 1, 'C')]),
    box: {
      levels: 2,
      clusters: [2, 2],
      spatial: [null, null],
      tiles: {
        G: [
          [2, 2],
          [2, 2],
        ],
        C: [
          [2, 2],
          [1, 1],
        ],
      },
      orders: [['G'], ['C']],
    },
  },
]
