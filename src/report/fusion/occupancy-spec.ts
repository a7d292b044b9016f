/** A picture of what is in the shared buffer over the steps of a fused chain. */
import type { FusedMoment, FusedOccupancy } from '../../fusion/occupancy-over-steps'
import { distinctNames } from '../comparison'
import { messagePicture } from '../faults'
import { count, plural } from '../numbers'
import { faint, ink, type JsonObject, palette, paper, picture, type VegaLiteSpec } from '../spec/vega-lite'
import { occupancyFault } from './fused-faults'
import { keyOf, tensorsIn } from './fused-tables'
import { inUnit, memoryText, memoryUnitOf, tensorIn } from './fused-words'

/** A moment with its place along the axis: the layers of a step share its width. */
type Placed = { readonly moment: FusedMoment; readonly from: number; readonly to: number }

const placed = (moments: readonly FusedMoment[]): readonly Placed[] => {
  const steps = [...new Set(moments.map(({ step }) => step))]
  return steps.flatMap((step, i) => {
    const ofStep = moments.filter((moment) => moment.step === step)
    return ofStep.map((moment, j) => ({
      moment,
      from: i + j / ofStep.length,
      to: i + (j + 1) / ofStep.length,
    }))
  })
}

type Tensor = ReturnType<typeof tensorsIn>[number]

/** Tensors from the bottom up: what is always there, as weights are, below what comes and goes. */
type Stack = { readonly steady: readonly Tensor[]; readonly moving: readonly Tensor[] }

const stackOf = (of: FusedOccupancy): Stack => {
  const sizeIn = ({ tensors }: FusedMoment, key: string): number =>
    tensors.find((each) => keyOf(each) === key)?.bits ?? 0
  const isSteady = (tensor: Tensor): boolean => {
    const key = keyOf(tensor)
    return of.moments.every((moment) => sizeIn(moment, key) === sizeIn(of.moments[0]!, key))
  }
  const tensors = tensorsIn(of)
  return {
    steady: tensors.filter(isSteady),
    moving: tensors.filter((tensor) => !isSteady(tensor)),
  }
}

const grey = '#8f8f8f'
/** Then these, which have enough contrast on light and on dark. */
const further = ['#5b86b3', '#b0742c', '#5d8a66', '#a0679d', '#3f8c8c', '#b5646a', '#8a8340']
const lightest = 0x94
const darkest = 0x6a

/** Greys for what is always there, colours for what comes and goes. */
const coloursOf = ({ steady, moving }: Stack): readonly string[] => {
  const colours = [...palette.filter((colour) => colour !== grey), ...further]
  return [
    ...steady.map((_, i) => {
      const shade = Math.round(lightest - ((lightest - darkest) * i) / Math.max(1, steady.length - 1))
      return `#${shade.toString(16).repeat(3)}`
    }),
    ...moving.map((_, i) => colours[i % colours.length]!),
  ]
}

const barsOf = (
  moments: readonly Placed[],
  tensors: readonly Tensor[],
  labels: readonly string[],
  unit: number,
): readonly JsonObject[] =>
  moments.flatMap(({ moment, from, to }) => {
    const sizes = new Map(moment.tensors.map((each) => [keyOf(each), each.bits]))
    let top = 0
    return tensors.flatMap((tensor): readonly JsonObject[] => {
      const bits = sizes.get(keyOf(tensor)) ?? 0
      if (bits === 0) return []
      const low = top
      top += bits / unit
      const place = { step: moment.step, layer: labels[moment.layer] ?? '' }
      return [{ ...place, from, to, tensor: tensorIn(labels, tensor), bits, low, high: top }]
    })
  })

const width = 620
const mostTicks = 12

/** Steps at the left end of each step's width, where the axis has a mark. */
const stepAxis = (moments: readonly Placed[]): JsonObject => {
  const steps = [...new Set(moments.map(({ moment }) => moment.step))]
  const every = Math.ceil(steps.length / mostTicks)
  const marked = steps.flatMap((_, i) => (i % every === 0 ? [i] : []))
  return {
    values: marked.map((i) => i + 0.5),
    labelExpr: `[${steps.join()}][floor(datum.value)]`,
    ticks: false,
    grid: false,
    domain: false,
  }
}

/** Where steps are left out. */
const gapsIn = (moments: readonly Placed[]): readonly JsonObject[] =>
  moments.flatMap(({ moment, from }, i) => {
    const before = moments[i - 1]?.moment.step
    return before !== undefined && moment.step > before + 1 ? [{ from }] : []
  })

/** A capacity that is many times what is needed would leave no room for what is to be seen. */
const mostHeadroom = 2

const subtitleOf = ({ steps, capacity, complete }: FusedOccupancy, fullest: FusedMoment, label: string) => {
  const room =
    capacity === null
      ? ''
      : fullest.bits > capacity
        ? `, more than its ${memoryText(capacity)}`
        : ` of its ${memoryText(capacity)}`
  return [
    `fullest in step ${count(fullest.step)} while ${label} runs: ${memoryText(fullest.bits)}${room}`,
    complete ? '' : `of ${plural(steps, 'step')}, only those next to a change; dashes mark the others`,
  ]
}

/** Text is written twice, first in the colour of the background, so that it is read over dashes. */
const halos: readonly JsonObject[] = [{ stroke: paper, strokeWidth: 4 }, {}]

