/** The words of a command line. */
import { describe, expect, test } from 'vitest'
import { noFaults } from '../../../src/cli/faults'
import { commands } from '../../../src/cli/invocation/commands'
import { helpText } from '../../../src/cli/invocation/help'
import { readArguments } from '../../../src/cli/invocation/read-arguments'
import { wordsOf } from '../support'

const read = (line: string) => {
  const faults = noFaults()
  return { asked: readArguments(wordsOf(line), faults), faults }
}

const messages = (line: string) => read(line).faults.usage.map(({ message }) => message)

test('options may stand anywhere, with a space or an equals sign', () => {
  const { asked } = read('estimate --on=eyeriss vgg16 --json --layer conv1_1')
  expect(asked).toEqual({
    _tag: 'Run',
    invocation: {
      command: 'estimate',
      words: ['vgg16'],
      options: new Map([
        ['on', ['eyeriss']],
        ['json', ['']],
        ['layer', ['conv1_1']],
      ]),
    },
  })
})

describe('what is wrong is said', () => {
  test.each([
    ['estimat vgg16', 'There is no command estimat.'],
    ['estimate vgg16 --onn eyeriss', 'estimate has no option --onn.'],
    ['estimate vgg16 -x', 'estimate has no option -x.'],
    ['estimate vgg16 --on', '--on needs a value.'],
    ['estimate vgg16 --json=yes', '--json is a switch: it takes no value.'],
    ['estimate --on eyeriss', 'estimate needs WORKLOAD.'],
    ['estimate vgg16 eyeriss', 'estimate takes no more than WORKLOAD.'],
    ['reference mapping.m', 'reference needs HARDWARE.m.'],
    ['explain vgg16 --threads 4', 'explain has no option --threads.'],
  ])('%s', (line, message) => expect(messages(line)).toContain(message))

  test('with the nearest name', () => {
    expect(read('estimat vgg16').faults.usage[0]?.hint).toMatch(/^Did you mean estimate\? /)
    expect(read('map vgg16 --objektive edp').faults.usage[0]?.hint).toMatch(/^Did you mean --objective\? /)
  })

  test('all at once', () => expect(messages('map --onn x --gapp 1 --json=1')).toHaveLength(4))
})

test('help and version are asked for in the usual ways', () => {
  for (const line of ['', '--help', '-h', 'help'])
    expect(read(line).asked).toEqual({ _tag: 'Help', of: null })
  for (const line of ['map --help', 'map vgg16 -h', 'help map'])
    expect(read(line).asked).toMatchObject({ _tag: 'Help', of: { name: 'map' } })
  expect(read('--version').asked).toEqual({ _tag: 'Version' })
})

describe('the help is a screen', () => {
  test.each([null, ...commands].map((command) => [command?.name ?? 'the program', command] as const))(
    'of %s',
    (_, command) => {
      const lines = helpText(command).trimEnd().split('\n')
      expect(lines.length).toBeLessThanOrEqual(36)
      for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(100)
    },
  )

  test.each(commands.map((command) => [command.name, command] as const))(
    '%s names every option',
    (_, command) => {
      for (const { name } of command.options) expect(helpText(command)).toContain(`--${name}`)
      expect(command.examples.length).toBeGreaterThan(0)
    },
  )
})
