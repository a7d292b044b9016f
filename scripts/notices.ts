/** Writes the notices of the packages that were bundled beside the built files; a part of `npm run build`. */
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundledIn, noticesFile, noticesOf } from './bundled'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const dist = join(root, 'dist')
writeFileSync(join(dist, noticesFile), noticesOf(root, bundledIn(dist)))