const pictureOf = (of: FusedOccupancy): VegaLiteSpec => {
  const labels = distinctNames(of.layers)
  const moments = placed(of.moments)
  const fullest = of.moments.reduce((most, moment) => (moment.bits > most.bits ? moment : most))
  const [unitName, unit] = memoryUnitOf(fullest.bits)
  const stack = stackOf(of)
  const tensors = [...stack.steady, ...stack.moving]
  const names = tensors.map((tensor) => tensorIn(labels, tensor))
  const shown = of.capacity !== null && of.capacity <= mostHeadroom * fullest.bits ? of.capacity : null
  const end = moments.reduce((last, { to }) => Math.max(last, to), 0)
  const x: JsonObject = {
    field: 'from',
    type: 'quantitative',
    title: 'step',
    scale: { domain: [0, end], nice: false },
    axis: null,
  }
  const y: JsonObject = {
    field: 'low',
    type: 'quantitative',
    title: `in the shared buffer (${unitName})`,
    scale: { domain: [0, (1.08 * Math.max(fullest.bits, shown ?? 0)) / unit], nice: false },
    axis: { tickCount: 6 },
  }
  const bars: JsonObject = {
    data: { values: barsOf(moments, tensors, labels, unit) },
    mark: { type: 'rect' },
    encoding: {
      ...{ x, x2: { field: 'to' }, y, y2: { field: 'high' } },
      color: {
        field: 'tensor',
        type: 'nominal',
        title: 'tensor',
        scale: { domain: names, range: coloursOf(stack) },
        // As the bars are stacked.
        legend: { values: [...names].reverse(), symbolOpacity: 1, symbolType: 'square' },
      },
      tooltip: [
        { field: 'step', type: 'quantitative' },
        { field: 'layer', type: 'nominal', title: 'layer that runs' },
        { field: 'tensor', type: 'nominal' },
        { field: 'bits', type: 'quantitative', format: ',' },
      ],
    },
  }
  const limit: readonly JsonObject[] =
    shown === null
      ? []
      : [
          {
            data: {
              values: [{ capacity: shown / unit, text: `capacity ${inUnit(shown, unit)} ${unitName}` }],
            },
            encoding: { y: { field: 'capacity', type: 'quantitative' } },
            layer: [
              { mark: { type: 'rule', color: ink, strokeWidth: 1.5 } },
              ...halos.map(
                (halo): JsonObject => ({
                  mark: {
                    type: 'text',
                    align: 'right',
                    x: width - 4,
                    dy: -8,
                    fontSize: 11,
                    color: ink,
                    ...halo,
                  },
                  encoding: { text: { field: 'text', type: 'nominal' } },
                }),
              ),
            ],
          },
        ]
  const gaps: JsonObject = {
    data: { values: gapsIn(moments) },
    mark: { type: 'rule', color: ink, strokeDash: [4, 3] },
    encoding: { x },
  }
  const running: JsonObject = {
    width,
    height: 16 * labels.length,
    data: {
      values: moments.map(({ moment, from, to }) => ({ from, to, layer: labels[moment.layer] ?? '' })),
    },
    mark: { type: 'rect', color: faint, height: { band: 0.7 } },
    encoding: {
      x: { ...x, title: 'step, and the layer that runs', axis: stepAxis(moments) },
      x2: { field: 'to' },
      y: {
        field: 'layer',
        type: 'nominal',
        title: null,
        scale: { domain: labels },
        axis: { ticks: false, domain: false, grid: true, zindex: 0 },
      },
    },
  }
  return picture(
    `Shared buffer of ${labels.length === 1 ? labels[0]! : `${labels[0]} to ${labels.at(-1)}`}`,
    subtitleOf(of, fullest, labels[fullest.layer] ?? ''),
    {
      vconcat: [{ width, height: 280, layer: [bars, gaps, ...limit] }, running],
      spacing: 8,
    },
  )
}

/**
 * Draws the contents of the shared buffer while each layer runs in each step: a bar for each moment, divided by tensor, with
 * permanent contents at the bottom, the capacity if it is close, and the running layer below. If only some steps are known, a
 * dashed line marks those that are left out.
 *
 * @param of - The answer of `occupancyOf`.
 *
 * @example
 * ```ts
 * import { accelerator, dataflow, gemm, orThrow, spatialMap } from 'maestro-dataflow'
 * import { fuse, occupancyOf } from 'maestro-dataflow/fusion'
 * import { occupancySpec } from 'maestro-dataflow/report'
 *
 * const layers = [gemm({ M: 8, N: 8, K: 4, name: 'up' }), gemm({ M: 8, N: 4, K: 8, name: 'down' })]
 * const flow = dataflow('M-P', [spatialMap('M')])
 * const occupancy = orThrow(occupancyOf(fuse(layers, { tile: { M: 2 } }), flow, accelerator({ pes: 4 })))
 * occupancySpec(occupancy).title
 * // => { text: 'Shared buffer of up to down', subtitle: 'fullest in step 0 while up runs: 768 bits' }
 * ```
 * @since 0.2.0
 * @category pictures
 */
export const occupancySpec = (of: FusedOccupancy): VegaLiteSpec => {
  const fault = occupancyFault(of)
  if (fault !== undefined) return messagePicture(fault)
  return of.moments.length === 0 ? messagePicture('There are no steps.') : pictureOf(of)
}
