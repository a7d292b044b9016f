/** ONNX files: chosen with the button, or dropped anywhere on the page. */
import { control } from './controls'
import { byId } from './dom'
import type { FileMessage } from './open-file'
import { readFile } from './run-worker'
import type { Network } from './state'

type Given = { readonly name: string; readonly bytes: Uint8Array }

/** The file that was opened last. */
let given: Given | null = null

const showMessage = (message: FileMessage): void => {
  const isOpen = message._tag === 'Opened'
  byId('file-status').textContent = isOpen ? message.remarks.join(' ') : message.message
  byId('file-status').classList.toggle('Misfit', !isOpen)
  byId('extents-field').hidden = message.extents === ''
  control('extents').value = message.extents
}

/** Reads the file again, with other extents for its symbolic dimensions. */
const reopen = (extents: string, onOpened: (network: Network) => void): void => {
  if (given === null) return
  byId('file-status').textContent = `Reading ${given.name} …`
  readFile({ ...given, extents }, (message) => {
    showMessage(message)
    if (message._tag === 'Opened') onOpened(message.network)
  })
}

const open = async (file: File | undefined, onOpened: (network: Network) => void): Promise<void> => {
  if (file === undefined) return
  given = { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
  reopen('', onOpened)
}

const isFile = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') === true

const markDropping = (isOver: boolean): void => {
  document.body.classList.toggle('dropping', isOver)
}

const listenForDrops = (onFile: (file: File | undefined) => void): void => {
  document.addEventListener('dragover', (event) => {
    if (!isFile(event)) return
    event.preventDefault()
    markDropping(true)
  })
  document.addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) markDropping(false)
  })
  document.addEventListener('drop', (event) => {
    markDropping(false)
    if (!isFile(event)) return
    event.preventDefault()
    onFile(event.dataTransfer?.files[0])
  })
}

export const listenForFiles = (onOpened: (network: Network) => void): void => {
  const input = control('file')
  // The same file may be chosen again.
  input.addEventListener('click', () => {
    input.value = ''
  })
  input.addEventListener('change', () => {
    if (input instanceof HTMLInputElement) void open(input.files?.[0], onOpened)
  })
  control('extents').addEventListener('change', () => reopen(control('extents').value, onOpened))
  listenForDrops((file) => void open(file, onOpened))
}
