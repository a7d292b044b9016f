/** The accelerator of a command, and where the errors in it come from. */
import type { DescribedError } from '../../error/error'
import type { Accelerator } from '../../hardware/accelerator'

export type Hardware = {
  readonly name: string
  readonly accelerator: Accelerator
  readonly locate: (errors: readonly DescribedError[]) => readonly DescribedError[]
}
