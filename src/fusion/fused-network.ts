/** The answer of a search for the layers to fuse, and what it may be asked. */
import type { Objective } from '../figures/objectives'
import type { BoxDataflow, BoxSearch } from './best-dataflow'
import type { Chain, Halo } from './chain'
import type { FusedEstimate } from './fused-estimate'

/**
 * The search for a network's groups: the least `objective` over all ways to cut it into groups of at most `mostLayers` layers,
 * each with the best of its outer tiles. These are of balanced sizes ⌈extent / n⌉ with n up to `mostTiles`, of at most
 * `mostDimensions` of the `dimensions` of the group's last layer, in any order.
 *
 * @since 0.2.0
 * @category fusion
 */
export type FuseNetworkOptions = {
  /** `'runtime'` when absent. */
  readonly objective?: Objective
  /** Along every tiled dimension; `'retain'` when absent. */
  readonly halo?: Halo
  /** Names of dimensions that may be tiled; all that a chain allows when absent. */
  readonly dimensions?: readonly string[]
  /** 0, 1 or 2; 2 when absent. */
  readonly mostDimensions?: number
  /** Along a dimension; 32 when absent. */
  readonly mostTiles?: number
  /** The limit of layers in a group; 8 when absent. */
  readonly mostLayers?: number
  /** The end of the search for each box, where `'best'` is given for the dataflow. */
  readonly search?: BoxSearch
}

/**
 * A group of consecutive layers, from the first to the last, with its tiles and its estimate.
 *
 * @since 0.2.0
 * @category fusion
 */
export type FusedGroup = {
  /** The position of the first layer of the group, from 0. */
  readonly first: number
  /** The position of the last layer of the group, from 0. */
  readonly last: number
  /** The layers of the group with their tiles. */
  readonly chain: Chain
  /** The estimate of the group. */
  readonly estimate: FusedEstimate
  /** The best dataflow of each of the layer's `kinds`, per layer, if dataflows were searched; null otherwise. */
  readonly dataflows: readonly (readonly BoxDataflow[])[] | null
}

/**
 * A way to cut a network into groups, and the sums over them.
 *
 * @since 0.2.0
 * @category fusion
 */
export type FusedPlan = {
  /** The groups, in the order of the network. */
  readonly groups: readonly FusedGroup[]
  /** Cycles of all groups, one after the other. */
  readonly runtime: number
  /** Energy of all groups, in the unit of the energy table. */
  readonly energy: number
  /** Energy-delay product: the sum of energies times the sum of runtimes. */
  readonly edp: number
  /** MACs of all groups, recomputed ones included. */
  readonly macs: number
  /** MACs beyond those that compute each element once. */
  readonly recomputed: number
  /** Bits that cross the border of the chip. */
  readonly bits: number
}

/**
 * The result of `fuseNetwork`: the best plan, the best one that cuts elsewhere (null if there is none), and for each pair of
 * neighbouring layers the least objective with a cut after layer `after`, and without one (null where that is not possible).
 *
 * @since 0.2.0
 * @category fusion
 */
export type FusedNetwork = {
  /** The plan with the least objective. */
  readonly best: FusedPlan
  /** The best plan that cuts elsewhere; null if there is none. */
  readonly second: FusedPlan | null
  /** The cost of a cut between each pair of neighbouring layers. */
  readonly cuts: readonly {
    /** The position of the layer that the cut follows, from 0. */
    readonly after: number
    /** The least objective with a cut there; null where that is not possible. */
    readonly cut: number | null
    /** The least objective without a cut there; null where that is not possible. */
    readonly joined: number | null
  }[]
  /** Groups and nests of tiles that were tried, and nests that fit the buffers. */
  readonly searched: {
    /** Groups of layers that were tried. */
    readonly groups: number
    /** Nests of tiles that were tried, over all groups. */
    readonly tilings: number
    /** Nests of tiles that fit the buffers. */
    readonly fit: number
  }
}
