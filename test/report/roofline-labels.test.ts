/** Labels of rooflines name or count every point, and cover none. */
import { isRight } from 'fp-ts/Either'
import { expect, it } from 'vitest'
import {
  googlenet,
  kcPartitioned,
  mobilenetV2,
  nvdlaLike,
  resnet50,
  shiDianNaoLike,
  tpuV1Like,
  vgg16,
} from '../../src/catalog'
import { type Accelerator, estimate, type Layer } from '../../src/index'
import { rooflineSpec } from '../../src/report'
import { height, labelsOf, width } from '../../src/report/spec/roofline-labels'
import { seeded } from '../support/generators/random'

type Label = {
  readonly label: string
  readonly intensity: number
  readonly throughput: number
  readonly align: 'left' | 'center' | 'right'
}

/** How many points a label stands for. */
const countOf = ({ label }: Label): number => 1 + Number(/ and (\d+) more$/.exec(label)?.[1] ?? 0)

const sum = (numbers: readonly number[]): number => numbers.reduce((all, number) => all + number, 0)

const networks: readonly (readonly [name: string, layers: readonly Layer[]])[] = [
  ['VGG16', vgg16],
  ['ResNet-50', resnet50],
  ['MobileNetV2', mobilenetV2],
  ['GoogLeNet', googlenet],
]

const accelerators: readonly Accelerator[] = [nvdlaLike, shiDianNaoLike, tpuV1Like]

it.each(networks)('every layer of %s is named or counted', (_, layers) => {
  for (const hardware of accelerators) {
    const estimates = layers.flatMap((layer) => {
      const result = estimate(layer, kcPartitioned, hardware)
      return isRight(result) ? [result.right] : []
    })
    const { layer: drawn } = rooflineSpec(estimates, hardware) as unknown as {
      layer: readonly { data: { values: readonly Label[] } }[] // as every roofline has
    }
    expect(drawn[1]?.data.values.length).toBe(estimates.length)
    expect(sum((drawn.at(-1)?.data.values ?? []).map(countOf))).toBe(estimates.length)
  }
})

const axes = { x: [1, 1000], y: [1, 1000] } as const
const roof = [
  { intensity: 1, throughput: 100 },
  { intensity: 10, throughput: 1000 },
  { intensity: 1000, throughput: 1000 },
]

const pixelsOf = ({
  intensity,
  throughput,
}: {
  readonly intensity: number
  readonly throughput: number
}) => ({
  x: (width * Math.log10(intensity)) / 3,
  y: height * (1 - Math.log10(throughput) / 3),
})

/** What is sure to be covered by a text of 11 pixels: five pixels for each character, eight high. */
const covers = (label: Label, at: { readonly x: number; readonly y: number }): boolean => {
  const { x, y } = pixelsOf(label)
  const length = 5 * label.label.length
  const left = { left: x, center: x - length / 2, right: x - length }[label.align]
  return left < at.x && at.x < left + length && Math.abs(y - at.y) < 4
}

it('points that a label counts are not covered either', () => {
  let shared = 0
  for (let seed = 1; seed <= 60; seed++) {
    const random = seeded(seed)
    const points = Array.from({ length: 30 }, (_, i) => ({
      label: `layer ${i}`,
      intensity: 10 ** (random(0, 200) / 100),
      throughput: 10 ** (random(0, 150) / 100),
    }))
    const labels = labelsOf(points, roof, axes) as unknown as readonly Label[] // as a roofline draws them
    expect(labels.length).toBeGreaterThan(0)
    expect(sum(labels.map(countOf))).toBeLessThanOrEqual(points.length)
    for (const label of labels) {
      if (countOf(label) > 1) shared += 1
      expect(points.filter((point) => covers(label, pixelsOf(point)))).toEqual([])
    }
  }
  expect(shared).toBeGreaterThan(100)
})

it('a point alone has its name, and points that touch have one together', () => {
  const near = { label: 'first', intensity: 30, throughput: 30 }
  const labels = labelsOf(
    [near, { ...near, label: 'second', intensity: 31 }, { label: 'alone', intensity: 300, throughput: 30 }],
    roof,
    axes,
  )
  expect(labels.map(({ label }) => label)).toEqual(['first and 1 more', 'alone'])
})
