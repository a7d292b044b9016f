/** What the process ends with. */

/**
 * The exit codes: 0 success; 1 the input was rejected, or a file cannot be read or written; 2 the command line is
 * invalid; 3 no mapping was found for a layer, or no design is valid; 130 interrupted.
 */
export const exitCodes = { answered: 0, rejected: 1, usage: 2, infeasible: 3, interrupted: 130 } as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]
