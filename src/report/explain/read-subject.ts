/** What is explained and drawn: a layer, a dataflow and hardware, copied from what a caller gives, with their estimate. */
import { analyzeOn } from '../../cost/analyze-on'
import { estimate as estimateOf } from '../../cost/evaluate'
import type { Dataflow } from '../../dataflow/directive'
import type { Report } from '../../error/error'
import { type Objective, objectives } from '../../figures/objectives'
import type { Accelerator } from '../../hardware/accelerator'
import { isRight } from '../../internal/either'
import { readRecord } from '../../internal/read'
import { optionalWord } from '../../internal/readers'
import { snapshot } from '../../internal/snapshot'
import type { Mapping } from '../../map/mapping-type'
import type { Layer } from '../../operator/layer'
import type { Subject } from './change'
import { readSearched, type Searched } from './optimum'

/**
 * The input of {@link explain}: a layer, a dataflow and hardware, and the figure that changes should reduce (runtime by
 * default). A {@link trafficSpec} of it is in bits where elements have different widths.
 *
 * @since 0.1.0
 * @category explanations
 */
export type Explainable = {
  /** The layer to explain: a built-in kind, an einsum or a custom operator. */
  readonly layer: Layer
  /** The dataflow that maps the layer to the PEs. */
  readonly dataflow: Dataflow
  /** The accelerator. */
  readonly hardware: Accelerator
  /** The figure that changes should reduce: `'runtime'` (the default), `'energy'` or `'edp'`. */
  readonly objective?: Objective
  /** The answer of `map` for the same layer and hardware: the explanation then compares with the best mapping found. */
  readonly mapping?: Mapping
}

/** What is explained, with what changes should reduce and what a search found, where its answer is given. */
export type ExplainedSubject = Subject & {
  readonly objective: Objective
  readonly searched: Searched | undefined
}

const readObjective = /* @__PURE__ */ optionalWord(objectives)

/** Copies of the inputs, which are read many times; `estimate` judges them before anything else looks at them. */
export const readSubject = (given: Explainable, report: Report): ExplainedSubject | undefined => {
  const keys = ['layer', 'dataflow', 'hardware', 'objective', 'mapping']
  const record = readRecord(given, 'explainable', keys, 'Malformed', report)
  if (record === undefined) return undefined
  const objective = readObjective(record['objective'], '', 'objective', report)
  const { layer, dataflow, hardware, mapping } = snapshot({
    layer: record['layer'],
    dataflow: record['dataflow'],
    hardware: record['hardware'],
    mapping: record['mapping'],
  }) as Explainable // as far as anybody knows before it is estimated
  const result = estimateOf(layer, dataflow, hardware)
  if (!isRight(result)) report.push(...result.left)
  if (!isRight(result) || report.length > 0) return undefined
  const analysis = analyzeOn(layer, dataflow, hardware)
  const searched = readSearched(mapping, { layer, hardware }, report)
  if (!isRight(analysis) || report.length > 0) return undefined
  return { layer, dataflow, hardware, estimate: result.right, analysis: analysis.right, objective, searched }
}
