/** Draws a specification as a page would, and tells what Vega-Lite and Vega say to it. */
import * as vega from 'vega'
import { compile, type TopLevelSpec } from 'vega-lite'

export type Drawn = { readonly svg: string; readonly logged: readonly string[] }

const loggerTo = (logged: string[]) => {
  const log = (...words: readonly unknown[]) => {
    logged.push(words.join(' '))
    return logger
  }
  const silent = () => logger
  const logger = { level: () => logger, error: log, warn: log, info: silent, debug: silent }
  return logger
}

export const drawn = async (spec: unknown): Promise<Drawn> => {
  const logged: string[] = []
  const logger = loggerTo(logged) as unknown as vega.LoggerInterface // Vega's own has overloads that TypeScript cannot infer
  const own = structuredClone(spec) as TopLevelSpec // Vega marks the data that it draws; and our own type promises less than theirs
  const { spec: compiled } = compile(own, { logger })
  const view = new vega.View(vega.parse(compiled), { renderer: 'none', logger })
  return { svg: await view.toSVG(), logged }
}
