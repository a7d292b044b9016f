/** Every type name of 0.1 is the type of its new name. */
import { describe, expectTypeOf, it } from 'vitest'
import type { DesignObjective, Objective as ObjectiveOfDesigns } from '../../src/explore'
import type {
  ArithmeticOperation,
  Batch,
  BatchExtent,
  Bottleneck,
  Bound,
  ColumnExtent,
  Columns,
  DataflowChoice,
  DelayStats,
  EstimateColumns,
  Figures,
  Filter,
  FilterExtents,
  Flows,
  Interconnect,
  LayerOptions,
  Named,
  Network,
  Objective,
  Operation,
  Reuse,
  RowExtent,
  Rows,
  Spread,
  TensorReuse,
  Windowed,
  WindowOptions,
} from '../../src/index'
import type { DirectiveAt, DirectiveRef, Holding, TensorTile } from '../../src/report'
import type { DatasheetInterconnect, DatasheetNetwork } from '../../src/units'

describe('a deprecated type name', () => {
  it('of the root is the type of the new name', () => {
    expectTypeOf<Batch>().toEqualTypeOf<BatchExtent>()
    expectTypeOf<Bound>().toEqualTypeOf<Bottleneck>()
    expectTypeOf<Columns>().toEqualTypeOf<ColumnExtent>()
    expectTypeOf<Figures>().toEqualTypeOf<EstimateColumns>()
    expectTypeOf<Filter>().toEqualTypeOf<FilterExtents>()
    expectTypeOf<Flows>().toEqualTypeOf<DataflowChoice>()
    expectTypeOf<Named>().toEqualTypeOf<LayerOptions>()
    expectTypeOf<Network>().toEqualTypeOf<Interconnect>()
    expectTypeOf<Operation>().toEqualTypeOf<ArithmeticOperation>()
    expectTypeOf<Reuse>().toEqualTypeOf<TensorReuse>()
    expectTypeOf<Rows>().toEqualTypeOf<RowExtent>()
    expectTypeOf<Spread>().toEqualTypeOf<DelayStats>()
    expectTypeOf<Windowed>().toEqualTypeOf<WindowOptions>()
  })

  it('of another entry is the type of the new name', () => {
    expectTypeOf<ObjectiveOfDesigns>().toEqualTypeOf<DesignObjective>()
    expectTypeOf<DirectiveAt>().toEqualTypeOf<DirectiveRef>()
    expectTypeOf<Holding>().toEqualTypeOf<TensorTile>()
    expectTypeOf<DatasheetNetwork>().toEqualTypeOf<DatasheetInterconnect>()
  })
})

describe('objectives', () => {
  it('of networks are three of those of designs', () => {
    expectTypeOf<Objective>().toEqualTypeOf<'runtime' | 'energy' | 'edp'>()
    expectTypeOf<Objective>().toExtend<DesignObjective>()
  })
})
