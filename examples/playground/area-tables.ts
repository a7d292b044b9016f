/** The tables of areas and power on offer. */
import type { Accelerator } from 'maestro-dataflow'
import { maestroReproductionArea2021, nvdlaArea28nm } from 'maestro-dataflow/catalog'

type Table = NonNullable<Accelerator['area']>

/** `name`: what the catalogue calls it. */
export const areaTables: Readonly<
  Record<string, { readonly label: string; readonly name: string; readonly table: Table }>
> = {
  nvdla28: { label: 'NVDLA 28 nm', name: 'nvdlaArea28nm', table: nvdlaArea28nm },
  maestro2021: {
    label: 'MAESTRO 2021',
    name: 'maestroReproductionArea2021',
    table: maestroReproductionArea2021,
  },
}

export const isAreaTable = (id: string): boolean => id === '' || Object.hasOwn(areaTables, id)

/** The id of a table; empty for none, and for one that is not on offer. */
export const idOfAreaTable = (table: Table | undefined): string => {
  const text = JSON.stringify(table)
  return Object.keys(areaTables).find((id) => JSON.stringify(areaTables[id]?.table) === text) ?? ''
}
