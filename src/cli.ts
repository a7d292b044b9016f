/**
 * What the command line draws pictures with. The command line itself is the program `maestro-dataflow`.
 *
 * @packageDocumentation
 */
export { type DrawingError, drawSvg } from './cli/draw-svg'
