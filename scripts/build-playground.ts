/** Builds the playground page into a folder: examples/playground/dist, or the one that is named. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { buildPlayground } from './playground/build'

const root = resolve(import.meta.dirname, '..')
if (!existsSync(resolve(root, 'dist/index.js'))) throw new Error('the package is not built: npm run build')
const folder = resolve(process.argv[2] ?? resolve(root, 'examples/playground/dist'))
await buildPlayground(folder)
console.log(`open ${resolve(folder, 'index.html')}`)
