/** The table of the guide: every layer of the small files is read, estimated, and written back where tiles divide. */
import { expect, test } from 'vitest'
import { formatRows } from '../../scripts/formats/rows'

const rows = formatRows()

test('has three files of every format', () => {
  const files = new Map(
    ['Timeloop', 'AccelForge', 'SCALE-Sim', 'ZigZag', 'GAMMA'].map((name) => [
      name,
      new Set(rows.filter(({ format }) => format === name).map(({ file }) => file)).size,
    ]),
  )
  expect([...files.values()]).toEqual([3, 3, 3, 3, 3])
})

test.each(rows)('$file: $layer comes back the same', ({ back, macs, runtime }) => {
  expect(back).not.toBe('different')
  expect(runtime).toBeGreaterThan(0)
  expect(macs).toBeGreaterThan(0)
})

test('mappings of loop nests come back, all of them', () => {
  const nests = rows.filter(({ format }) => ['Timeloop', 'AccelForge'].includes(format))
  expect(nests.map(({ back }) => back)).toEqual(nests.map(() => 'equal'))
})
