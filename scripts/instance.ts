import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { stateFolder } from './paths.ts'

/** One instance per state folder: two would share a database, ports and log files. */
export function claimInstance(address: string): () => void {
  const file = join(stateFolder(), 'start.json')
  mkdirSync(stateFolder(), { recursive: true, mode: 0o711 })
  const other = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as { pid: number; address: string })
    : undefined
  if (other && isStart(other.pid)) {
    throw new Error(`Sesame is already running here (process ${other.pid}): ${other.address}`)
  }
  writeFileSync(file, JSON.stringify({ pid: process.pid, address }))
  return () => rmSync(file, { force: true })
}

/** A process number is used again after a crash or a restart of the machine. */
function isStart(pid: number): boolean {
  if (process.platform === 'linux') {
    const file = `/proc/${pid}/cmdline`
    return existsSync(file) && readFileSync(file, 'utf8').includes('scripts/start.ts')
  }
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

export type WantedPort = { port: number; variable: string; host?: string }

/** Says which variable moves a port that another program holds, before anything is started. */
export async function checkPorts(wanted: readonly WantedPort[]): Promise<void> {
  const taken = await Promise.all(wanted.map(async (one) => ((await isFree(one)) ? [] : [one])))
  const problems = taken
    .flat()
    .map(({ port, variable }) => `port ${port} is taken; set ${variable} to another`)
  if (problems.length > 0) throw new Error(`Sesame cannot start: ${problems.join('; ')}`)
}

function isFree({ port, host = '127.0.0.1' }: WantedPort): Promise<boolean> {
  return new Promise((done) => {
    const server = createServer()
    server.once('error', () => done(false))
    server.listen(port, host, () => server.close(() => done(true)))
  })
}
