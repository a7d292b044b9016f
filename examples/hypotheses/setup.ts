// Teaches vitest's expect the matchers, and TypeScript their types.
import 'maestro-dataflow/vitest'
