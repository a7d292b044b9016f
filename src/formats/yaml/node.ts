/** YAML as data with places: what the parser gives, without aliases, merges and anchors. */
import type { Span } from '../source/source'

export type Scalar = Span & {
  readonly _tag: 'Scalar'
  readonly value: string | number | boolean | null
  /** As it is written. */
  readonly text: string
}

export type YamlList = Span & {
  readonly _tag: 'List'
  readonly type: string
  readonly items: readonly Yaml[]
}

export type Entry = { readonly key: string; readonly at: Span; readonly value: Yaml }

/** A map; `type` is its tag (`!Component`), '' if it has none. */
export type YamlMap = Span & {
  readonly _tag: 'Map'
  readonly type: string
  readonly entries: readonly Entry[]
}

export type Yaml = Scalar | YamlList | YamlMap
