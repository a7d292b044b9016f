/** The networks of the catalog by name. */
import { languageModels } from '../../catalog/language-models/models'
import { alexnet } from '../../catalog/networks/alexnet'
import { googlenet } from '../../catalog/networks/googlenet'
import { mnasnetB1, mobilenetV2 } from '../../catalog/networks/mobile'
import { dlrm, ncf } from '../../catalog/networks/recommendation'
import { resnet50, resnext50 } from '../../catalog/networks/residual'
import { squeezenet } from '../../catalog/networks/squeezenet'
import { unet } from '../../catalog/networks/unet'
import { vgg16 } from '../../catalog/networks/vgg16'
import type { Layer } from '../../operator/layer'
import type { Named } from './catalog-names'

export const networks: Named<readonly Layer[]> = {
  alexnet,
  dlrm,
  googlenet,
  'mnasnet-b1': mnasnetB1,
  'mobilenet-v2': mobilenetV2,
  ncf,
  resnet50,
  resnext50,
  squeezenet,
  unet,
  vgg16,
}

/** Networks, and language models. */
export const networkNames: Named<'network' | 'language model'> = {
  ...Object.fromEntries(Object.keys(networks).map((name) => [name, 'network' as const])),
  ...Object.fromEntries(Object.keys(languageModels).map((name) => [name, 'language model' as const])),
}
