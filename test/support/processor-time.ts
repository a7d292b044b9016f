/**
 * Milliseconds of processor time that this process has used. A busy machine does not lengthen it, as it lengthens time on
 * the wall; tests that run in other threads of the process at the same time do, by as many times as there are threads.
 */
export const processorTime = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
