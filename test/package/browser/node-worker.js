import { parentPort } from 'node:worker_threads'
import { answer } from './answer.js'

parentPort.postMessage(answer())
