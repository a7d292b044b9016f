/** The form as the state has it, and what is wrong with it. */
import { chosenAccelerator } from './change'
import { check, setValue } from './controls'
import { byId, mount } from './dom'
import * as form from './form'
import { type Part, type Problem, parts } from './problem'
import type { State } from './state'

const showHardware = (state: State): void => {
  const { hardware } = state
  const isForm = hardware._tag === 'Form'
  byId('hardware-form').hidden = !isForm
  byId('hardware-text').hidden = isForm
  check('as-form', isForm)
  check('as-text', !isForm)
  setValue('accelerator', chosenAccelerator(state))
  if (isForm) for (const [field, value] of Object.entries(hardware.fields)) setValue(field, value)
  else setValue('hardware', hardware.text)
}

const showLayer = (state: State): void => {
  const { layer } = state
  mount('sizes', form.sizeFields(layer.kind))
  mount('picked', form.layerOptions(state))
  mount('network', form.networkOptions(state))
  setValue('network', layer.network)
  if (layer.precision !== '' || layer.density !== '') byId('elements').setAttribute('open', '')
  setValue('kind', layer.kind)
  for (const [dimension, value] of Object.entries(layer.sizes)) setValue(`size-${dimension}`, value)
  for (const field of ['stride', 'dilation', 'padding', 'precision', 'density'] as const)
    if (document.getElementById(field) !== null) setValue(field, layer[field])
}

export const showForm = (state: State): void => {
  showLayer(state)
  showHardware(state)
  mount('offers', form.offerButtons(state))
  byId('about-offer').textContent = form.offerAbout(state)
  setValue('dataflow', state.dataflow)
}

const markFields = (problems: readonly Problem[]): void => {
  const wrong = new Map(problems.map(({ field, part }) => [field ?? part, part]))
  for (const element of byId('inputs').querySelectorAll('input[data-field], select[data-field], textarea')) {
    const part = wrong.get(element.id)
    if (part === undefined) {
      element.removeAttribute('aria-invalid')
      element.removeAttribute('aria-errormessage')
    } else {
      element.setAttribute('aria-invalid', 'true')
      element.setAttribute('aria-errormessage', `${part}-problems`)
    }
  }
}

export const showProblems = (state: State, problems: readonly Problem[]): void => {
  for (const part of parts) mount(`${part}-problems`, form.problemList(part, problems))
  const inText = (part: Part) => problems.filter((problem) => problem.part === part)
  mount('dataflow-marks', form.markedText(state.dataflow, inText('dataflow')))
  if (state.hardware._tag === 'Text')
    mount('hardware-marks', form.markedText(state.hardware.text, inText('hardware')))
  markFields(problems)
}
