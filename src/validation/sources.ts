/** All sources, those of silicon first. */

import type { Source, SourceId } from './source'
import { eyerissAlexnetCycles, eyerissAlexnetMaestro } from './sources/eyeriss-alexnet'

export const sources: Readonly<Record<SourceId, Source>> = {
  'eyeriss-alexnet': eyerissAlexnetCycles,
  'eyeriss-alexnet-maestro': eyerissAlexnetMaestro,
}
