import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { setPriority } from 'node:os'
import { join } from 'node:path'
import { fingerprint, isFresh, markFresh } from './fingerprint.ts'
import { root, stateFolder } from './paths.ts'
import { runCommand } from './run-command.ts'

/** What the server's /h5/ address reads, at `client-build.json` in the state folder. */
export type ClientBuild = {
  state: 'installing' | 'building' | 'ready' | 'failed'
  at: string
  message: string
}

const client = join(root, 'apps/client')
const installed = join(client, 'node_modules/.installed-from')
const platforms = { h5: 'H5', weapp: 'WeChat mini-program', alipay: 'Alipay mini-program' }
const sources = ['apps/client', 'packages/contract/src']

/**
 * Installs the customer app, which has a lockfile of its own because it is big, and builds what is stale:
 * H5 first, because that is what a browser opens.
 */
export async function buildClient(say: (line: string) => void): Promise<void> {
  let openable = false
  try {
    await install(say)
    const print = fingerprint(sources)
    for (const platform of Object.keys(platforms) as (keyof typeof platforms)[]) {
      await build(platform, print, (message) => {
        tell(openable ? 'ready' : 'building', message)
        say(message)
      })
      openable = true
    }
    tell('ready', 'H5, WeChat and Alipay are built')
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    tell(openable ? 'ready' : 'failed', message)
    throw error
  }
}

async function install(say: (line: string) => void): Promise<void> {
  const print = fingerprint(['apps/client/package.json', 'apps/client/package-lock.json'])
  if (isFresh(installed, print)) return
  tell('installing', 'installing the customer app')
  say('installing (some minutes on a slow network)')
  await npm('install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error')
  markFresh(installed, print)
}

async function build(
  platform: keyof typeof platforms,
  print: string,
  say: (message: string) => void,
): Promise<void> {
  const stamp = join(client, 'dist', platform, '.built-from')
  if (isFresh(stamp, print)) return
  say(`building ${platforms[platform]}`)
  await npm('run', `build:${platform}`)
  markFresh(stamp, print)
}

/**
 * npm tells its scripts how it was started; taken over, that would make this npm work on the wrong package. Where its
 * settings lie is kept: this npm runs by the pinned Node and would look for the global ones beside that.
 */
async function npm(...args: string[]): Promise<void> {
  const outer = Object.keys(process.env).filter(
    (name) => /^(npm_|INIT_CWD)/.test(name) && !/^npm_config_(globalconfig|userconfig|cache)$/i.test(name),
  )
  const { code, output } = await runCommand(
    'env',
    [...outer.flatMap((name) => ['-u', name]), 'npm', ...args],
    {
      cwd: client,
      env: { NODE_ENV: 'production', npm_config_include: 'dev' },
    },
  )
  if (code !== 0) throw new Error(`npm ${args.join(' ')} failed in apps/client:\n${output.slice(-4000)}`)
}

function tell(state: ClientBuild['state'], message: string): void {
  const file = join(stateFolder(), 'client-build.json')
  mkdirSync(stateFolder(), { recursive: true })
  writeFileSync(`${file}.new`, JSON.stringify({ state, at: new Date().toISOString(), message }))
  renameSync(`${file}.new`, file)
}

if (import.meta.main) {
  setPriority(process.pid, 19)
  if (existsSync(client)) await buildClient((line) => console.log(line))
}
