/** The hardware of an explanation without what limits it: what the estimate would be there tells what the limit costs. */
import type { Accelerator } from '../../hardware/accelerator'
import type { Subject } from './change'
import { networksOf, withoutBandwidth } from './propose-network'

/** Off-chip traffic of unlimited bandwidth; its widths stay. */
const withoutOffchipLimit = (hardware: Accelerator): Accelerator => {
  const { offchip = {}, ...others } = hardware
  const { bandwidth: _limit, ...outside } = offchip
  return Object.keys(outside).length === 0 ? others : { ...others, offchip: outside }
}

const withoutAnyBandwidth = (hardware: Accelerator, levels: number): Accelerator =>
  networksOf(hardware, levels).reduce<Accelerator>(
    (changed, _, level) => withoutBandwidth(changed, levels, level),
    withoutOffchipLimit(hardware),
  )

/** The hardware without what bounds the estimate; for compute, without any limit of bandwidth. */
export const unbound = ({ estimate, hardware }: Subject): Accelerator => {
  const { by, level } = estimate.bound
  const levels = estimate.levels.length
  if (by === 'offchip') return withoutOffchipLimit(hardware)
  return by === 'compute' || level === null
    ? withoutAnyBandwidth(hardware, levels)
    : withoutBandwidth(hardware, levels, level)
}

/** The hardware with networks that multicast and reduce. */
export const sharing = ({ estimate, hardware }: Subject): Accelerator => ({
  ...hardware,
  noc: networksOf(hardware, estimate.levels.length).map((network) => ({
    ...network,
    multicast: true,
    reduction: true,
  })),
})
