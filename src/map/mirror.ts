/**
 * Layers that look the same when loops are exchanged: rows and columns of a square convolution, both operands of a product of
 * square matrices. A mapping and its mirror image cost the same, so that one of both is searched.
 */
import { ANY, type Box } from './box'
import { hasBit, type Loops, type LoopTensor } from './loops'
import type { OrderClass } from './order-class'
import type { MapSpace } from './space'

export type Mirror = {
  /** The image of each loop. */
  readonly loops: readonly number[]
  /** The number of each class of orders, and that of its image. */
  readonly numbers: ReadonlyMap<OrderClass, number>
  readonly images: readonly number[]
}

/** Every way to exchange some loops for others of the same extent. */
const exchanges = (extents: readonly number[], from = 0): readonly (readonly number[])[] => {
  if (from === extents.length) return [extents.map((_, loop) => loop)]
  return exchanges(extents, from + 1).flatMap((rest) => {
    if (rest[from] !== from) return [rest]
    const others = extents.flatMap((extent, loop) =>
      loop > from && extent === extents[from] && rest[loop] === loop ? [loop] : [],
    )
    return [rest, ...others.map((loop) => rest.with(from, loop).with(loop, from))]
  })
}

/** What tells tensors apart, their loops exchanged. */
const signatureOf = ({ isInput, plain, windows }: LoopTensor, image: readonly number[]): string => {
  const axes = windows.map(({ a, b, stride, dilation }) => [image[a], image[b], stride, dilation].join())
  return [isInput, plain.map((loop) => image[loop]).toSorted(), axes.toSorted()].join(' | ')
}

const bitsOf = (bits: number, image: readonly number[]): number =>
  image.reduce((all, to, loop) => (hasBit(bits, loop) ? all | (1 << to) : all), 0)

/** The classes of the images; null where they are not classes. */
const imagesOf = (
  classes: readonly OrderClass[],
  image: readonly number[],
  tensors: readonly number[],
): readonly number[] | null => {
  const images = classes.map(({ stays, inner, innermost, next }) =>
    classes.findIndex(
      (each) =>
        each.stays === (stays < 0 ? stays : tensors[stays]) &&
        each.inner === bitsOf(inner, image) &&
        each.innermost === bitsOf(innermost, image) &&
        each.next === bitsOf(next, image),
    ),
  )
  return images.includes(-1) ? null : images
}

/** A way to exchange loops that leaves the layer what it is, each tensor becoming one of the same role; null without any. */
export const mirrorOf = ({ extents, tensors }: Loops, classes: readonly OrderClass[]): Mirror | null => {
  const same = extents.map((_, loop) => loop)
  const own = tensors.map((tensor) => signatureOf(tensor, same))
  if (new Set(own).size < own.length) return null
  for (const image of exchanges(extents)) {
    if (image.every((to, loop) => to === loop)) continue
    const becomes = tensors.map((tensor) => own.indexOf(signatureOf(tensor, image)))
    if (becomes.includes(-1)) continue
    const images = imagesOf(classes, image, becomes)
    if (images !== null)
      return { loops: image, numbers: new Map(classes.map((each, i) => [each, i])), images }
  }
  return null
}

/** Whether restrictions of a space may tell a mapping from its mirror image. */
export const hasSides = ({ spatial, tiles, orders }: MapSpace): boolean =>
  spatial.some((each) => each !== null) ||
  tiles.some((rules) => rules.some((rule) => rule !== null)) ||
  orders.some((rules) => rules.length > 0)

/**
 * Whether the mirror images of all mappings of a box come before it, by what is decided first: spatial loops and classes of orders,
 * in the order in which the search decides them. Of a mapping and its image, at least one is in no such box.
 */
export const isMirrored = ({ loops, numbers, images }: Mirror, box: Box, isTimed: boolean): boolean => {
  const ofLoop = (loop: number): readonly [number, number] | null =>
    loop === ANY ? null : [loop, loop < 0 ? loop : loops[loop]!]
  const ofClass = (of: OrderClass | null): readonly [number, number] | null => {
    const number = of === null ? undefined : numbers.get(of)
    return number === undefined ? null : [number, images[number]!]
  }
  const inner = box.levels === 1 ? ([0, 0] as const) : ofLoop(box.inner)
  const outerClass = ofClass(box.outerClass)
  const [second, third] = isTimed ? [inner, outerClass] : [outerClass, inner]
  for (const decided of [ofLoop(box.outer), second, third, ofClass(box.innerClass)]) {
    if (decided === null) return false
    const [own, image] = decided
    if (own !== image) return image < own
  }
  return false
}
