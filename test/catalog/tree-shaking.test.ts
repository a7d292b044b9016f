/** What a bundler keeps of the catalogue for a consumer of one name. */
import { resolve } from 'node:path'
import { build } from 'esbuild'
import { describe, expect, test } from 'vitest'
import * as catalog from '../../src/catalog'

const entry = resolve(import.meta.dirname, '../../src/catalog.ts')

/**
 * The bundle of one name, as from the built package: there all modules of the entry are one file, so that what survives
 * is decided statement by statement. Hence two steps, the first without shaking.
 */
const whole = build({ entryPoints: [entry], bundle: true, format: 'esm', write: false, treeShaking: false })

const bundleOf = async (name: string): Promise<string> => {
  const { outputFiles } = await build({
    stdin: { contents: `export { ${name} } from 'catalog'` },
    bundle: true,
    format: 'esm',
    minify: true,
    write: false,
    plugins: [
      {
        name: 'one file',
        setup: ({ onResolve, onLoad }) => {
          onResolve({ filter: /^catalog$/ }, () => ({
            path: 'catalog',
            namespace: 'whole',
            sideEffects: false,
          }))
          onLoad({ filter: /.*/, namespace: 'whole' }, async () => ({
            contents: (await whole).outputFiles[0]!.text,
          }))
        },
      },
    ],
  })
  return outputFiles[0]!.text
}

/** Text that only the code of this export has. */
const marks = {
  alexnet: '9216',
  gnmt: 'decoder 1',
  googlenet: 'inception3a',
  mobilenetV2: 'depthwise`',
  resnet50: 'shortcut',
  squeezenet: 'fire2',
  unet: 'upconv',
  vgg16: 'conv1_2',
  transformerDecoderStep: 'cross query',
  dlrm: '479',
  paperDataflows: 'KC-P',
  rowStationary: "'RS'",
  mkPartitioned: 'KTile',
  keyPartitioned: 'L-P',
  attentionScores: 'attention scores',
  tpuV4iEnergy: '7.03',
  tensorCoreProduct: 'MN-TC',
  formatBits: 'int4g128',
  tpuV4iOperations7nm: '1.31',
  scaleSimArray: 'SCALE-Sim',
  languageModels: 'mixtral-8x22b',
  transformerBlock: 'key-value compression',
  languageModel: 'last normalization',
  languageModelDataflow: 'GQ-P',
} as const

describe('a bundle of one name', () => {
  test.each(Object.keys(marks))('%s has nothing of the others', async (name) => {
    const code = (await bundleOf(name)).replaceAll('"', "'")
    const found = Object.entries(marks).flatMap(([other, mark]) => (code.includes(mark) ? [other] : []))
    const expected: Readonly<Record<string, readonly string[]>> = {
      // Their attention is made of the operators.
      gnmt: ['gnmt', 'attentionScores'],
      transformerDecoderStep: ['transformerDecoderStep', 'attentionScores'],
      transformerBlock: ['attentionScores', 'languageModels', 'transformerBlock'],
      languageModel: ['attentionScores', 'languageModels', 'transformerBlock', 'languageModel'],
      // It has those of transformers among its own.
      languageModelDataflow: ['paperDataflows', 'keyPartitioned', 'languageModelDataflow'],
    }
    expect(found).toEqual(expected[name] ?? [name])
  })

  test('needs nothing from outside the package', async () => {
    const { outputFiles, metafile } = await build({
      entryPoints: [entry],
      bundle: true,
      format: 'esm',
      platform: 'neutral',
      write: false,
      metafile: true,
    })
    expect(Object.values(metafile.outputs).flatMap(({ imports }) => imports)).toEqual([])
    const rooms = Object.keys(metafile.inputs).map((path) => /src\/(\w+)/.exec(path)?.[1])
    expect(new Set(rooms)).toEqual(new Set(['catalog', 'dataflow', 'internal', 'operator']))
    expect(outputFiles).toHaveLength(1)
  })

  test('every export is marked above or small enough not to be', async () => {
    const unmarked = Object.keys(catalog).filter((name) => !(name in marks))
    for (const name of unmarked) expect((await bundleOf(name)).length, name).toBeLessThan(4_000)
  })
})
