/**
 * What fp-ts' `left`, `right` and `isLeft` do, for its type: importing them brings their whole module's instances into a
 * consumer's bundle, because bundlers cannot tell that these have no effects.
 */
import type { Either, Left, Right } from 'fp-ts/Either'

export const left = <E>(value: E): Left<E> => ({ _tag: 'Left', left: value })

export const right = <A>(value: A): Right<A> => ({ _tag: 'Right', right: value })

export const isRight = <E, A>(either: Either<E, A>): either is Right<A> => either._tag === 'Right'
