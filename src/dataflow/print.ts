/** Directives in the paper's notation, for errors and tables. */
export type PrintedMap = {
  readonly kind: 'SpatialMap' | 'TemporalMap'
  readonly size: number | string
  readonly offset: number | string
  readonly name: string
}

export const printMap = ({ kind, size, offset, name }: PrintedMap): string =>
  `${kind}(${size}, ${offset}) ${name}`
