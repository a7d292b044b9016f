/** The analysis of a layer under a dataflow for one accelerator: inputs arrive as they do there (docs/spec.md, section 17). */
import type { Either } from 'fp-ts/Either'
import type { Analysis } from '../analysis/analysis'
import { elementsOf, keptElements } from '../analysis/elements'
import { madeOf } from '../analysis/made'
import type { Dataflow } from '../dataflow/directive'
import { scheduleOf } from '../dataflow/schedule'
import { attempt } from '../error/attempt'
import type { EstimateErrors } from '../error/error'
import type { Accelerator } from '../hardware/accelerator'
import { readHardware, readUnits, resolveHardware } from '../hardware/resolve'
import type { Layer } from '../operator/layer'
import { steps } from '../profile/steps'
import { forSchedule } from './for-tensors'
import { profileOn } from './profile-on'
import { lazyWorkspace } from './workspace'

const workspace = /* @__PURE__ */ lazyWorkspace()

/** For accelerators that differ from this one in anything but PEs, SIMD lanes and how inputs arrive. */
export const analyzeOn = (
  layer: Layer,
  dataflow: Dataflow,
  hardware: Accelerator,
): Either<EstimateErrors, Analysis> =>
  attempt((report) => {
    const record = readHardware(hardware, report)
    const units = record && readUnits(record, report)
    const schedule = scheduleOf(layer, dataflow, report.length === 0 && units ? units.pes : null, report)
    if (record === undefined || units === undefined || schedule === undefined) return undefined
    const { problem, canonical, dataflow: name } = schedule
    const resolved = resolveHardware(record, units, canonical.levels.length, report)
    const fitted = report.length > 0 ? resolved : forSchedule(resolved, schedule, report)
    if (report.length > 0) return undefined
    const { profile } = workspace()
    const counts = profileOn(fitted, profile, schedule, report)
    if (counts === undefined) return undefined
    const saved = steps().saveSchedule(profile.table)
    const rules = fitted.perTensor?.rules ?? null
    return madeOf({
      layer: problem.name,
      dataflow: name,
      pes: fitted.pes,
      simd: fitted.simd,
      macs: counts.macs,
      transitions: saved.rows,
      tensors: problem.tensors,
      elements: keptElements(elementsOf(problem, canonical)),
      warnings: canonical.warnings,
      schedule: saved,
      arrivals: rules && { rules, whole: [...counts.whole.subarray(0, problem.tensors.length)] },
    })
  })
