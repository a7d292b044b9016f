/** What an explanation says of widths, buses, zeros and static energy. */
import { dataflow, orThrow, spatialMap, temporalMap } from 'maestro-dataflow'
import { parseHardware, parseNetwork } from 'maestro-dataflow/notation'
import { explain, type Finding } from 'maestro-dataflow/report'

const text = `Layer fc {
  Type: FC
  Dimensions { K: 1000, C: 2048 }
  Precision { inputs: 8, filter: 4.125, output { partial: 32, final: 8 } }
  Density { filter { n: 2, m: 4, along: C } }
}`
const [fc] = orThrow(parseNetwork(text)).layers

const hardware = orThrow(
  parseHardware(`num_pes: 168
    l2.bypass: [filter]
    noc.channels[0] { tensors: [filter], bandwidth: 4 }
    noc.channels[1] { tensors: [inputs, outputs], bandwidth: 2, port: shared }
    energy.static.pe: 0.1
    sparse.skip: [filter]`),
)
const outputs = dataflow('outputs', [spatialMap('K'), temporalMap('C', 64)])

const shown: readonly Finding['_tag'][] = ['Channels', 'Sparsity', 'Width', 'OffChip', 'Energy']
const { findings } = orThrow(explain({ layer: fc!.layer, dataflow: outputs, hardware }))
for (const { _tag, sentence } of findings) if (shown.includes(_tag)) console.log(sentence)
