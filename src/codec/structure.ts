/** What a codec takes, as data: the same parts that it decodes with. JSON Schemas are made of it (see `json-schema.ts`). */
import type * as t from 'io-ts'

/** A property of an object, as its codec knows it. */
export type Property = {
  readonly key: string
  readonly codec: t.Mixed
  readonly isOptional: boolean
  /** What an absent property is decoded as. */
  readonly absent?: unknown
}

export type Value = string | number | boolean | null

export type Structure =
  | { readonly _tag: 'Number' }
  | { readonly _tag: 'Boolean' }
  | { readonly _tag: 'Text'; readonly pattern?: string; readonly most?: number }
  | { readonly _tag: 'Values'; readonly values: readonly Value[] }
  | { readonly _tag: 'Object'; readonly properties: readonly Property[]; readonly isOpen?: true }
  | { readonly _tag: 'Dictionary'; readonly of: t.Mixed }
  | { readonly _tag: 'List'; readonly of: t.Mixed; readonly least?: number; readonly most?: number }
  | { readonly _tag: 'Tuple'; readonly of: readonly t.Mixed[] }
  /** One of several objects, which a property distinguishes. */
  | { readonly _tag: 'Variants'; readonly of: readonly t.Mixed[] }
  /** The second of two objects if there is any property of it, else the first. */
  | { readonly _tag: 'Unlike'; readonly of: readonly [t.Mixed, t.Mixed] }
  /** One of several kinds of value. */
  | { readonly _tag: 'Kinds'; readonly of: readonly t.Mixed[] }
  | { readonly _tag: 'All'; readonly of: readonly t.Mixed[] }
  /** A codec that may contain the one it is part of. */
  | { readonly _tag: 'Nested'; readonly of: () => t.Mixed }
  /** A structure and a rule about it in a sentence, which no structure says. */
  | { readonly _tag: 'Ruled'; readonly of: Structure; readonly rule: string }
  | { readonly _tag: 'Anything' }
  | { readonly _tag: 'Nothing' }
