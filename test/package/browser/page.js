const inPage = async () => (await import('./answer.js')).answer()

const inWorker = () =>
  new Promise((resolve, reject) => {
    const worker = new Worker('./worker.js', { type: 'module' })
    worker.onmessage = ({ data }) => resolve(data)
    worker.onerror = ({ message }) => reject(new Error(`worker: ${message || 'did not load'}`))
  })

const report = (answers) => fetch('./report', { method: 'POST', body: JSON.stringify(answers) })

try {
  await report({ page: await inPage(), worker: await inWorker() })
} catch (error) {
  await report({ error: String(error?.stack ?? error) })
}
