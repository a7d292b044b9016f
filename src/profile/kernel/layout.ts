/**
 * Where everything of a fixed size lives in the kernel's memory, as byte addresses. Constant enumerations, because every
 * compiler and bundler compiles their values in (as long as no value refers to an enumeration of another file).
 */

export const enum Most {
  Tensors = 8,
  Dimensions = 16,
  Levels = 16,
  Channels = 8,
  /** Axes of all tensors together, and loops of all levels together. */
  Axes = 128,
  Loops = 256,
  /** Bandwidths in one call of `sweep`. */
  Bandwidths = 512,
}

/** What the host writes before a call: 64-bit numbers, but for the integers of the schedule. Address 0 to 1023 is left empty: 0 is no address. */
export const enum Input {
  // The coupling, before `readCoupling`. An axis is s·first + d·second, or first alone where second is −1.
  Tensors = 1024,
  Dimensions = 1032,
  MostRows = 1040,
  /** Per tensor: 1 for an input, 0 for an output. */
  IsInput = 1048,
  /** Axes of tensor t end before AxisEnd[t + 1]; AxisEnd[0] is 0. */
  AxisEnd = IsInput + 64,
  FirstDimension = AxisEnd + 72,
  SecondDimension = FirstDimension + 1024,
  FirstCoefficient = SecondDimension + 1024,
  SecondCoefficient = FirstCoefficient + 1024,
  /** What both coefficients were divided by. */
  CommonDivisor = SecondCoefficient + 1024,
  // The schedule, before `profileSchedule`.
  Extents = CommonDivisor + 1024,
  Units = Extents + 128,
  LoopTile = Units + 128,
  // Its integers. Loops are those that have several steps or tiles in the whole layer, whose dimensions are the iterated
  // ones. Loops of level l end before LoopEnd[l + 1]; LoopEnd[0] is 0. A spatial loop has a dimension below 0: −1 − d.
  Levels = LoopTile + 2048,
  /** A bit for each iterated dimension. */
  Iterated = Levels + 4,
  LoopEnd = Levels + 8,
  LoopDimension = LoopEnd + 72,
  /** Bandwidths of a sweep, replaced by cycles. */
  Swept = LoopDimension + 1024,
  /** The iterated dimensions that the coupling was placed for, see `coupling.ts`; −1 once the extents have changed. */
  Placed = Swept + 4096,
  /** Looks that a schedule may take, see `looks.ts`. */
  MostLooks = Placed + 4,
  // How inputs arrive, bits of tensors: those that travel in whole intervals, and per level those of which nothing is kept.
  Contiguous = MostLooks + 4,
  /** Whether any of them is set. */
  HasRules = Contiguous + 4,
  Reloaded = HasRules + 4,
  End = Reloaded + 72,
}

/** What the host reads after a call, 64-bit numbers. */
export const enum Output {
  /** Cycles charged to compute, then per level to fill, to ingress and to egress: 1 + 3·levels numbers. */
  Charges = Input.End,
  /** Per level {@link Delay.Bytes}. */
  Delays = Charges + 400,
  End = Delays + 2048,
}

/** A level's delays and demands, each 8 bytes. */
export const enum Delay {
  IngressLeast = 0,
  IngressMost = 8,
  IngressTotal = 16,
  EgressLeast = 24,
  EgressMost = 32,
  EgressTotal = 40,
  InnerLeast = 48,
  InnerMost = 56,
  InnerTotal = 64,
  /** The largest demand of a step in words per cycle, and the words demanded in all. */
  Peak = 72,
  Demanded = 80,
  Bytes = 128,
}

/**
 * Scratch of the kernel's own functions, private to one call: each call writes all that it reads. The exceptions, which
 * outlive calls, are the coupling that was read last (see `coupling.ts`) and the allocator's free lists.
 */
export const enum Scratch {
  /** Lengths before and after a step and the shift of the start, per place of a dimension. */
  Before = Output.End,
  After = Before + 128,
  Shift = After + 128,
  /** The layer's extents, or the full tile that the levels above leave, per dimension. */
  FullBox = Shift + 128,
  /** Zeros, as many as there are places. */
  Zeros = FullBox + 128,
  /** MACs of a step along all dimensions that no level iterates over. */
  FixedMacs = Zeros + 128,
  /** What the units together newly touch of the tensor that was moved last. */
  CoverVolume = FixedMacs + 8,
  /** Tile of the level's spatial loop. */
  SpatialTile = CoverVolume + 8,
  /** Integers per dimension: its place, and per place: its dimension. */
  PlaceOf = SpatialTile + 8,
  DimensionAt = PlaceOf + 64,
  /** See `coupling.ts`. */
  TensorRecords = DimensionAt + 64,
  AxisRecords = TensorRecords + 512,
  IteratedAxes = AxisRecords + 8192,
  /** Per loop of the level: 16 bytes, see `trips.ts`. */
  LevelLoops = IteratedAxes + 512,
  /** Classes of units, see `unit-classes.ts`. */
  Classes = LevelLoops + 256,
  /** Four sets of keyed rows, see `keyed-rows.ts`. */
  Sets = Classes + 256,
  /** Volumes of drains that no row records. */
  Discard = Sets + 4 * 64,
  /** Growable regions of scratch, see `allocate.ts`. */
  Plans = Discard + 128,
  Unions = Plans + 8,
  RowCharges = Unions + 8,
  BoxCharges = RowCharges + 8,
  Children = BoxCharges + 8,
  FreeLists = Children + 8,
  End = FreeLists + 128,
}
