/** Writes the JSON Schema of every document beside the built files; a part of `npm run build`. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { schemaDocuments, schemaText } from './schema-documents'

const folder = join(resolve(import.meta.dirname, '..'), 'dist', 'schema')
mkdirSync(folder, { recursive: true })
for (const document of schemaDocuments)
  writeFileSync(join(folder, `${document.name}.schema.json`), schemaText(document))
console.log(`schemas of ${schemaDocuments.length} documents`)
