import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { openVault } from '../../apps/server/src/kernel/secrets.ts'
import type { Vault } from '../../apps/server/src/kernel/secrets.ts'
import type { Stage } from '../harness/stage.ts'

export type Api = { port: number; vault: Vault; close(): Promise<void> }

/** The api in a process of its own on the stage's database; it ends with this process. */
export async function startApi(stage: Stage, environment: Record<string, string> = {}): Promise<Api> {
  const secretKey = randomBytes(32)
  const server = spawn(process.execPath, [fileURLToPath(new URL('server.ts', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {
      ...process.env,
      DATABASE_URL: stage.url,
      SESAME_SECRET_KEY: secretKey.toString('base64'),
      RATE_LIMITS: 'off',
      LOG_LEVEL: 'warn',
      ...environment,
    },
  })
  const [line] = (await once(createInterface({ input: server.stdout }), 'line')) as [string]
  const { url } = JSON.parse(line) as { url: string }
  return {
    port: Number(new URL(url).port),
    vault: openVault(secretKey),
    close: async () => {
      server.stdin.end()
      await once(server, 'exit')
    },
  }
}
