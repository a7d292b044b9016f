/** The energy tables on offer. */
import type { Accelerator } from 'maestro-dataflow'
import {
  cactiEnergy45nm,
  eyerissEnergy,
  fp16Energy7nm,
  horowitzEnergy45nm,
  int8Energy7nm,
  int8Energy45nm,
  tpuV4iEnergy,
} from 'maestro-dataflow/catalog'

type Table = NonNullable<Accelerator['energy']>

/** `name`: what the catalogue calls it. */
export const energyTables: Readonly<
  Record<string, { readonly label: string; readonly name: string; readonly table: Table }>
> = {
  eyeriss: { label: 'Eyeriss, MAC', name: 'eyerissEnergy', table: eyerissEnergy },
  cacti45: { label: 'CACTI 45 nm, pJ', name: 'cactiEnergy45nm', table: cactiEnergy45nm },
  horowitz45: { label: 'Horowitz 45 nm, pJ', name: 'horowitzEnergy45nm', table: horowitzEnergy45nm },
  int8at45: { label: 'int8 45 nm, pJ', name: 'int8Energy45nm', table: int8Energy45nm },
  tpuV4i: { label: 'TPUv4i 7 nm, pJ', name: 'tpuV4iEnergy', table: tpuV4iEnergy },
  fp16at7: { label: 'fp16 7 nm, pJ', name: 'fp16Energy7nm', table: fp16Energy7nm },
  int8at7: { label: 'int8 7 nm, pJ', name: 'int8Energy7nm', table: int8Energy7nm },
}

/** The default table has no entry: it is the one of hardware that names none. */
export const defaultTable = 'MAESTRO, MAC'

export const isTable = (id: string): boolean => id === '' || Object.hasOwn(energyTables, id)

/** The id of a table; empty for none, and for one that is not on offer. */
export const idOfTable = (table: Table | undefined): string => {
  const text = JSON.stringify(table)
  return Object.keys(energyTables).find((id) => JSON.stringify(energyTables[id]?.table) === text) ?? ''
}
