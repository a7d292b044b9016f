/** The commands and their options. */
import type { Command, Option } from './option'

const option = (name: string, value: string | null, help: string): Option => ({ name, value, help })

const withoutPicture: readonly Option[] = [
  option('json', null, 'print the answer as JSON'),
  option('csv', null, 'print the table as CSV'),
]

const outputWith = (picture: string): readonly Option[] => [
  ...withoutPicture,
  option('svg', 'FILE', `${picture} (needs the packages vega and vega-lite)`),
  option('theme', 'THEME', 'the colours of the picture: light (default) or dark'),
]

const output = outputWith('write a picture')

const workload: readonly Option[] = [
  option('on', 'ACCELERATOR', 'the accelerator: a name of the catalog, or a file'),
  option('layer', 'NAME', 'only this layer, by its name or its number from 1'),
  option('dimension', 'NAME=N', 'an extent that the file of an ONNX model leaves open'),
  option('tokens', 'N', 'language models: new tokens (default: 1)'),
  option('cached', 'N', 'language models: tokens before them (default: 0)'),
  option('batch', 'N', 'language models: sequences at once (default: 1)'),
]

const dataflow = option('dataflow', 'NAMES', 'names, a family (paper, tool, matrix, attention) or a file')

const threads = option('threads', 'N', 'the largest number of worker threads (default: one for each core)')
const resume = option('resume', 'FILE', 'keep the progress in this file, and resume from it')

const workloads = [
  'WORKLOAD is a network or a language model of the catalog, a .m file, an .onnx',
  'model, a .json document, or a file of another tool: .yaml of Timeloop, AccelForge',
  'or ZigZag, .csv of SCALE-Sim, GAMMA or ConfuciuX. Further FILEs of the same tool,',
  'such as an architecture, a mapping or a .cfg, are read together with it.',
]

const estimate: Command = {
  name: 'estimate',
  summary: 'estimates the cost of layers under a dataflow',
  words: ['WORKLOAD'],
  takesFiles: true,
  least: 1,
  options: [
    ...workload,
    dataflow,
    option('objective', 'FIGURE', 'choose dataflows by runtime (default), energy or edp'),
    option('misfits', null, 'also choose dataflows that do not fit the buffers'),
    ...output,
  ],
  notes: [
    ...workloads,
    'Without --dataflow, layers keep the dataflows of their file, and layers of',
    'language models get the dataflow of their kind. If no layer has a dataflow, each',
    'gets the best of the catalog.',
  ],
  examples: [
    'estimate resnet50 --on eyeriss',
    'estimate vgg16 --on nvdla --dataflow KC-P,YR-P --objective energy',
    'estimate llama-3-8b --cached 2047 --on exynos2400 --json',
    'estimate problem.yaml --on arch.yaml --dataflow mapping.yaml',
  ],
}

const map: Command = {
  name: 'map',
  summary: 'searches for the best mapping of every layer, and proves a bound',
  words: ['WORKLOAD'],
  takesFiles: true,
  least: 1,
  options: [
    ...workload,
    option('objective', 'FIGURE', 'runtime, energy or edp (default); for one layer also pareto'),
    option('gap', 'SHARE', 'end at this distance from the optimum (default: 0.01)'),
    option('nodes', 'N', 'end after N boxes of mappings (default: 30000)'),
    option('divisors', null, 'only tiles that divide their extents, as other tools need'),
    option('write', 'FILE', 'write the mappings: .m, .yaml for Timeloop, .c for loops'),
    threads,
    resume,
    ...outputWith('for one layer: write a picture'),
  ],
  notes: [
    ...workloads,
    'Ctrl-C ends a search and prints its best mappings. With --resume, the same',
    'command continues the search later. It repeats an unfinished layer, or part of a long one,',
    'and its result is never worse than the one in the file.',
  ],
  examples: [
    'map resnet50 --on eyeriss --objective edp',
    'map resnet50 --layer conv1 --on eyeriss --svg conv1.svg',
    'map vgg16 --on nvdla --nodes 200000 --resume vgg16.search',
    'map conv.yaml --on accelerator.yaml',
    'map ncf --layer 1 --on nvdla --divisors --write layer.yaml',
  ],
}

