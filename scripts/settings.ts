import type { WantedPort } from './instance.ts'

export type Settings = {
  /** Where people open it, and where this machine asks it. */
  address: string
  local: string
  sandbox: boolean
  sandboxPanel: string
  demo: boolean
  verbose: boolean
  ports: WantedPort[]
}

const providers = {
  WECHAT_PAY_BASE_URL: 9301,
  WECHAT_OPEN_BASE_URL: 9302,
  ALIPAY_GATEWAY_URL: 9303,
  SMS_BASE_URL: 9304,
}

/** A provider without an address of its own is played by the sandbox; production has neither sandbox nor demo. */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const production = env.NODE_ENV === 'production'
  const port = Number(env.PORT || 8080)
  const host = env.HOST || '127.0.0.1'
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  const local = `http://${reachable}:${port}`
  const panelPort = Number(env.SANDBOX_PANEL_PORT || 9300)
  const played = Object.entries(providers).filter(([variable]) => isLocal(env[variable]))
  const sandbox = !production && played.length > 0
  const sandboxPorts = played.map(([variable, standard]) => ({
    variable,
    port: env[variable] ? Number(new URL(env[variable]).port) : standard,
  }))
  return {
    address: env.PUBLIC_URL || local,
    local,
    sandbox,
    sandboxPanel: `http://127.0.0.1:${panelPort}/`,
    demo: !production && env.SESAME_DEMO !== 'off',
    verbose: process.argv.includes('--verbose'),
    ports: [
      { port, variable: 'PORT', host },
      { port: Number(env.METRICS_PORT || 9464), variable: 'METRICS_PORT' },
      ...(sandbox ? [{ port: panelPort, variable: 'SANDBOX_PANEL_PORT' }, ...sandboxPorts] : []),
    ],
  }
}

function isLocal(address: string | undefined): boolean {
  return !address || ['127.0.0.1', 'localhost'].includes(new URL(address).hostname)
}
