/** Names of ONNX operators, by what they do to shapes and what they cost. */

const names = (text: string): ReadonlySet<string> => new Set(text.split(' '))

/** One operation on each element of the first input. */
export const unary = /* @__PURE__ */ names(
  'Abs Acos Acosh Asin Asinh Atan Atanh BatchNormalization BitwiseNot Ceil Celu Clip Cos Cosh CumProd CumSum ' +
    'DequantizeLinear Elu Erf Exp Floor Gelu HardSigmoid HardSwish IsInf IsNaN LeakyRelu Log Mish Neg Not ' +
    'PRelu QuantizeLinear Reciprocal Relu Round Selu Shrink Sigmoid Sign Sin Sinh Softplus Softsign Sqrt Swish Tan Tanh ' +
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
    'SplitToSequence Squeeze TensorScatter Tile Transpose Trilu Unsqueeze Upsample',
)

/** Operators that are not costed, with what they do instead. */
const severalPasses = 'takes several passes over its data, which no operator of the cost model describes'
const recurrent = 'is recurrent: its steps wait for each other, which no operator of the cost model describes'
const dataDependent = 'does work that depends on the data'

export const uncosted: { readonly [op: string]: string } = {
  DynamicQuantizeLinear: severalPasses,
  GRU: recurrent,
  GroupNormalization: severalPasses,
  Hardmax: severalPasses,
  InstanceNormalization: severalPasses,
  LRN: severalPasses,
  LSTM: recurrent,
  LayerNormalization: severalPasses,
  LogSoftmax: severalPasses,
  LpNormalization: severalPasses,
  MeanVarianceNormalization: severalPasses,
  NonMaxSuppression: dataDependent,
  NonZero: dataDependent,
  RMSNormalization: severalPasses,
  RNN: recurrent,
  Softmax: severalPasses,
  TopK: dataDependent,
  Unique: dataDependent,
}

/** The output has the shape of the first input, whatever is done to it. */
export const sameShape = /* @__PURE__ */ names(
  'Bernoulli BitCast Cast CastLike GroupNormalization Hardmax Identity ' +
    'InstanceNormalization LRN LayerNormalization LogSoftmax LpNormalization MeanVarianceNormalization ' +
    'RMSNormalization RandomNormalLike RandomUniformLike ReverseSequence RotaryEmbedding Scatter ScatterElements ' +
    'ScatterND Softmax TensorScatter Trilu',
)

/** Operators whose output differs from run to run, also on constants. */
export const random = /* @__PURE__ */ names(
  'Bernoulli Multinomial RandomNormal RandomNormalLike RandomUniform RandomUniformLike',
)

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
}
export const windowPools = /* @__PURE__ */ names('AveragePool LpPool MaxPool')
