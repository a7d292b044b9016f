/** Layers on square images with square windows, which nearly all published networks are made of. */
import type { WindowLayer } from '../../operator/layer'
import { conv2d, depthwiseConv2d, groupedConv2d } from '../../operator/make-layer'

type Window = {
  readonly name: string
  /** Rows and columns of the input. */
  readonly extent: number
  /** Rows and columns of the window; 1 when absent. */
  readonly window?: number
  readonly stride?: number
  /** As much as keeps the image's size at stride 1, when absent. */
  readonly padding?: number
}

const shape = ({ name, extent, window = 1, stride = 1, padding = (window - 1) / 2 }: Window) => ({
  R: window,
  S: window,
  Y: extent,
  X: extent,
  stride,
  padding,
  name,
})

/** From C channels to K; in groups, if there are several. */
export const square = ({
  K,
  C,
  groups = 1,
  ...window
}: Window & { readonly K: number; readonly C: number; readonly groups?: number }): WindowLayer =>
  groups === 1
    ? conv2d({ K, C, ...shape(window) })
    : groupedConv2d({ G: groups, K: K / groups, C: C / groups, ...shape(window) })

export const squareDepthwise = ({ C, ...window }: Window & { readonly C: number }): WindowLayer =>
  depthwiseConv2d({ C, ...shape(window) })
