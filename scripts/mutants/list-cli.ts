/** Mutants of the command line. */
import { type Mutant, mutantsOf, triedWith } from './mutant'

const searches = ['test/cli/search/state.test.ts', 'test/cli/command/commands.test.ts']

export const cliMutants: readonly Mutant[] = triedWith(
  [
    'test/cli/invocation/values.test.ts',
    'test/cli/invocation/read-arguments.test.ts',
    'test/cli/input/errors.test.ts',
    'test/cli/command/commands.test.ts',
  ],
  [
    ...mutantsOf('src/cli/invocation/values.ts', [
      ['a range ends before its end', 'value <= last && values', 'value < last && values'],
      ['Ki is a thousand', 'Ki: 2 ** 10', 'Ki: 1000'],
      ['the first value counts', '.get(name)?.at(-1)', '.get(name)?.at(0)'],
      ['a count may be 0', 'number >= 1)) return number', 'number >= 0)) return number'],
    ]),
    ...mutantsOf('src/cli/invocation/read-arguments.ts', [
      ['a missing word is no fault', 'given.length < least &&', 'given.length > least &&'],
      ['a switch takes a value', 'option.value === null && token.value !== undefined', 'false'],
    ]),
    ...mutantsOf('src/cli/input/workload.ts', [
      ['names tell layers apart', "{ ...layer, name: '' }", 'layer'],
      ['a group counts its first layer only', 'before.count + entry.count', 'entry.count'],
    ]),
    ...mutantsOf('src/cli/input/json-place.ts', [
      ['what is missing is missing nowhere', 'length > 0; length--', 'length > 0; length = 0'],
    ]),
    ...mutantsOf('src/cli/input/read-workload.ts', [
      ['layers are numbered from 0', 'all[Number(name) - 1]', 'all[Number(name)]'],
    ]),
    ...mutantsOf('src/cli/command/given.ts', [
      ['faults are those of the first dataflow', 'flows[Number(index ?? 0)]', 'flows[0]'],
    ]),
    ...mutantsOf('src/cli/command/choose-dataflows.ts', [
      [
        'files keep their dataflows',
        'if (flows.length > 0) return among',
        'if (flows.length > 99) return among',
      ],
    ]),
    ...mutantsOf('src/cli/search/task.ts', [
      ['parameters of a file win', '...dataflow.parameters, ...values', '...values, ...dataflow.parameters'],
    ]),
    ...mutantsOf(
      'src/cli/input/other-formats.ts',
      [
        [
          'map keeps the mapping of a file',
          "if (invocation.command === 'map')",
          "if (invocation.command === 'explain')",
        ],
        [
          'mappings are of any tool',
          'if (mapping.tool === workload?.tool)',
          'if (mapping.tool !== workload)',
        ],
      ],
      ['test/cli/input/other-formats.test.ts'],
    ),
    ...mutantsOf(
      'src/cli/input/other-formats/roles.ts',
      [['words win over --on', "isSet(options, 'on') ? [machine]", "isSet(options, 'csv') ? [machine]"]],
      ['test/cli/input/other-formats.test.ts'],
    ),
    ...mutantsOf(
      'src/cli/input/other-formats/roles.ts',
      [
        [
          'a mapping stands alone',
          'accelerator?.tool === mapping.tool) return',
          "accelerator?.tool !== '') return",
        ],
      ],
      ['test/cli/main.test.ts'],
    ),
    ...mutantsOf(
      'src/cli/search/board.ts',
      [
        ['what was kept is given up', 'else if (done >= (board.reached[part] ?? 0))', 'else'],
        [
          'what was kept is finished',
          'known[part] = { result, isDone: false }\n    reached',
          'known[part] = { result, isDone: true }\n    reached',
        ],
      ],
      ['test/cli/search/state.test.ts'],
    ),
    ...mutantsOf(
      'src/cli/command/map.ts',
      [
        ['a part proves the whole', 'found.length === known.length ? all', 'found.length > 0 ? all'],
        ['a search is not cut', 'Math.floor(nodes / nodesOfPart)', '1'],
      ],
      searches,
    ),
    ...mutantsOf(
      'src/cli/search/state.ts',
      [
        ['parts of another search are taken', 'if (isThis && isSound)', 'if (isSound)'],
        ['parts that there are not are taken', 'if (isThis && isSound)', 'if (isThis)'],
      ],
      searches,
    ),
  ],
)
