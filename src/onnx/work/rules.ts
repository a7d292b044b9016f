/** What each operator does. */
import { binary, convolutions, matrixProducts, unary, variadic, windowPools } from '../operators'
import { foldedAxesOf, spatialAxes } from '../shape/fold'
import { attentionRules } from './attention'
import { einsumWork } from './einsum'
import {
  batchNormalizationWork,
  biasedWork,
  binaryWork,
  preluWork,
  quantizationWork,
  unaryWork,
  variadicWork,
} from './elements'
import { normalizationRules } from './normalization'
import { matMulWork, productRules } from './products'
import { recurrentRules } from './recurrent'
import { rotaryRules } from './rotary'
import { runtimeAttentionRules } from './runtime-attention'
import { softmaxRules } from './softmax'
import { convolutionWork, foldWork, fusedConvolution, poolWork, transposedWork } from './windows'
import type { WorkRule } from './work'

/** The operands of an operator, each with parameters behind it, as those of another one. */
const picking =
  (rule: WorkRule, ...places: readonly number[]): WorkRule =>
  (call) =>
    rule({ ...call, inputs: places.map((at) => call.inputs[at]) })

const rules: { readonly [op: string]: WorkRule } = {
  ...softmaxRules,
  ...normalizationRules,
  ...attentionRules,
  ...runtimeAttentionRules,
  ...recurrentRules,
  ...rotaryRules,
  ...productRules,
  BatchNormalization: batchNormalizationWork,
  ConvTranspose: transposedWork,
  DequantizeLinear: quantizationWork,
  Einsum: einsumWork,
  PRelu: preluWork,
  QuantizeLinear: quantizationWork,
  'com.microsoft:BiasGelu': biasedWork,
  'com.microsoft:FastGelu': biasedWork,
  'com.microsoft:FusedConv': fusedConvolution,
  'com.microsoft:QLinearAdd': picking(binaryWork, 0, 3),
  'com.microsoft:QLinearAveragePool': poolWork,
  'com.microsoft:QLinearGlobalAveragePool': foldWork(spatialAxes),
  'com.microsoft:QLinearLeakyRelu': unaryWork,
  'com.microsoft:QLinearMul': picking(binaryWork, 0, 3),
  'com.microsoft:QLinearSigmoid': unaryWork,
}

/** The rule of an operator, if it is costed. */
export const workRuleOf = (op: string): WorkRule | undefined => {
  if (Object.hasOwn(rules, op)) return rules[op]
  const operands = Object.hasOwn(convolutions, op) ? convolutions[op] : undefined
  if (operands !== undefined) return convolutionWork(...operands)
  const factors = Object.hasOwn(matrixProducts, op) ? matrixProducts[op] : undefined
  if (factors !== undefined) return matMulWork(...factors)
  if (windowPools.has(op)) return poolWork
  if (unary.has(op)) return unaryWork
  if (binary.has(op)) return binaryWork
  if (variadic.has(op)) return variadicWork
  const folded = foldedAxesOf(op)
  return folded === undefined ? undefined : foldWork(folded)
}
