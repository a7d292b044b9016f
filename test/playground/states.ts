/** Any state that the page can be in. */
import fc from 'fast-check'
import { areaTables } from '../../examples/playground/area-tables'
import { models } from '../../examples/playground/block'
import { energyTables } from '../../examples/playground/energy-tables'
import { kindIds } from '../../examples/playground/kinds'
import { networks } from '../../examples/playground/presets'
import {
  type HardwareForm,
  hardwareFields,
  type LayerState,
  type State,
  sizesFor,
  sweepFields,
} from '../../examples/playground/state'

/** What can be typed into a field of one line, and into a text. */
const field = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => !/[\r\n]/.test(text))
const text = fc.string({ unit: 'grapheme', maxLength: 200 }).map((given) => given.replace(/\r/g, '\n'))

const layer: fc.Arbitrary<LayerState> = fc
  .record({
    kind: fc.constantFrom(...kindIds),
    name: field,
    network: fc.constantFrom('', ...Object.keys(networks)),
    values: fc.array(field, { minLength: 10, maxLength: 10 }),
    precision: fc.oneof(field, fc.constantFrom('', '8', 'inputs: 8, outputs { partial: 32, final: 8 }')),
    density: fc.oneof(field, fc.constantFrom('', 'inputs: 0.5', 'filter { n: 2, m: 4, along: C }')),
  })
  .map(
    ({
      kind,
      name,
      network,
      precision,
      density,
      values: [stride = '', dilation = '', padding = '', ...values],
    }) => ({
      kind,
      name,
      network,
      sizes: Object.fromEntries(Object.keys(sizesFor(kind)).map((size, i) => [size, values[i] ?? '1'])),
      stride,
      dilation,
      padding,
      precision,
      density,
    }),
  )

const hardware: fc.Arbitrary<State['hardware']> = fc.oneof(
  text.map((given) => ({ _tag: 'Text' as const, text: given })),
  fc
    .record({
      values: fc.array(field, { minLength: hardwareFields.length, maxLength: hardwareFields.length }),
      energy: fc.constantFrom('', ...Object.keys(energyTables)),
      area: fc.constantFrom('', ...Object.keys(areaTables)),
      overlap: fc.constantFrom('within-runs', 'across-runs', 'none'),
    })
    .map(({ values, energy, area, overlap }) => {
      const fields = Object.fromEntries(hardwareFields.map((name, i) => [name, values[i] ?? '']))
      return { _tag: 'Form' as const, fields: { ...fields, energy, area, overlap } as HardwareForm } // every field is there
    }),
)

export const states: fc.Arbitrary<State> = fc.record({
  layer,
  dataflow: text,
  hardware,
  sight: fc.record({
    level: fc.option(fc.nat(99)),
    unit: fc.nat(),
    step: fc.nat(),
    roof: fc.constantFrom('auto' as const, 'offchip' as const, 'network' as const),
  }),
  block: fc.record({
    model: fc.constantFrom(...models.map(({ id }) => id)),
    batch: field,
    tokens: field,
    cached: field,
    bits: field,
  }),
  pinned: text,
  sweep: fc.constantFrom(...sweepFields),
  total: fc.constantFrom('same' as const, 'fastest' as const),
  file: fc.constant(null),
  fusion: fc.record({
    next: fc.constantFrom('none', '3x3', '3x3,1x1', 'product,product'),
    tile: field,
    halo: fc.constantFrom('retain' as const, 'recompute' as const),
  }),
})
