/** Contrast of colours as WCAG 2.2 defines it, and the colours of an SVG. */

type Rgb = readonly [red: number, green: number, blue: number]

const linear = (channel: number): number =>
  channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4

/** Of `#rrggbb` or `rgb(r, g, b)`, linear. */

export const linearRgb = (colour: string): Rgb => {
  const hexadecimal = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour)?.slice(1)
  const channels =
    hexadecimal?.map((channel) => Number.parseInt(channel, 16)) ??
    /^rgb\((\d+), (\d+), (\d+)\)$/.exec(colour)?.slice(1).map(Number)
  if (channels === undefined) throw new Error(`no colour: ${colour}`)
  const [red = 0, green = 0, blue = 0] = channels.map((channel) => linear(channel / 255))
  return [red, green, blue]
}

const luminance = (colour: string): number => {
  const [red, green, blue] = linearRgb(colour)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** 1 to 21. */
export const contrast = (one: string, other: string): number => {
  const [a, b] = [luminance(one) + 0.05, luminance(other) + 0.05]
  return Math.max(a, b) / Math.min(a, b)
}

export type Drawing = {
  /** The classes of the group that it is in, such as `mark-text role-axis-label`. */
  readonly role: string
  readonly tag: string
  readonly colours: readonly string[]
}

const attribute = (tag: string, name: string): string | null => {
  const given = new RegExp(` ${name}="([^"]+)"`).exec(tag)?.[1] ?? null
  return given === 'none' || given === 'transparent' ? null : given
}

/** Everything that an SVG draws, with its fill and stroke, in order. */
export const drawingsIn = (svg: string): readonly Drawing[] => {
  let role = ''
  return [...svg.matchAll(/<(g|path|text|line|rect)\b[^>]*>/g)].flatMap(([tag, name = '']) => {
    if (name === 'g') {
      role = attribute(tag, 'class') ?? role
      return []
    }
    const colours = ['fill', 'stroke'].flatMap((each) => attribute(tag, each) ?? [])
    return colours.length === 0 ? [] : [{ role, tag: name, colours }]
  })
}

/** Machado, Oliveira and Fernandes (2009): what is seen without one of the three kinds of cones, on linear colours. */
const visions: readonly (readonly (readonly [number, number, number])[])[] = [
  [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
]

const times = (matrix: readonly (readonly [number, number, number])[], [a, b, c]: Rgb): Rgb => {
  const [x = 0, y = 0, z = 0] = matrix.map(([p, q, r]) => p * a + q * b + r * c)
  return [x, y, z]
}

/** Oklab, in which equal distances look equally large. */
const oklab = (colour: Rgb): Rgb => {
  const cones = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    colour,
  )
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    [Math.cbrt(cones[0]), Math.cbrt(cones[1]), Math.cbrt(cones[2])],
  )
}

/** How far apart two colours look to those to whom they look most alike: black and white are 1 apart. */
export const separation = (one: string, other: string): number =>
  visions.reduce((least, vision) => {
    const seen = (colour: string): Rgb => {
      const [red, green, blue] = times(vision, linearRgb(colour))
      return oklab([Math.max(0, red), Math.max(0, green), Math.max(0, blue)])
    }
    const [a, b] = [seen(one), seen(other)]
    return Math.min(least, Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]))
  }, 1)
