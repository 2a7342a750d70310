import { existsSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fastifyStatic from '@fastify/static'
import { answerNotFound } from './errors.ts'

const apps = fileURLToPath(new URL('../../..', import.meta.url))
const consoleFolder = join(apps, 'console', 'dist')
const clientFolder = join(apps, 'client', 'dist', 'h5')

const immutable = /[.-][A-Za-z0-9_-]{8,}\.(?:js|css|woff2?|png|jpe?g|webp|svg)$/

/** The console at / and the customers' H5 at /h5/. A page's own address is answered with the app that shows it. */
export async function servePages(app: FastifyInstance): Promise<void> {
  await app.register(fastifyStatic, {
    // Each file is sent from the folder of its app, which may be built after this starts.
    root: apps,
    serve: false,
    setHeaders: (reply, path) => {
      void reply.header(
        'cache-control',
        immutable.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
      )
    },
  })
  serveDemoLogins(app)
  app.setNotFoundHandler(async (request, reply) => {
    const path = pathOf(request)
    if (!isPage(request, path)) return answerNotFound(request, reply)
    if (path === '/h5') return reply.redirect('/h5/')
    return path.startsWith('/h5/') ? sendClient(app, reply, path) : sendConsole(reply, path)
  })
}

/** For the buttons of the console's login page; main/demo.ts writes the file, and never in production. */
function serveDemoLogins(app: FastifyInstance): void {
  app.get('/demo-logins.json', async (request, reply) => {
    const { production, stateFolder } = app.compose.config
    const file = join(stateFolder, 'demo.json')
    if (production || !existsSync(file)) return answerNotFound(request, reply)
    const { console: logins } = JSON.parse(await readFile(file, 'utf8')) as { console: object[] }
    return reply.header('cache-control', 'no-store').send(logins)
  })
}

function pathOf(request: FastifyRequest): string | undefined {
  try {
    const path = decodeURIComponent(request.url.split('?')[0] ?? '/')
    return path.includes('\0') || path.includes('..') ? undefined : path
  } catch {
    return undefined
  }
}

const notPages = /^\/(?:api|notify|docs|files|healthz|readyz)(?:\/|$)/

function isPage(request: FastifyRequest, path: string | undefined): path is string {
  return path !== undefined && (request.method === 'GET' || request.method === 'HEAD') && !notPages.test(path)
}

async function sendConsole(reply: FastifyReply, path: string): Promise<FastifyReply> {
  if (!existsSync(join(consoleFolder, 'index.html'))) return sendWaiting(reply, { state: 'building' })
  return sendFrom(reply, consoleFolder, path)
}

/** Its build runs in the background after the first start, so until then a page says how far it is. */
async function sendClient(app: FastifyInstance, reply: FastifyReply, path: string): Promise<FastifyReply> {
  const build = readBuild(join(app.compose.config.stateFolder, 'client-build.json'))
  const built = existsSync(join(clientFolder, 'index.html'))
  if (!built || (build && build.state !== 'ready')) return sendWaiting(reply, build ?? { state: 'building' })
  return sendFrom(reply, clientFolder, path.slice('/h5'.length))
}

/** What has a file ending and is not there is missing; anything else is a page inside the app. */
async function sendFrom(reply: FastifyReply, folder: string, path: string): Promise<FastifyReply> {
  const file = path.replace(/^\/+/, '')
  if (file !== '' && existsSync(join(folder, file)) && /\.[A-Za-z0-9]+$/.test(file))
    return reply.sendFile(file, folder)
  if (/\.[a-z0-9]{1,5}$/i.test(file)) return answerNotFound(reply.request, reply)
  return reply.sendFile('index.html', folder)
}

/** Written by scripts/build-client.ts. */
type Build = { state: 'installing' | 'building' | 'ready' | 'failed'; message?: string }

function readBuild(file: string): Build | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Build
  } catch {
    return undefined
  }
}

function sendWaiting(reply: FastifyReply, build: Build): FastifyReply {
  const failed = build.state === 'failed'
  const title = failed ? '构建没有成功' : '正在构建'
  const note = build.message ?? '请稍候，页面会自己刷新。'
  return reply
    .code(failed ? 500 : 503)
    .header('retry-after', '5')
    .type('text/html; charset=utf-8')
    .send(`<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta http-equiv="refresh" content="5">
<meta name="viewport" content="width=device-width"><title>${title} · 芝麻开门</title>
<style>body{font:16px/1.7 system-ui,sans-serif;display:grid;place-items:center;min-height:90vh;margin:0;color:#1f2a28}
main{text-align:center;padding:24px}h1{font-size:22px;color:#0f7b6c;margin:0 0 8px}p{margin:0;color:#5b6b68}</style>
<main><h1>${title}</h1><p>${escapeHtml(note)}</p></main></html>`)
}

function escapeHtml(text: string): string {
  return text.slice(0, 500).replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)
}
