/**
 * Size expressions as data: what a size, an offset or a cluster size may be besides a number.
 */
import type { DimensionName } from '../operator/dimension-name'

/**
 * An integer, the extent of a dimension, a parameter of the dataflow, or arithmetic on these. Plain data: text is read
 * by the notation entry.
 *
 * @since 0.1.0
 * @category expressions
 */
export type Expression =
  | number
  | {
      readonly _tag: 'Sz'
      /** The dimension whose extent the expression is. */
      readonly dimension: string
    }
  | {
      readonly _tag: 'Param'
      /** The parameter whose value the expression is. */
      readonly name: string
    }
  | {
      /** The operation. */
      readonly _tag: ArithmeticOperation
      /** The operands: two for a difference or a quotient, at least one for the others. */
      readonly terms: readonly Expression[]
    }

/**
 * The arithmetic of {@link Expression}s.
 *
 * @since 0.2.0
 * @category expressions
 */
export type ArithmeticOperation = 'Plus' | 'Minus' | 'Times' | 'DivideFloor' | 'DivideCeil' | 'Min' | 'Max'

/**
 * The extent of a dimension: of the layer, whatever tiles the levels above have. `sz('Y')` of a convolution is the
 * number of input rows that are read, padding included.
 *
 * @param dimension - A dimension of the layer, such as `'R'`.
 *
 * @example
 * ```ts
 * import { sz, temporalMap } from 'maestro-dataflow'
 *
 * temporalMap('R', sz('R')).size // => { _tag: 'Sz', dimension: 'R' }
 * ```
 * @since 0.1.0
 * @category expressions
 */
export const sz = (dimension: DimensionName): Expression => ({ _tag: 'Sz', dimension })

/**
 * A parameter. The third argument of `dataflow` gives its value.
 *
 * @param name - The name of the parameter in that argument.
 *
 * @example
 * ```ts
 * import { cluster, dataflow, param, spatialMap } from 'maestro-dataflow'
 *
 * dataflow('rows', [spatialMap("Y'"), cluster(param('width'))], { width: 8 }).parameters // => { width: 8 }
 * ```
 * @since 0.1.0
 * @category expressions
 */
export const param = (name: string): Expression => ({ _tag: 'Param', name })

const operation =
  (_tag: ArithmeticOperation) =>
  (...terms: readonly Expression[]): Expression => ({ _tag, terms })

/**
 * The sum of its arguments.
 *
 * @param terms - The summands: integers or expressions.
 *
 * @example
 * ```ts
 * import { plus, sz, temporalMap } from 'maestro-dataflow'
 *
 * const eightOutputs = temporalMap(plus(8, sz('S'), -1), 8, 'X')
 * eightOutputs.offset // => 8
 * ```
 * @function
 * @since 0.1.0
 * @category expressions
 */
export const plus: (...terms: readonly Expression[]) => Expression = /* @__PURE__ */ operation('Plus')

/**
 * The product of its arguments.
 *
 * @param terms - The factors: integers or expressions.
 *
 * @example
 * ```ts
 * import { sz, times } from 'maestro-dataflow'
 *
 * times(2, sz('R')) // => { _tag: 'Times', terms: [2, sz('R')] }
 * ```
 * @function
 * @since 0.1.0
 * @category expressions
 */
export const times: (...terms: readonly Expression[]) => Expression = /* @__PURE__ */ operation('Times')

/**
 * The smallest of its arguments.
 *
 * @param terms - The terms to take the smallest of: integers or expressions.
 *
 * @example
 * ```ts
 * import { min, sz } from 'maestro-dataflow'
 *
 * min(64, sz('C')) // => { _tag: 'Min', terms: [64, sz('C')] }
 * ```
 * @function
 * @since 0.1.0
 * @category expressions
 */
export const min: (...terms: readonly Expression[]) => Expression = /* @__PURE__ */ operation('Min')

/**
 * The largest of its arguments.
 *
 * @param terms - The terms to take the largest of: integers or expressions.
 *
 * @example
 * ```ts
 * import { divideFloor, max, sz } from 'maestro-dataflow'
 *
 * max(1, divideFloor(sz('C'), 4)) // => { _tag: 'Max', terms: [1, divideFloor(sz('C'), 4)] }
 * ```
 * @function
 * @since 0.1.0
 * @category expressions
 */
export const max: (...terms: readonly Expression[]) => Expression = /* @__PURE__ */ operation('Max')

/**
 * The difference `a − b`.
 *
 * @param a - The minuend: an integer or an expression.
 * @param b - The subtrahend: an integer or an expression.
 *
 * @example
 * ```ts
 * import { minus, sz } from 'maestro-dataflow'
 *
 * minus(sz('R'), 1) // => { _tag: 'Minus', terms: [sz('R'), 1] }
 * ```
 * @function
 * @since 0.1.0
 * @category expressions
 */
export const minus: (a: Expression, b: Expression) => Expression = /* @__PURE__ */ operation('Minus')

/**
 * The quotient ⌊a / b⌋.
 *
 * @param a - The dividend: an integer or an expression.
 * @param b - The divisor: an integer or an expression, not 0.
 *
 * @example
 * ```ts
 * import { divideFloor, sz, temporalMap } from 'maestro-dataflow'
 *
 * temporalMap(divideFloor(sz('C'), 2), divideFloor(sz('C'), 2), 'C').dimension // => 'C'
 * ```
 * @function
 * @since 0.1.0
 * @category expressions
 */
export const divideFloor: (a: Expression, b: Expression) => Expression =
  /* @__PURE__ */ operation('DivideFloor')

/**
 * The quotient ⌈a / b⌉.
 *
 * @param a - The dividend: an integer or an expression.
 * @param b - The divisor: an integer or an expression, not 0.
 *
 * @example
 * ```ts
 * import { divideCeil, sz } from 'maestro-dataflow'
 *
 * divideCeil(sz('K'), 16) // => { _tag: 'DivideCeil', terms: [sz('K'), 16] }
 * ```
 * @function
 * @since 0.1.0
 * @category expressions
 */
export const divideCeil: (a: Expression, b: Expression) => Expression =
  /* @__PURE__ */ operation('DivideCeil')