const explore: Command = {
  name: 'explore',
  summary: 'evaluates a space of accelerators: the Pareto front and the best designs',
  words: ['WORKLOAD'],
  takesFiles: true,
  least: 1,
  options: [
    ...workload,
    dataflow,
    option('pes', 'VALUES', 'numbers of PEs'),
    option('simd', 'VALUES', 'MACs per cycle and PE'),
    option('bandwidth', 'VALUES', 'bandwidths of the networks, in words per cycle'),
    option('l1', 'VALUES', "capacities of the PEs' buffers, in bytes"),
    option('l2', 'VALUES', 'capacities of the shared buffer, in bytes'),
    option('parameter', 'NAME=VALUES', 'a parameter of the dataflow: a Constant of its .m file'),
    option('objective', 'FIGURES', 'default: runtime,energy; or edp, area, power, utilization'),
    option('area', 'TABLE', 'areas and power: a name of the catalog, such as nvdla'),
    option('max-area', 'N', 'the largest area, in µm²'),
    option('max-power', 'N', 'the highest peak power, in mW'),
    threads,
    resume,
    ...output,
  ],
  notes: [
    'WORKLOAD and FILE are those of the command estimate. Designs are evaluated on one',
    'layer: --layer selects it if the workload has several different layers.',
    'VALUES are a list (64,128), a range (1..64), a range with steps (64..512:64) or',
    'a range by a factor (1..64*2); 4Ki is 4096. An axis that is not given has the value',
    'of --on. Without any axis, PEs, bandwidth, l1 and l2 range from 1/4 to 4 times it.',
    'Several dataflows are an axis. The default: those of WORKLOAD, or else of the catalog.',
  ],
  examples: ['explore vgg16 --layer conv4_2 --on nvdla --pes 64..2048*2 --bandwidth 8..256*2'],
}

const explain: Command = {
  name: 'explain',
  summary: 'explains the bottleneck of a layer, its reuse, and the best changes',
  words: ['WORKLOAD'],
  takesFiles: true,
  least: 1,
  options: [
    ...workload,
    dataflow,
    option('objective', 'FIGURE', 'the figure to reduce: runtime (default), energy or edp'),
    option('all', null, 'print the other findings and the best changes, too'),
    ...output,
  ],
  notes: [
    ...workloads,
    'Without --layer, the command explains the layer that takes the most cycles. The',
    'cycles of equal layers are added. The command compares the layer with the best',
    'mapping that a short search finds.',
  ],
  examples: ['explain vgg16 --layer conv3_2 --on nvdla --dataflow KC-P'],
}

const validate: Command = {
  name: 'validate',
  summary: 'compares estimates with published figures of chips and tools',
  words: ['[SOURCE]'],
  takesFiles: false,
  least: 0,
  options: withoutPicture,
  notes: [
    'Without SOURCE, the command prints a line for each source and variant. With it,',
    'the command prints every figure, its origin, and how the mapping was found.',
  ],
  examples: ['validate', 'validate eyeriss-alexnet'],
}

const reference: Command = {
  name: 'reference',
  summary: 'prints the figures of the published MAESTRO tool, its defects included',
  words: ['MAPPING.m', 'HARDWARE.m'],
  takesFiles: false,
  least: 2,
  options: withoutPicture,
  notes: [
    'HARDWARE.m has one property on each line: num_pes, noc_bw_cstr, l1_size_cstr,',
    'l2_size_cstr, offchip_bw_cstr.',
  ],
  examples: ['reference mapping.m hardware.m'],
}

export const commands: readonly Command[] = [estimate, map, explore, explain, validate, reference]
