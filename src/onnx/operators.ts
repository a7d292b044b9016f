/** Names of ONNX operators, by what they do to shapes and what they cost. */
import { defaultDomains, type Node } from './format/model'

const names = (text: string): ReadonlySet<string> => new Set(text.split(' '))

/** Operators of ONNX Runtime that do what the standard's operator of another name or domain does. */
const sameAs: { readonly [name: string]: string } = {
  'com.microsoft:DequantizeLinear': 'DequantizeLinear',
  'com.microsoft:Gelu': 'Gelu',
  'com.microsoft:Pad': 'Pad',
  'com.microsoft:QuantizeLinear': 'QuantizeLinear',
  'com.microsoft:QuickGelu': 'Gelu',
  'com.microsoft:Range': 'Range',
  'com.microsoft:SimplifiedLayerNormalization': 'SimplifiedLayerNormalization',
  'com.microsoft:Trilu': 'Trilu',
}

/** An operator by its name alone if the standard has it, else by its domain and name. */
export const operatorOf = ({ op, domain }: Pick<Node, 'op' | 'domain'>): string => {
  if (defaultDomains.includes(domain)) return op.includes(':') ? `ai.onnx:${op}` : op
  const name = `${domain}:${op}`
  return Object.hasOwn(sameAs, name) ? sameAs[name]! : name
}

/** One operation on each element of the first input, whatever the others are. */
export const unary = /* @__PURE__ */ names(
  'Abs Acos Acosh Asin Asinh Atan Atanh BitwiseNot Ceil Celu Clip Cos Cosh CumProd CumSum ' +
    'Elu Erf Exp Floor Gelu HardSigmoid HardSwish IsInf IsNaN LeakyRelu Log Mish Neg Not ' +
    'Reciprocal Relu Round Selu Shrink Sigmoid Sign Sin Sinh Softplus Softsign Sqrt Swish Tan Tanh ' +
    'ThresholdedRelu',
)

/** One operation on each element of what all inputs together stretch to. */
export const binary = /* @__PURE__ */ names(
  'Add And BitShift BitwiseAnd BitwiseOr BitwiseXor Div Equal Greater GreaterOrEqual Less LessOrEqual Mod Mul Or ' +
    'Pow Sub Where Xor',
)

/** One operation less than there are inputs, on each element of what all together stretch to. */
export const variadic = /* @__PURE__ */ names('Max Mean Min Sum')

/** Renaming, moving, cutting, repeating and creating data: no arithmetic on elements. */
export const movement = /* @__PURE__ */ names(
  'BitCast Cast CastLike CenterCropPad Compress Concat ConcatFromSequence Constant ConstantOfShape DepthToSpace ' +
    'Dropout Expand EyeLike Flatten Gather GatherElements GatherND Identity OneHot Optional OptionalGetElement ' +
    'OptionalHasElement Pad Range Resize Reshape ReverseSequence Scatter ScatterElements ScatterND SequenceAt ' +
    'SequenceConstruct SequenceEmpty SequenceErase SequenceInsert SequenceLength Shape Size Slice SpaceToDepth Split ' +
    'SplitToSequence Squeeze TensorScatter Tile Transpose Trilu Unsqueeze Upsample com.microsoft:QLinearConcat',
)

const dataDependent = 'does work that depends on the data'

/** Operators that are not costed, with what they do instead. */
export const uncosted: { readonly [op: string]: string } = {
  NonMaxSuppression: dataDependent,
  NonZero: dataDependent,
  TopK: dataDependent,
  Unique: dataDependent,
}

/** The output has the shape of the first input, whatever is done to it. */
export const sameShape = /* @__PURE__ */ names(
  'Bernoulli BitCast Cast CastLike Identity RandomNormalLike RandomUniformLike ReverseSequence ' +
    'Scatter ScatterElements ScatterND TensorScatter Trilu ai.onnx.ml:Binarizer ai.onnx.ml:Imputer ' +
    'ai.onnx.ml:Normalizer ai.onnx.ml:Scaler',
)

/** Operators whose output differs from run to run, also on constants. */
export const random = /* @__PURE__ */ names(
  'Bernoulli Multinomial RandomNormal RandomNormalLike RandomUniform RandomUniformLike',
)

/** Operators that leave the rounding of extents open, so that another runtime may be one off. */
export const roundingIsOpen = /* @__PURE__ */ names('Resize Upsample')

/** Where a convolution or matrix product finds its two operands. */
export const convolutions: { readonly [op: string]: readonly [input: number, filter: number] } = {
  Conv: [0, 1],
  ConvInteger: [0, 1],
  QLinearConv: [0, 3],
}
export const matrixProducts: { readonly [op: string]: readonly [a: number, b: number] } = {
  MatMul: [0, 1],
  MatMulInteger: [0, 1],
  QLinearMatMul: [0, 3],
  'com.microsoft:MatMulIntegerToFloat': [0, 1],
}
export const windowPools = /* @__PURE__ */ names('AveragePool LpPool MaxPool')
