// Plain JavaScript without dependencies: it runs before anything is installed, on whatever Node the machine has.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(fileURLToPath(new URL('..', import.meta.url)))
const stampFile = join(root, 'node_modules/.sesame-installed.json')
const pinnedNode = join(root, 'node_modules/.bin/node')
/** `npm start` needs no test tools, and they are a third of the download; where they are already, they stay. */
const hasTools = existsSync(join(root, 'node_modules/vitest'))
const withTools = hasTools || !process.argv.includes('--without-tools')

if (Number(process.versions.node.split('.')[0]) < 20) {
  fail(`Sesame needs Node 20 or newer to install itself; this is ${process.version}.`)
}
await prepare()

async function prepare() {
  const wanted = fingerprint()
  const stamp = readStamp()
  if (stamp?.packages === wanted && (stamp.tools || !withTools) && existsSync(pinnedNode)) return

  const installed = await install()
  if (installed !== 0) {
    if (!stamp || (withTools && !stamp.tools))
      fail('The packages could not be installed; npm says why above.')
    console.warn(
      '⚠ The packages could not be brought up to date (offline?); going on with the installed ones.',
    )
    return
  }
  if (!pinnedNodeRuns()) await npm('rebuild', 'node', '--ignore-scripts=false')
  if (!pinnedNodeRuns())
    fail('The pinned Node could not be installed: the install script of the package `node` failed.')
  writeFileSync(stampFile, JSON.stringify({ packages: wanted, tools: withTools }))
}

/**
 * Not `npm ci`: it refuses a lockfile that lacks another platform's optional packages, and it would pull the
 * packages from under a running server. `--no-save` takes the locked versions and leaves the lockfile alone.
 */
async function install() {
  const scope = withTools ? '--include=dev' : '--omit=dev'
  const started = Date.now()
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`
  console.log(`Installing the packages${withTools ? '' : ' that running needs'} (only when they changed)`)
  const timer = setInterval(() => console.log(`  … ${seconds()}`), 5000)
  const code = await npm('install', '--no-save', scope, '--no-audit', '--no-fund', '--loglevel=error')
  clearInterval(timer)
  if (code === 0) console.log(`  done in ${seconds()}`)
  return code
}

function npm(...args) {
  const command = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm']
  const [program, ...first] = command
  return new Promise((done) => {
    const child = spawn(program, [...first, ...args], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
    child.on('error', () => done(1))
    child.on('exit', (code) => done(code ?? 1))
  })
}

function pinnedNodeRuns() {
  return existsSync(pinnedNode) && spawnSync(pinnedNode, ['--version']).status === 0
}

function fingerprint() {
  const hash = createHash('sha256')
  for (const file of ['package.json', 'package-lock.json']) hash.update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

function readStamp() {
  try {
    return JSON.parse(readFileSync(stampFile, 'utf8'))
  } catch {
    return undefined
  }
}

function fail(message) {
  console.error(`✗ ${message}`)
  process.exit(1)
}
