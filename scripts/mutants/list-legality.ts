/** Mutants of legality (tiles, diagonals, canonical form) and of the hardware's tables. */
import { type Mutant, mutantsOf } from './mutant'

export const legalityMutants: readonly Mutant[] = [
  ...mutantsOf('src/dataflow/tile.ts', [
    [
      'rows without a whole window hold an output',
      'Math.floor((size - windowReach) / stride) + 1',
      'Math.ceil((size - windowReach) / stride) + 1',
    ],
    ['the halo is one row more', 'map.size - windowReach + 1', 'map.size - windowReach'],
    ['a single output is too small', 'map.size < windowReach', 'map.size <= windowReach'],
    ['a whole extent needs its offset', '|| tile >= extent', '|| tile > extent'],
    ['a plain whole extent needs its offset', 'offset !== size && size < extent', 'offset !== size'],
    [
      'without a halo the tile is larger than its extent',
      'Math.min(withoutHalo, extents[meaning.dimension]!)',
      'withoutHalo',
    ],
  ]),
  ...mutantsOf('src/dataflow/diagonal.ts', [
    [
      'windows of a pair may overlap',
      'slides.dilation * window.offset && window.offset === window.size',
      'slides.dilation * window.offset',
    ],
    ['one shared output is enough', 'shared >= outputs', 'shared >= 1'],
  ]),
  ...mutantsOf('src/dataflow/canonical.ts', [
    ['no PE is ever idle', 'pes - clusters * pesPerCluster', '0'],
    ['clusters must leave a PE', 'pesPerCluster > pes', 'pesPerCluster >= pes'],
    [
      'every level sees the whole extents',
      'extents[dimension] = tile',
      'extents[dimension] = problem.extents[dimension]!',
    ],
    ['two units need no spatial map', 'units > 1 &&', 'units > 2 &&'],
    [
      'a second spatial map is ignored',
      'reportTwoSpatial(remaining, report)',
      'reportTwoSpatial([], report)',
    ],
  ]),
  ...mutantsOf(
    'src/dataflow/once-per-name.ts',
    [
      ['an error stands at its first size', "path.endsWith('.dimension')", "path.endsWith('.size')"],
      ['all sizes of a directive count', 'new Set(errors.map(directiveOf))', 'new Set(errors)'],
      ['one error stands for all names', '_tag + name', '_tag'],
      ['errors about other things are one', 'name === undefined ? error', 'name === undefined ? _tag'],
    ],
    ['test/dataflow/once-per-name.test.ts'],
  ),
  ...mutantsOf('src/hardware/energy.ts', [
    ['small buffers cost as the largest', 'return points[0]![1]', 'return points[points.length - 1]![1]'],
    ['between points the energy falls', '(bytes - lowBytes)', '(highBytes - bytes)'],
  ]),
  ...mutantsOf('src/hardware/area.ts', [
    ['an arbiter may take less than one unit', 'Math.max(1, ports),', 'ports,'],
    [
      'a bus takes a thousandfold power',
      '(lines * bandwidth) * networkPower + power',
      '(lines * bandwidth) + power',
    ],
    ['an arbiter grows with its units', 'a2 * n * n', 'a2 * n'],
  ]),
]
