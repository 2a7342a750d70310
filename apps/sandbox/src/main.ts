import { resolve } from 'node:path'
import { startSandbox } from './start.ts'

const { env } = process

/** A port of its own, or the one in the address that the server is given for this provider. */
function portOf(name: string, usual: number, address?: string): number {
  const given =
    env[name] ?? (address === undefined || env[address] === undefined ? '' : new URL(env[address]).port)
  const port = Number(given || usual)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`${name} is not a port: ${given}`)
  return port
}

const sandbox = await startSandbox({
  dataFile: env['SANDBOX_DATA'] ?? resolve(import.meta.dirname, '../../../.sesame/sandbox.sqlite'),
  retryFactor: Number(env['SANDBOX_RETRY_FACTOR'] ?? 1),
  host: env['SANDBOX_HOST'] ?? '127.0.0.1',
  ...(env['SANDBOX_PUBLIC_HOST'] === undefined ? {} : { publicHost: env['SANDBOX_PUBLIC_HOST'] }),
  ports: {
    panel: portOf('SANDBOX_PANEL_PORT', 9300),
    wechatPay: portOf('SANDBOX_WECHAT_PAY_PORT', 9301, 'WECHAT_PAY_BASE_URL'),
    wechatOpen: portOf('SANDBOX_WECHAT_OPEN_PORT', 9302, 'WECHAT_OPEN_BASE_URL'),
    alipay: portOf('SANDBOX_ALIPAY_PORT', 9303, 'ALIPAY_GATEWAY_URL'),
    sms: portOf('SANDBOX_SMS_PORT', 9304, 'SMS_BASE_URL'),
  },
})

console.log(`Sandbox panel and cashier ${sandbox.panel}`)
console.log(
  `WeChat Pay ${sandbox.wechatPay} · WeChat open ${sandbox.wechatOpen} · Alipay ${sandbox.alipay} · SMS ${sandbox.sms}`,
)

const stop = (): void => void sandbox.close().then(() => process.exit(0))
process.once('SIGINT', stop)
process.once('SIGTERM', stop)
