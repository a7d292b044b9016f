/** A process that runs scripts one after the other, and hands back what each prints: the library is loaded once for all. */
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

/** A script with its words, as in `scripts/validate.ts counts`. */
export type Call = { readonly call: string; readonly number: number }

/** What the script printed, or why it failed. */
export type Printed = { readonly number: number; readonly text: string } | { readonly failed: string }

const printedBy = async ({ call, number }: Call): Promise<string> => {
  const [file = '', ...words] = call.split(' ')
  const path = resolve(file)
  const written: string[] = []
  const { write } = process.stdout
  process.argv = [process.execPath, path, ...words]
  process.stdout.write = (chunk: string | Uint8Array): boolean => {
    written.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString())
    return true
  }
  try {
    // A module runs once for each address: a script runs again with other words.
    await import(`${pathToFileURL(path).href}?call=${number}`)
  } finally {
    process.stdout.write = write
  }
  return written.join('')
}

process.on('message', (asked: Call) => {
  printedBy(asked).then(
    (text) => process.send?.({ number: asked.number, text } satisfies Printed),
    (error: unknown) =>
      process.send?.({
        failed: `${asked.call}: ${error instanceof Error ? error.stack : String(error)}`,
      } satisfies Printed),
  )
})
