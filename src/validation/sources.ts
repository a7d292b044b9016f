/** All sources, those of silicon first. */
import type { Source, SourceId } from './source'
import { eyerissCycles, eyerissMaestro, eyerissVgg16 } from './sources/eyeriss-cycles'
import { eyerissAccesses, eyerissPower } from './sources/eyeriss-energy'
import { fpga23CnnAccel } from './sources/fpga23-cnn-accel'
import { gemmini } from './sources/gemmini'
import { nvdlaSheet } from './sources/nvdla-sheet'
import { scaleSim, scaleSimTraces } from './sources/scale-sim'
import { tenstorrentP150 } from './sources/tenstorrent-p150'
import { timeloopDosa } from './sources/timeloop-dosa'
import { timeloopNests, timeloopNestsCycles } from './sources/timeloop-nests'
import { tpuV1 } from './sources/tpu-v1'
import { yolov2Zynq } from './sources/yolov2-zynq'
import { zigzagGemm, zigzagGemmAccesses } from './sources/zigzag-gemm'

export const sources: Readonly<Record<SourceId, Source>> = {
  'eyeriss-alexnet': eyerissCycles,
  'eyeriss-alexnet-maestro': eyerissMaestro,
  'eyeriss-alexnet-accesses': eyerissAccesses,
  'eyeriss-alexnet-power': eyerissPower,
  'eyeriss-vgg16': eyerissVgg16,
  'tenstorrent-p150': tenstorrentP150,
  'tpu-v1': tpuV1,
  'fpga23-cnn-accel': fpga23CnnAccel,
  'yolov2-zynq': yolov2Zynq,
  gemmini,
  'scale-sim': scaleSim,
  'scale-sim-accesses': scaleSimTraces,
  'timeloop-nests': timeloopNests,
  'timeloop-nests-cycles': timeloopNestsCycles,
  'timeloop-dosa': timeloopDosa,
  'zigzag-gemm': zigzagGemm,
  'zigzag-gemm-accesses': zigzagGemmAccesses,
  'nvdla-sheet': nvdlaSheet,
}
