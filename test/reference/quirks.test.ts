/** The quirks of the tool's description, each with the example that was run on the tool. */
import { describe, expect, it } from 'vitest'
import { answer, code, figures, layer } from './support'

describe('the quirks of the published tool', () => {
  it('1: dies of row-stationary inner levels', () => {
    const maps = 'T(1,1)K T(3,3)C T(3,3)R T(3,3)S S(3,1)Y T(3,1)X Cluster(3) S(1,1)X S(1,1)R'
    expect(code(layer('CONV', 'K2 C3 R3 S3 Y8 X8', maps), { numPes: 9 })).toBe('ZERO_COMPUTE_DELAY')
  })

  it('2: walks two spatial maps in lockstep', () => {
    expect(figures(layer('GEMM', 'M4 N4 K4', 'S(1,1)M S(1,1)N T(1,1)K')).macs).toBe(16)
  })

  it('3: writes outputs in every step', () => {
    const { output } = figures(layer('GEMM', 'M8 N8 K8', 'S(1,1)M T(1,1)N T(1,1)K')).tensors
    expect(output.l2Write).toBe(512)
  })

  it('4: counts outputs without the stride', () => {
    const stride = { X: 2, Y: 2 }
    const of = figures(layer('CONV', 'K4 C1 R3 S3 Y9 X9', 'S(1,1)K T(1,1)C T(9,7)Y T(9,7)X', stride))
    expect([of.macs, of.tensors.output.l2Read]).toEqual([1764, 196])
  })

  it('5: multiplies occurrences in 32 bits', () => {
    const maps = 'S(1,1)M T(1,1)N T(1,1)K'
    expect(figures(layer('GEMM', 'M4 N70000 K70000', maps)).macs).toBe(2_420_130_816)
    expect(code(layer('CONV', 'K1048576 C4096 R1 S1 Y8 X64', 'T(1,1)K T(1,1)C T(1,1)Y S(1,1)X'))).toBe(
      'OCCURRENCE_OVERFLOW',
    )
  })

  it('6: does not clip X and Y to a tiled window', () => {
    expect(figures(layer('CONV', 'K1 C1 R3 S1 Y5 X1', 'S(1,1)R'), { numPes: 3 }).macs).toBe(15)
  })

  it('7: counts the last outputs of a single unit in inputs', () => {
    expect(figures(layer('CONV', 'K1 C1 R1 S3 Y1 X7', 'S(3,1)X T(1,1)C')).macs).toBe(21)
  })

  it('8: forgets a unit if the last of several folds ends with a shorter tile', () => {
    expect(figures(layer('GEMM', 'M7 N1 K1', 'S(2,2)M'), { numPes: 2 }).macs).toBe(5)
  })

  it('9: shortens the last tile of a tile beyond the extent', () => {
    expect(figures(layer('GEMM', 'M4 N1 K6', 'S(1,1)M T(1,1)N T(10,3)K')).macs).toBe(12)
  })

  it('10: lets a tensor stay that the innermost moving loop does not touch', () => {
    const { filter } = figures(layer('CONV', 'K2 C4 R1 S1 Y8 X1', 'T(1,1)Y T(1,1)K S(1,1)C T(1,1)X')).tensors
    expect(filter.l2Read).toBe(36)
  })

  it('11: fetches a full step at the edge', () => {
    const { input, filter } = figures(layer('GEMM', 'M4 N1 K5', 'S(1,1)M T(1,1)N T(4,4)K')).tensors
    expect([input.l2Read, filter.l2Read]).toEqual([32, 8])
  })

  it('12: swaps the strides of a layer given by outputs', () => {
    const maps = "S(1,1)K T(1,1)C T(3,3)R T(3,3)S T(1,1)Y' T(1,1)X'"
    expect(figures(layer('CONV', "K4 C1 R3 S3 Y'4 X'4", maps, { "X'": 2, "Y'": 1 })).macs).toBe(288)
  })

  it('13: lets the first layer of a type decide about the batch', () => {
    const batch = layer('CONV', 'N2 K4 C4 R1 S1 Y4 X4', 'S(1,1)K T(1,1)N')
    const plain = layer('CONV', 'K4 C4 R1 S1 Y4 X4', 'S(1,1)K')
    expect(figures(batch).tensors.input.l2Read).toBe(128)
    expect(figures([plain, batch]).tensors.input.l2Read).toBe(64)
    expect(code([batch, plain])).toBe('MISSING_DIMENSION')
  })

  it('14: couples the outputs of a group to its input channels', () => {
    const { output } = figures(layer('NGCONV', 'G2 K2 C8 R1 S1 Y4 X4', 'S(1,1)K T(1,1)C')).tensors
    expect(output.l2Read).toBe(512)
  })

  it('15: halves the off-chip bandwidth with every case', () => {
    const hardware = { numPes: 6, nocBw: 7, hopLatency: 2 }
    expect(figures(layer('GEMM', 'K48 N16 M5', 'T(47,47)K S(2,2)N T(2,2)M'), hardware).offchipBw).toBe(7)
  })

  it('16: gives the arithmetic intensity of the last case', () => {
    const maps = "S(1,1)K T(3,3)C T(1,1)Y' T(3,3)R T(3,3)S T(6,4)X Cluster(2) S(1,1)C T(3,1)X"
    const worked = layer('CONV', 'K5 C3 R3 S3 Y5 X9', maps, { X: 2, Y: 1 })
    const { arithmeticIntensity, macs, tensors } = figures(worked, { numPes: 7, offchipBw: 2, simd: 2 })
    expect([macs, tensors.input.l2Read, tensors.filter.l2Read]).toEqual([2430, 441, 135])
    // The layer has 2430 / (441 + 135) = 4.22.
    expect(arithmeticIntensity).toBe(6.75)
  })

  it('17: adds up outputs of cases that are skipped', () => {
    const of = figures(layer('CONV', 'K2 C1 R1 S3 Y1 X5', 'S(1,1)K T(2,2)X'), { numPes: 2 })
    const { l2Size, l2Write } = of.tensors.output
    expect([of.macs, of.runtime, l2Size, l2Write]).toEqual([0, 0, -4, -2])
    expect([of.avgBw, of.computeDelay]).toEqual(['nan', [-(2 ** 63), 0, -(2 ** 63)]])
  })

  it('18: sizes the outputs in L1 by tiles of input', () => {
    const { output } = figures(layer('CONV', 'K4 C1 R3 S3 Y9 X9', 'S(1,1)K T(3,1)Y T(3,1)X')).tensors
    expect(output.l1Size).toBe(18)
  })

  it('19: takes a transposed convolution for a convolution', () => {
    const [dims, maps, stride] = [
      'K4 C2 R3 S3 Y9 X9',
      'S(1,1)K T(1,1)C T(3,1)Y T(3,1)X',
      { X: 2, Y: 2 },
    ] as const
    expect(answer(layer('TRCONV', dims, maps, stride))).toEqual(answer(layer('CONV', dims, maps, stride)))
    const batch = layer('TRCONV', 'N2 K4 C4 R1 S1 Y4 X4', 'S(1,1)K')
    expect(code([batch, layer('CONV', 'K4 C4 R1 S1 Y4 X4', 'S(1,1)K')])).toBe('MISSING_DIMENSION')
  })

  it('20: takes one cycle less than the latency to move nothing', () => {
    const of = figures(layer('DSCONV', 'K2 C4 R1 S1 Y1 X1', 'T(1,1)K S(1,1)C'), { hopLatency: 0 })
    expect([of.ingressDelay, of.arithmeticIntensity]).toEqual([[-1, 1, 0], 'inf'])
  })

  it('21: dies of a layer without its own dataflow', () => {
    const [mapped, bare] = [layer('GEMM', 'M4 N4 K4', 'S(1,1)M'), layer('GEMM', 'M4 N4 K4', '')]
    expect([code([mapped, bare]), code([bare])]).toEqual(['INHERITED_DATAFLOW', 'NO_DATAFLOW'])
  })

  it('22: truncates bandwidths before it adds them', () => {
    // 25 + 9 elements for 81 MACs, in one step.
    const of = figures(layer('CONV', 'K1 C1 R3 S3 Y5 X5', 'S(1,1)K'), { numPes: 1 })
    expect([of.tensors.input.l2Read, of.tensors.filter.l2Read, of.macs]).toEqual([25, 9, 81])
    expect([of.peakBw, of.avgBw]).toEqual([0, 0])
  })
})
