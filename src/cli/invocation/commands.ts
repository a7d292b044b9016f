/** The commands and their options. */
import type { Command, Option } from './option'

const option = (name: string, value: string | null, help: string): Option => ({ name, value, help })

const output: readonly Option[] = [
  option('json', null, 'print the answer as JSON'),
  option('csv', null, 'print the table as CSV'),
  option('svg', 'FILE', 'write a picture (needs the packages vega and vega-lite)'),
]

const withoutPicture = output.slice(0, 2)

const workload: readonly Option[] = [
  option('on', 'ACCELERATOR', 'a name of the catalog, or a file of any of these formats'),
  option('layer', 'NAME', 'this layer only, or its number from 1'),
  option('dimension', 'NAME=N', 'an extent of an ONNX model that its file leaves open'),
  option('tokens', 'N', 'of a language model: new tokens (1 when absent)'),
  option('cached', 'N', 'of a language model: tokens before them (0 when absent)'),
  option('batch', 'N', 'of a language model: sequences at once (1 when absent)'),
]

const dataflow = option('dataflow', 'NAMES', 'names, paper, tool, matrix; a .m, .json or .yaml file')

const threads = option('threads', 'N', 'worker threads (all cores when absent)')
const resume = option('resume', 'FILE', 'keep finished parts and the best so far here, and go on')

const workloads = [
  'WORKLOAD is a network or a language model of the catalog, a .m file, an .onnx',
  'model, a .json document, or a file of another tool: .yaml of Timeloop, AccelForge',
  'or ZigZag, .csv of SCALE-Sim, GAMMA or ConfuciuX. Further FILEs of the same tool,',
  'such as an architecture, a mapping or a .cfg, are read together with it.',
]

const estimate: Command = {
  name: 'estimate',
  summary: 'what layers cost under a dataflow',
  words: ['WORKLOAD'],
  takesFiles: true,
  least: 1,
  options: [
    ...workload,
    dataflow,
    option('objective', 'FIGURE', 'runtime, energy or edp: by what layers take a dataflow'),
    option('misfits', null, 'dataflows that do not fit the buffers compete, too'),
    ...output,
  ],
  notes: [
    ...workloads,
    'Without --dataflow, layers keep the dataflows of their file; others take the',
    'best of the catalog.',
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
  summary: 'the best mapping of every layer, with a proof of how good it is',
  words: ['WORKLOAD'],
  takesFiles: true,
  least: 1,
  options: [
    ...workload,
    option('objective', 'FIGURE', 'runtime, energy, edp (default); pareto of one layer'),
    option('gap', 'SHARE', 'end at this distance to the optimum (0.01 when absent)'),
    option('nodes', 'N', 'end after N boxes of mappings (default: 30000)'),
    option('divisors', null, 'only tiles that divide what they tile, as other tools need'),
    option('write', 'FILE', 'write the mappings: .m, .yaml for Timeloop, .c for loops'),
    threads,
    resume,
    ...output,
  ],
  notes: [
    ...workloads,
    'Ctrl-C ends a search with what was found; with --resume, the same command goes',
    'on later. A part (a layer) that was not finished is searched anew, and is never',
    'worse than what the file has.',
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
  summary: 'every design of a space of accelerators: the Pareto front and the best',
  words: ['WORKLOAD'],
  takesFiles: true,
  least: 1,
  options: [
    ...workload,
    dataflow,
    option('pes', 'VALUES', 'numbers of PEs'),
    option('simd', 'VALUES', 'MACs of a PE in a cycle'),
    option('bandwidth', 'VALUES', 'elements in a cycle of the network'),
    option('l1', 'VALUES', "capacities of the PEs' buffers, in bytes"),
    option('l2', 'VALUES', 'capacities of the shared buffer, in bytes'),
    option('parameter', 'NAME=VALUES', 'a parameter (Constant) of the dataflow'),
    option('objective', 'FIGURES', 'runtime,energy when absent; edp, area, power, utilization'),
    option('area', 'TABLE', 'areas and power: a name of the catalog, such as nvdla'),
    option('max-area', 'N', 'the largest area, in µm²'),
    option('max-power', 'N', 'the most peak power, in mW'),
    threads,
    resume,
    ...output,
  ],
  notes: [
    'VALUES are 64,128 or 1..64, with steps 64..512:64, by a factor 1..64*2; 4Ki is',
    '4096. What has no values is as --on has it. Several dataflows are an axis. Without',
    'any axis, PEs, bandwidth, l1 and l2 are halved and doubled twice.',
  ],
  examples: ['explore vgg16 --layer conv4_2 --on nvdla --pes 64..2048*2 --bandwidth 8..256*2'],
}

const explain: Command = {
  name: 'explain',
  summary: 'what bounds a layer, which reuse it has, and what to change first',
  words: ['WORKLOAD'],
  takesFiles: true,
  least: 1,
  options: [
    ...workload,
    dataflow,
    option('objective', 'FIGURE', 'runtime, energy or edp: what changes should reduce'),
    option('all', null, 'print every finding, not only the three to read first'),
    ...output,
  ],
  notes: [
    ...workloads,
    'Of several layers, the one that takes the most cycles is explained, unless',
    '--layer says which. It is compared with the best mapping that a short search',
    'finds.',
  ],
  examples: ['explain vgg16 --layer conv3_2 --on nvdla --dataflow KC-P'],
}

const validate: Command = {
  name: 'validate',
  summary: 'how far estimates are from published figures of chips and tools',
  words: ['[SOURCE]'],
  takesFiles: false,
  least: 0,
  options: withoutPicture,
  notes: [
    'Without SOURCE, a line for each source and variant; with it, every figure,',
    'where it comes from, and how the mapping was found.',
  ],
  examples: ['validate', 'validate eyeriss-alexnet'],
}

const reference: Command = {
  name: 'reference',
  summary: 'what the published MAESTRO tool prints for a mapping file, its faults included',
  words: ['MAPPING.m', 'HARDWARE.m'],
  takesFiles: false,
  least: 2,
  options: withoutPicture,
  notes: [
    'HARDWARE.m has a property on each line: num_pes, noc_bw_cstr, l1_size_cstr,',
    'l2_size_cstr, offchip_bw_cstr.',
  ],
  examples: ['reference mapping.m hardware.m'],
}

export const commands: readonly Command[] = [estimate, map, explore, explain, validate, reference]
