import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openReader } from './environment.ts'
import type { Environment, Reader } from './environment.ts'
import { defaultSalesSettings, lawfulCardMaxFen } from '../modules/order/index.ts'
import { readSms } from './config-sms.ts'
import type { SmsConfig } from './config-sms.ts'
import type { SalesSettings } from '../modules/order/index.ts'

export type Config = {
  production: boolean
  /** Where the embedded database, uploaded files and the demo's secret are kept. */
  stateFolder: string
  http: {
    host: string
    port: number
    publicUrl: string
    metricsPort: number
    /** Whose X-Forwarded-For is believed: addresses or networks, or `loopback`. Nobody's by default. */
    trustProxy: string | undefined
    /** Off for load tests and browser stories, which come from one address. */
    rateLimits: boolean
  }
  role: 'api' | 'worker' | 'both'
  log: { level: string }
  database: {
    /** The owner's: migrations and the command line. */
    ownerUrl: string
    appUrl: string
    reportUrl: string
    queueUrl: string
    /** False for an address that logs in as its role already. */
    setRoles: { app: boolean; report: boolean; queue: boolean }
    connectionsMax: number
  }
  secretKey: Buffer
  wechatPay: { baseUrl: string }
  wechatOpen: { baseUrl: string; connectUrl: string }
  alipay: { gatewayUrl: string; authorizeUrl: string }
  sms: SmsConfig
  files: { folder: string }
  sales: SalesSettings
}

const root = resolve(fileURLToPath(new URL('../../../..', import.meta.url)))

/** Reads `.env` when there is one; variables that are set already win. */
export function loadEnvironment(): Environment {
  const file = join(root, '.env')
  if (existsSync(file)) process.loadEnvFile(file)
  return process.env
}

/** One validated configuration; throws one ConfigError that names every wrong variable. */
export function readConfig(environment: Environment = loadEnvironment()): Config {
  const read = openReader(environment)
  const production = environment.NODE_ENV === 'production'
  const stateFolder = resolve(root, read.text('SESAME_STATE_DIR', '.sesame'))
  const host = read.text('HOST', '127.0.0.1')
  const port = read.port('PORT', 8080)
  const config: Config = {
    production,
    stateFolder,
    http: {
      host,
      port,
      publicUrl: read.url('PUBLIC_URL', production ? undefined : `http://127.0.0.1:${port}`, {
        httpsOnly: production,
      }),
      metricsPort: read.port('METRICS_PORT', 9464),
      trustProxy: read.optional('TRUST_PROXY'),
      rateLimits: read.choice('RATE_LIMITS', ['on', 'off']) === 'on',
    },
    role: read.choice('SESAME_ROLE', ['both', 'api', 'worker']),
    log: { level: read.choice('LOG_LEVEL', ['info', 'trace', 'debug', 'warn', 'error', 'fatal', 'silent']) },
    database: readDatabase(read, stateFolder),
    secretKey: readSecretKey(read, join(stateFolder, 'secret.key')),
    ...readProviders(read, production),
    files: { folder: resolve(root, read.text('FILES_DIR', join(stateFolder, 'files'))) },
    sales: readSales(read),
  }
  read.finish()
  return config
}

/** Enough for `sesame migrate` and `sesame books verify`, which need no channel and no secret. */
export function readDatabaseConfig(environment: Environment = loadEnvironment()): Config['database'] {
  const read = openReader(environment)
  const database = readDatabase(read, resolve(root, read.text('SESAME_STATE_DIR', '.sesame')))
  read.finish()
  return database
}

function readDatabase(read: Reader, stateFolder: string): Config['database'] {
  const ownerUrl = read.databaseUrl('DATABASE_URL', embeddedUrl(stateFolder))
  const own = (name: string) => (read.has(name) ? read.databaseUrl(name) : ownerUrl)
  return {
    ownerUrl,
    appUrl: own('APP_DATABASE_URL'),
    reportUrl: own('REPORT_DATABASE_URL'),
    queueUrl: own('QUEUE_DATABASE_URL'),
    setRoles: {
      app: !read.has('APP_DATABASE_URL'),
      report: !read.has('REPORT_DATABASE_URL'),
      queue: !read.has('QUEUE_DATABASE_URL'),
    },
    connectionsMax: read.number('DATABASE_CONNECTIONS', 10, { least: 2, most: 200 }),
  }
}

