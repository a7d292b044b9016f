/** Random lists of maps for a single level: legal ones, nearly legal ones and nonsense. */
import { extentOf } from './axes'
import type { Slide, Subject } from './layers'
import { type LiteralMap, reachUnder } from './literal'
import { chance, inserted, pick, type Random, shuffled } from './random'

const plainMap = (random: Random, name: string, extent: number, spatial: boolean): LiteralMap => {
  const size = random(1, extent + 2)
  return { spatial, name, size, offset: chance(random, 65) ? size : random(1, size + 2) }
}

/** Sizes that hold some outputs and a few rows more; offsets in outputs, in rows, or anything. */
const coordinateMap = (
  random: Random,
  slide: Slide,
  maps: readonly LiteralMap[],
  subject: Subject,
  spatial: boolean,
) => {
  const { extents } = subject
  const outputs = extentOf(extents, slide.loop)
  const reach = reachUnder(slide, maps, extents)
  const step = slide.form === 'input' ? slide.stride : 1
  const rows = step * (outputs - 1) + reach
  const held = reach + step * random(0, outputs) + random(0, step - 1)
  const size = chance(random, 80) ? held : random(1, rows + 2)
  const tile = Math.max(1, Math.floor((size - reach) / step) + 1)
  const offsets = [tile * step, Math.max(1, size - reach + 1), step * random(1, outputs), random(1, size + 2)]
  return { spatial, name: slide.coordinate, size, offset: pick(random, offsets) }
}

/** Rows and window both spatial, mostly in step. */
const pairOf = (random: Random, slide: Slide, subject: Subject): readonly LiteralMap[] => {
  if (slide.window === null) return []
  const extent = extentOf(subject.extents, slide.window)
  const window = { ...plainMap(random, slide.window, extent, true), name: slide.window }
  const coordinate = coordinateMap(random, slide, [window], subject, true)
  const all = (slide.form === 'input' ? slide.stride : 1) * (extentOf(subject.extents, slide.loop) - 1)
  const size = chance(random, 60)
    ? all + reachUnder(slide, [window], subject.extents) + random(0, 2)
    : coordinate.size
  const offset = chance(random, 70) ? slide.dilation * window.offset : coordinate.offset
  return [{ ...coordinate, size, offset }, window]
}

export const randomMaps = (random: Random, subject: Subject): readonly LiteralMap[] => {
  const { extents, slides } = subject
  const pair = slides.length > 0 && chance(random, 25) ? pairOf(random, pick(random, slides), subject) : []
  const dimensions = shuffled(random, Object.keys(extents)).slice(0, random(pair.length > 0 ? 0 : 1, 4))
  const taken = chance(random, 90)
    ? dimensions.filter((name) => !pair.some((map) => map.name === name))
    : dimensions
  const spread = chance(random, 60) && pair.length === 0 ? random(0, 3) : -1
  const plain = taken.map((name, i) =>
    plainMap(random, name, extentOf(extents, name), i === spread || chance(random, 4)),
  )
  // In outputs above, in rows here: now and then both.
  const loops = new Set(plain.map(({ name }) => name))
  const rows = slides
    .filter(
      ({ loop, coordinate }) =>
        chance(random, 45) &&
        !pair.some(({ name }) => name === coordinate) &&
        (chance(random, 10) || !loops.has(loop)),
    )
    .map((slide) =>
      coordinateMap(random, slide, [...pair, ...plain], subject, spread > 2 || chance(random, 5)),
    )
  return rows.concat(pair).reduce<readonly LiteralMap[]>((maps, map) => inserted(random, maps, map), plain)
}
