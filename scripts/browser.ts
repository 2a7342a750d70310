import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { createBrotliDecompress } from 'node:zlib'
import { chromium, type Browser, type LaunchOptions } from 'playwright-core'
import { extract } from 'tar-fs'

const root = resolve(fileURLToPath(new URL('..', import.meta.url)))
const cache = join(root, '.sesame/browser')
const require = createRequire(import.meta.url)

export type FoundBrowser = { path: string; env: Record<string, string>; args: string[] }

/** A Chromium that works without installing anything: a named one, an installed one, or the one from npm. */
export async function findBrowser(): Promise<FoundBrowser> {
  const fonts = fontSettings()
  const path = process.env.CHROMIUM_PATH || installedBrowser()
  const args = ['--no-sandbox', '--font-render-hinting=none', '--disable-dev-shm-usage', '--lang=zh-CN']
  if (path) return { path, env: fonts, args }
  const packed = await unpackBrowser()
  return { path: packed.path, env: { ...fonts, LD_LIBRARY_PATH: packed.libraries }, args }
}

export async function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  const found = await findBrowser()
  return chromium.launch({
    headless: true,
    ...options,
    executablePath: found.path,
    env: { ...process.env, TZ: 'Asia/Shanghai', ...found.env, ...options.env } as Record<string, string>,
    args: [...found.args, ...(options.args ?? [])],
  })
}

function installedBrowser(): string | undefined {
  const application = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
  if (existsSync(application)) return application
  const names = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser']
  const folders = (process.env.PATH ?? '').split(':').filter(Boolean)
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(runs)
}

/** Some distributions put a stub under this name that only asks to install the real one. */
function runs(path: string): boolean {
  return existsSync(path) && spawnSync(path, ['--version', '--no-sandbox'], { timeout: 15_000 }).status === 0
}

/** The package is made for a cloud function: the browser and the few libraries it needs are archives in it. */
async function unpackBrowser(): Promise<{ path: string; libraries: string }> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No browser found: install Chrome or Chromium, or name one in CHROMIUM_PATH')
  }
  const source = resolve(dirname(require.resolve('@sparticuz/chromium')), '../bin')
  const manifest = readFileSync(join(source, '../package.json'), 'utf8')
  const { version } = JSON.parse(manifest) as { version: string }
  const home = join(cache, version)
  if (!existsSync(home)) {
    const unfinished = `${home}.${process.pid}`
    mkdirSync(unfinished, { recursive: true })
    const browser = createWriteStream(join(unfinished, 'chromium'))
    await Promise.all([
      pipeline(createReadStream(join(source, 'chromium.br')), createBrotliDecompress(), browser),
      unpack(join(source, 'al2023.tar.br'), unfinished),
      unpack(join(source, 'swiftshader.tar.br'), unfinished),
    ])
    chmodSync(join(unfinished, 'chromium'), 0o755)
    if (existsSync(home)) rmSync(unfinished, { recursive: true })
    else renameSync(unfinished, home)
  }
  return { path: join(home, 'chromium'), libraries: join(home, 'lib') }
}

async function unpack(archive: string, folder: string): Promise<void> {
  await pipeline(createReadStream(archive), createBrotliDecompress(), extract(folder))
}

/** The same Chinese glyphs on every Linux machine, also on one without any font; macOS brings its own. */
function fontSettings(): Record<string, string> {
  if (process.platform !== 'linux') return {}
  const fonts = resolve(dirname(require.resolve('@embedpdf/fonts-sc')), '../fonts')
  const file = join(cache, 'fonts.conf')
  mkdirSync(cache, { recursive: true })
  writeFileSync(file, fontConfiguration(fonts))
  return { FONTCONFIG_FILE: file }
}

function fontConfiguration(folder: string): string {
  const families = ['sans-serif', 'system-ui', 'serif', 'monospace']
  const alias = (name: string) =>
    `<alias><family>${name}</family><prefer><family>Noto Sans Hans</family></prefer></alias>`
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
<dir>${folder}</dir>
<cachedir>${join(cache, 'fontconfig')}</cachedir>
${families.map(alias).join('\n')}
</fontconfig>
`
}
