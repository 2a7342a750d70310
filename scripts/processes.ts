import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { endsWithParent } from './ends-with-parent.ts'
import { node, root, stateFolder } from './paths.ts'

export type RunningProcess = {
  name: string
  logFile: string
  /** Resolves with the exit code, or null after a signal. */
  ended: Promise<number | null>
  stop(): Promise<void>
}

export type StartOptions = { name: string; script: string; env?: Record<string, string>; verbose?: boolean }

/** A part of Sesame as a process of its own: everything it says goes to a log file, what matters here too. */
export function startProcess({ name, script, env = {}, verbose = false }: StartOptions): RunningProcess {
  const logs = join(stateFolder(), 'logs')
  mkdirSync(logs, { recursive: true })
  const logFile = join(logs, `${name}.log`)
  const log = createWriteStream(logFile)

  const child = spawn('/bin/sh', ['-c', endsWithParent('TERM'), node, script], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  })
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      log.write(`${line}\n`)
      const shown = verbose ? line : noteworthy(line)
      if (shown) console.log(`${name.padEnd(8)}│ ${shown}`)
    })
  }
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  return { name, logFile, ended, stop: () => stop(child, ended) }
}

/** Log records below a warning stay in the file; what is not a record was meant for people. */
function noteworthy(line: string): string | undefined {
  if (!line.startsWith('{')) return line.trim() || undefined
  try {
    const record = JSON.parse(line) as { level?: number | string; msg?: string; err?: { message?: string } }
    const level = typeof record.level === 'number' ? record.level : levels.indexOf(record.level ?? '') * 10
    if (level < 40) return undefined
    const reason = record.err?.message && record.err.message !== record.msg ? `: ${record.err.message}` : ''
    return `${level >= 50 ? 'error' : 'warning'}  ${record.msg ?? ''}${reason}`
  } catch {
    return line
  }
}

const levels = ['', 'trace', 'debug', 'info', 'warn', 'error', 'fatal']

async function stop(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  child.stdin?.end()
  const patience = sleep(15_000, undefined, { ref: false })
  await Promise.race([ended, patience])
  try {
    // Whoever of its group is left: a process that does not end, or an npm that goes on installing.
    if (child.pid) process.kill(-child.pid, 'SIGKILL')
  } catch {
    // Nobody is left.
  }
  await ended
}

/** Waits until the address answers well; gives up early when the process behind it has ended. */
export async function answering(address: string, running: RunningProcess, seconds = 60): Promise<void> {
  let over: number | null | undefined
  void running.ended.then((code) => (over = code ?? -1))
  for (const deadline = Date.now() + seconds * 1000; Date.now() < deadline; await sleep(100)) {
    if (over !== undefined) throw new Error(`${running.name} ended while starting; see ${running.logFile}`)
    const answer = await fetch(address, { signal: AbortSignal.timeout(2000) }).catch(() => undefined)
    if (answer?.ok) return
  }
  throw new Error(`${running.name} does not answer at ${address}; see ${running.logFile}`)
}
