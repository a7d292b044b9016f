/** A static server on this machine alone, which also takes the page's report. */
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { text } from 'node:stream/consumers'

export interface Site {
  readonly address: string
  /** The body of the first POST. */
  readonly report: Promise<string>
  readonly close: () => void
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.map': 'application/json',
}

const sendFile = async (folder: string, { url = '/' }: IncomingMessage, response: ServerResponse) => {
  const { pathname } = new URL(url, 'http://localhost')
  const path = join(folder, normalize(pathname === '/' ? '/index.html' : pathname))
  try {
    const content = await readFile(path)
    response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream' })
    response.end(content)
  } catch {
    response.writeHead(404).end()
  }
}

export const serve = (folder: string): Promise<Site> =>
  new Promise((resolve, reject) => {
    let reported: (body: string) => void
    const report = new Promise<string>((settle) => {
      reported = settle
    })
    const server = createServer(async (request, response) => {
      if (request.method !== 'POST') return sendFile(folder, request, response)
      const body = await text(request)
      response.writeHead(204).end()
      reported(body)
    })
    const close = (): void => {
      server.close()
      server.closeAllConnections()
    }
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo // a server that listens on a port has one
      resolve({ address: `http://127.0.0.1:${port}/`, report, close })
    })
  })
