/** Tables of layers of other tools. */
import { expect, test } from 'vitest'
import { answerOf, faultsOf } from '../support'

const rows = async (text: string) =>
  (await answerOf('map table.csv --on nvdla --nodes 1', { 'table.csv': text })).table.rows.map(
    ([name]) => name,
  )

test('a topology of SCALE-Sim', async () => {
  const text = `Layer name, IFMAP Height, IFMAP Width, Filter Height, Filter Width, Channels, Num Filter, Strides,
first, 16, 16, 3, 3, 8, 32, 1,
second, 14, 14, 3, 3, 32, 16, 1,
`
  expect(await rows(text)).toEqual(['first', 'second'])
})

test('a table of GAMMA', async () => {
  expect(await rows('K,C,Y,X,R,S,T\n32,3,34,34,3,3,1\n1,32,32,32,3,3,2\n')).toHaveLength(2)
})

test('its faults have their lines', async () => {
  const [error] = await faultsOf('estimate table.csv --on nvdla', {
    'table.csv': 'K,C,Y,X,R,S,T\n32,3,34,many,3,3,1\n',
  })
  expect(error?.path).toContain('table.csv:2:')
})
