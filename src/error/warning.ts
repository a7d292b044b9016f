/**
 * Something legal that the user may not have meant.
 *
 * - `NoSpatialMap`: a level of several units has no spatial map and keeps one of them busy.
 * - `IdlePes`: the clusters do not divide the PEs evenly.
 * - `DroppedMap`: a map on a dimension that the operator lacks counts as a loop of extent 1.
 * - `UnusedEntry`: an entry of a hardware list belongs to no level.
 * - `DoesNotFit`: a buffer is smaller than what it must hold.
 * - `UnlimitedBuffer`: the cluster buffers of a level have no capacity, and together need more space than the shared buffer has.
 * - `ExpectedTime`: the time is an expectation over where zeros are, because several units or tensors skip them.
 * - `UnsearchedLevels`: a mapping search leaves out mappings of two levels, because the accelerator has no inner level.
 * - `FusionDoesNotPay`: the layers of a chain take no more cycles, energy and off-chip traffic one by one.
 *
 * @since 0.1.0
 * @category errors
 */
export type Warning = {
  readonly _tag:
    | 'NoSpatialMap'
    | 'IdlePes'
    | 'DroppedMap'
    | 'UnusedEntry'
    | 'DoesNotFit'
    | 'UnlimitedBuffer'
    | 'ExpectedTime'
    | 'UnsearchedLevels'
    | 'FusionDoesNotPay'
  /** The path of the cause in the input, such as `hardware.l2`. */
  readonly path: string
  /** A description of the part that may not be intended, in one sentence. */
  readonly message: string
}
