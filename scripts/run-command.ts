import { spawn } from 'node:child_process'
import { node, root } from './paths.ts'

export type Ran = { code: number; output: string }
export type RunOptions = { cwd?: string; env?: Record<string, string>; show?: boolean }

/** Runs a program to its end; its output is kept, and shown only when asked for. */
export function runCommand(program: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { cwd = root, env = {}, show = false } = options
  return new Promise((done) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
    })
    let output = ''
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.on('error', (error) => done({ code: 127, output: String(error) }))
    child.on('close', (code) => done({ code: code ?? 1, output }))
  })
}

export function runNode(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return runCommand(node, args, options)
}
