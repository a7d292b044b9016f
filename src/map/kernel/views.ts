/** The arrays of corners in the bounds' kernel, and its views: which of them say what of the tiles of each unit. */
import { mostDimensions } from '../../internal/limits'

export const perLoop = (): Float64Array => new Float64Array(mostDimensions)
const flags = (): Uint8Array => new Uint8Array(mostDimensions)

export const cornerArrays = () => ({
  tileLeast: perLoop(),
  tileMost: perLoop(),
  coverLeast: perLoop(),
  coverMost: perLoop(),
  innerLeast: perLoop(),
  innerMost: perLoop(),
  innerCoverLeast: perLoop(),
  innerCoverMost: perLoop(),
  tiles: perLoop(),
  mostTiles: perLoop(),
  steps: perLoop(),
  mostSteps: perLoop(),
  busy: perLoop(),
  innerTiles: perLoop(),
  innerSteps: perLoop(),
  mostInnerTiles: perLoop(),
  stepsInside: perLoop(),
  busyInside: perLoop(),
  /** Tiles of level 0, but PEs that hold one along the loop that they spread. */
  visits: perLoop(),
  share: perLoop(),
  critical: perLoop(),
  criticalSteps: perLoop(),
  criticalShare: perLoop(),
  shortMost: perLoop(),
  shortLeast: perLoop(),
  firstShortMost: perLoop(),
  firstShortLeast: perLoop(),
  /** Tiles inside, at least, if all full tiles of a tensor are held. */
  stillLeast: perLoop(),
  held: perLoop(),
  heldInside: perLoop(),
  /** Full tiles among the steps of cluster 0, and what its first PE works through. */
  full: perLoop(),
  lengths: perLoop(),
  isStill: flags(),
  isStillInside: flags(),
  /** Of the views of each unit and each PE by itself. */
  unitSweeps: perLoop(),
  peSweeps: perLoop(),
  runLeast: perLoop(),
  runMost: perLoop(),
  runPieces: perLoop(),
  isRunFlat: flags(),
})

type Corners = ReturnType<typeof cornerArrays>

/** Whose tiles are looked at: see `../amount.ts`. */
export type KernelView = {
  readonly extent: Float64Array
  readonly least: Float64Array
  readonly most: Float64Array
  readonly pieces: Float64Array
  readonly sweeps: Float64Array
  readonly isStill: Uint8Array
  readonly isFlat: Uint8Array
  readonly isShared: boolean
  /** Whether extents are those of the layer. */
  readonly isWhole: boolean
}

export const viewsOf = (extents: Float64Array, c: Corners) => {
  const ones = perLoop().fill(1)
  const flat = flags().fill(1)
  const nested = flags()
  const view = (of: Omit<KernelView, 'isShared' | 'isWhole'>, isShared = false): KernelView => ({
    ...of,
    isShared,
    isWhole: of.extent === extents,
  })
  return {
    sharedView: view(
      {
        extent: extents,
        least: c.coverLeast,
        most: c.coverMost,
        pieces: c.steps,
        sweeps: ones,
        isStill: c.isStill,
        isFlat: flat,
      },
      true,
    ),
    unitsView: view({
      extent: extents,
      least: c.tileLeast,
      most: c.tileMost,
      pieces: c.tiles,
      sweeps: c.unitSweeps,
      isStill: c.isStill,
      isFlat: flat,
    }),
    clustersView: view({
      extent: extents,
      least: c.innerCoverLeast,
      most: c.innerCoverMost,
      pieces: c.innerSteps,
      sweeps: c.mostTiles,
      isStill: c.isStillInside,
      isFlat: nested,
    }),
    pesView: view({
      extent: extents,
      least: c.innerLeast,
      most: c.innerMost,
      pieces: c.innerTiles,
      sweeps: c.peSweeps,
      isStill: c.isStillInside,
      isFlat: nested,
    }),
    runsView: view({
      extent: extents,
      least: c.runLeast,
      most: c.runMost,
      pieces: c.runPieces,
      sweeps: c.mostTiles,
      isStill: c.isStill,
      isFlat: c.isRunFlat,
    }),
    wholeView: view({
      extent: extents,
      least: extents,
      most: extents,
      pieces: ones,
      sweeps: ones,
      isStill: flat,
      isFlat: flat,
    }),
    criticalRunsView: view({
      extent: c.critical,
      least: c.tileLeast,
      most: c.tileMost,
      pieces: c.steps,
      sweeps: c.mostSteps,
      isStill: c.isStillInside,
      isFlat: nested,
    }),
    criticalView: view({
      extent: c.critical,
      least: c.innerCoverLeast,
      most: c.innerCoverMost,
      pieces: c.criticalSteps,
      sweeps: c.mostSteps,
      isStill: c.isStillInside,
      isFlat: nested,
    }),
  }
}