/** Where the embedded database of `npm start` listens, if it was ever started. */
function embeddedUrl(stateFolder: string): string | undefined {
  const file = join(stateFolder, 'postgres.json')
  if (!existsSync(file)) return undefined
  const { port, password } = JSON.parse(readFileSync(file, 'utf8')) as { port: number; password: string }
  return `postgres://sesame:${password}@127.0.0.1:${port}/sesame`
}

function readSecretKey(read: Reader, demoFile: string): Buffer {
  const named = read.optional('SESAME_SECRET_KEY_FILE')
  const file = named ?? (existsSync(demoFile) ? demoFile : undefined)
  if (read.has('SESAME_SECRET_KEY') || !file)
    return read.key('SESAME_SECRET_KEY', read.optional('SESAME_SECRET_KEY'))
  if (!existsSync(file)) {
    read.wrong('SESAME_SECRET_KEY_FILE', `names a file that is not there: ${file}`)
    return Buffer.alloc(32)
  }
  return read.key('SESAME_SECRET_KEY_FILE', readFileSync(file, 'utf8').trim())
}

/** The sandbox's addresses by default; in production, and beside a real address of the same provider, the real ones. */
function readProviders(read: Reader, httpsOnly: boolean) {
  const url = (name: string, local: string, real: string, beside?: string) => {
    const standard = httpsOnly || (beside !== undefined && !isLocal(beside)) ? real : local
    return read.url(name, standard, { httpsOnly })
  }
  const wechatPay = url('WECHAT_PAY_BASE_URL', 'http://127.0.0.1:9301', 'https://api.mch.weixin.qq.com')
  const wechatApi = url('WECHAT_OPEN_BASE_URL', 'http://127.0.0.1:9302', 'https://api.weixin.qq.com')
  const connect = url('WECHAT_CONNECT_BASE_URL', wechatApi, 'https://open.weixin.qq.com', wechatApi)
  const sandboxGateway = 'http://127.0.0.1:9303/gateway.do'
  const gateway = url('ALIPAY_GATEWAY_URL', sandboxGateway, 'https://openapi.alipay.com/gateway.do')
  const gatewayOrigin = URL.canParse(gateway) ? new URL(gateway).origin : gateway
  const authorize = url('ALIPAY_AUTH_BASE_URL', gatewayOrigin, 'https://openauth.alipay.com', gateway)
  return {
    wechatPay: { baseUrl: wechatPay },
    wechatOpen: { baseUrl: wechatApi, connectUrl: connect },
    alipay: { gatewayUrl: gateway, authorizeUrl: authorize },
    sms: readSms(read, httpsOnly),
  }
}

function isLocal(address: string): boolean {
  return URL.canParse(address) && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(address).hostname)
}

function readSales(read: Reader): SalesSettings {
  const standard = defaultSalesSettings
  const cardMax = (name: string, lawfulFen: number) =>
    read.number(name, lawfulFen, { least: 1, most: lawfulFen })
  return {
    orderExpireMinutes: read.number('ORDER_EXPIRE_MINUTES', standard.orderExpireMinutes, {
      least: 5,
      most: 120,
    }),
    redemptionUndoHours: read.number('REDEMPTION_UNDO_HOURS', standard.redemptionUndoHours, {
      least: 0,
      most: 168,
    }),
    namedCardMaxFen: cardMax('NAMED_CARD_MAX_FEN', lawfulCardMaxFen.named),
    anonymousCardMaxFen: cardMax('ANONYMOUS_CARD_MAX_FEN', lawfulCardMaxFen.anonymous),
  }
}
