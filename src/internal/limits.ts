/**
 * The largest inputs that are taken; what exceeds a limit is refused as too complex. Limits of one text or file format are
 * with its reader.
 */

/** Levels of a dataflow (docs/spec.md, section 9). */
export const mostLevels = 16
/** Dimensions of an operator. */
export const mostDimensions = 16
/** Tensors of an operator. */
export const mostTensors = 8

/** Directives, or parameters, of a dataflow: as many as 16 levels of 16 dimensions, other names and clusters need. */
export const mostDirectives = 1024
/** Numbers, names and operations of an expression. */
export const mostParts = 1000

/** Kinds of step of a schedule, over all levels; fewer where each takes longer because its tensors have many windows. */
export const mostTransitions = 65_536
/** Axes that the kinds of step may look at in all. */
export const mostLooks = 262_144
/** Pieces of windows that units share, which the kinds of step may look at in all. */
export const mostUnionLooks = 2 ** 20
/** Residues in which spatial tiles along a sliding axis may start. */
export const mostResidues = 64

/** Entries of a list of networks or of cluster buffers: one per level, and a few that are not used. */
export const mostPerLevel = 64
/** Points of an energy by capacity, and with them entries of any list of an accelerator. */
export const mostPoints = 1024

/** Accelerators or dataflows of a batch. */
export const mostRows = 1_000_000
/** Layers of a network. */
export const mostLayers = 100_000
/** Candidates for the layers of a network. */
export const mostCandidates = 10_000

/** Values of an axis of a design space. */
export const mostPositions = 2 ** 20
/** Explorations that are merged at once. */
export const mostMerged = 1_000_000

/** Entries of any other list: no longer one is meant, and none needs to be read. */
export const mostEntries = 1_000_000
