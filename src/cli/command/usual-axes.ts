/** The axes of a space of accelerators of which nobody has named any. */
import type { Accelerator } from '../../hardware/accelerator'
import type { SpaceData } from '../search/task'

const factors = [1 / 4, 1 / 2, 1, 2, 4]

/** A value halved and doubled twice, as far as these are whole numbers; no axis where there is no such value. */
const around = (value: number | undefined): readonly number[] =>
  value === undefined
    ? []
    : factors.map((factor) => factor * value).filter((each) => Number.isInteger(each) && each > 0)

/** One value is no axis. */
const axis = (name: keyof SpaceData['axes'], values: readonly number[]): SpaceData['axes'] =>
  values.length > 1 ? { [name]: values } : {}

/**
 * PEs, bandwidth and capacities around those of the accelerator. A list of networks keeps its bandwidths, because the axis would
 * give all of them the same.
 */
export const usualAxes = ({ pes, noc, l1, l2 }: Accelerator): SpaceData['axes'] => ({
  ...axis('pes', around(pes)),
  ...axis('bandwidth', noc !== undefined && 'bandwidth' in noc ? around(noc.bandwidth) : []),
  ...axis('l1', around(l1?.capacity)),
  ...axis('l2', around(l2?.capacity)),
})
