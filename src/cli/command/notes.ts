/** What is said beside an answer, each thing once. */
import type { Estimate } from '../../cost/estimate-type'

/** The warnings of estimates, with the number of layers that each concerns. */
export const warningNotes = (estimates: readonly Estimate[]): readonly string[] => {
  const counts = new Map<string, number>()
  for (const { warnings } of estimates)
    for (const { message } of warnings) counts.set(message, (counts.get(message) ?? 0) + 1)
  return [...counts].map(([message, count]) => (count === 1 ? message : `${message} (${count} layers)`))
}
