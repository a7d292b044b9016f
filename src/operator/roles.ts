/** Names of tensors in what is said of several of them (docs/spec.md, section 10): a tensor's own name, or its role. */
import type { Tensor } from './problem'

export const inputsName = 'inputs'
export const outputsName = 'outputs'

/** The words that always mean roles. */
export const roleNames: readonly string[] = [inputsName, outputsName]

export const roleNameOf = ({ role }: Pick<Tensor, 'role'>): string =>
  role === 'input' ? inputsName : outputsName

/** Whether a tensor can be meant by its own name. */
export const hasOwnName = ({ name }: Pick<Tensor, 'name'>): boolean => !roleNames.includes(name)
