/** What an estimate counts wherever a tensor crosses: in elements, and in bits where these are known. */
import type { BitsByTensor, ElementBits } from '../../cost/element-bits'
import type { Estimate, LevelTensor } from '../../cost/estimate-type'
import { boundaryName } from '../estimate-words'
import { differ } from '../widths'

/** A count of a tensor where it crosses. */
export type Figure = {
  readonly place: string
  readonly tensor: string
  readonly end: string
  readonly figure: string
  readonly elements: number
  /** Null where the figures alone do not say how wide an element is. */
  readonly bits: number | null
}

/** Elements, or bits if every count has them and widths differ. */
export type Unit = 'elements' | 'bits'

const parentEnd = "at the parent's end"
const unitsEnd = "at the units' end"
const readBack = 'read back to add'
const read = 'read from outside or L1'
const written = 'written to outside or L1'
export const ends = [parentEnd, unitsEnd, readBack, read, written]

export const offchipPlace = 'outside ↔ L2'

const outside = ({ offchip }: Estimate): readonly Figure[] =>
  Object.entries(offchip.tensors).flatMap(([tensor, { reads, writes, bits }]) => [
    { place: offchipPlace, tensor, end: read, figure: 'reads', elements: reads, bits: bits.reads },
    { place: offchipPlace, tensor, end: written, figure: 'writes', elements: writes, bits: bits.writes },
  ])

type LevelFigure = 'ingress' | 'fills' | 'egress' | 'evictions' | 'accumulations'

const ofLevel = (
  place: string,
  tensor: string,
  figures: LevelTensor,
  /** Bits of an element on the network, and in the units' buffers. */
  crossing: number | undefined,
  inUnits: number | undefined,
): readonly Figure[] => {
  const figure = (end: string, name: LevelFigure): readonly Figure[] => {
    const elements = figures[name]
    const width = end === unitsEnd ? inUnits : crossing
    return elements === undefined
      ? []
      : [{ place, tensor, end, figure: name, elements, bits: width === undefined ? null : elements * width }]
  }
  return [
    figure(parentEnd, 'ingress'),
    figure(unitsEnd, 'fills'),
    figure(parentEnd, 'egress'),
    figure(unitsEnd, 'evictions'),
    figure(readBack, 'accumulations'),
  ].flat()
}

const atMacs = ({ pe, levels }: Estimate, widths: ElementBits | undefined): readonly Figure[] => {
  const place = 'L1 ↔ MACs'
  const deepest = levels.length - 1
  const stored = widths?.inUnits[deepest]
  const bitsOf = (elements: number, of: BitsByTensor | undefined, tensor: string) =>
    of === undefined ? null : elements * of[tensor]!
  return Object.entries(pe.tensors).flatMap(([tensor, { reads, writes }]) => {
    const isInput = levels[deepest]!.tensors[tensor]?.ingress !== undefined
    const readAt = isInput ? widths?.operands : stored
    return [
      { place, tensor, end: read, figure: 'reads', elements: reads, bits: bitsOf(reads, readAt, tensor) },
      {
        place,
        tensor,
        end: written,
        figure: 'writes',
        elements: writes,
        bits: bitsOf(writes, stored, tensor),
      },
    ]
  })
}

/** All counts, from outside the chip to the MACs; `widths` are those of the same layer on the same accelerator. */
export const figuresOf = (estimate: Estimate, widths: ElementBits | undefined): readonly Figure[] => [
  ...outside(estimate),
  ...estimate.levels.flatMap(({ tensors }, level) =>
    Object.entries(tensors).flatMap(([tensor, figures]) =>
      ofLevel(
        boundaryName(estimate, level),
        tensor,
        figures,
        widths?.crossing[level]?.[tensor],
        widths?.inUnits[level]?.[tensor],
      ),
    ),
  ),
  ...atMacs(estimate, widths),
]

/** Bits of an element of a count. */
export const widthOf = ({ elements, bits }: Figure): number | null => (bits === null ? null : bits / elements)

export const unitOf = (figures: readonly Figure[]): Unit => {
  const widths = figures.flatMap((figure) => (figure.elements > 0 ? [widthOf(figure)] : []))
  const known = widths.flatMap((width) => width ?? [])
  return known.length === widths.length && differ(known) ? 'bits' : 'elements'
}

/** A count in a unit. */
export const sizeIn = (unit: Unit, { elements, bits }: Figure): number =>
  unit === 'elements' ? elements : (bits ?? 0)
