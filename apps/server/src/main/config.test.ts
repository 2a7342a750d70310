import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readConfig } from './config.ts'

const folder = mkdtempSync(join(tmpdir(), 'sesame-config-'))
afterAll(() => rmSync(folder, { recursive: true }))

const key = randomBytes(32).toString('base64')
const enough = { SESAME_STATE_DIR: folder, DATABASE_URL: 'postgres://u:p@db/sesame', SESAME_SECRET_KEY: key }

test('a database and a key are enough; the rest is for the demo', () => {
  const config = readConfig(enough)
  expect(config.http).toEqual({
    host: '127.0.0.1',
    port: 8080,
    publicUrl: 'http://127.0.0.1:8080',
    metricsPort: 9464,
    rateLimits: true,
  })
  expect(config.database.appUrl).toBe('postgres://u:p@db/sesame')
  expect(config.database.setRoles).toEqual({ app: true, report: true, queue: true })
  expect(config.secretKey.toString('base64')).toBe(key)
  expect(config.role).toBe('both')
})

test("an address of the app's own logs in as itself", () => {
  const { database } = readConfig({ ...enough, APP_DATABASE_URL: 'postgresql://sesame_app:x@db/sesame' })
  expect(database.appUrl).toBe('postgresql://sesame_app:x@db/sesame')
  expect(database.setRoles.app).toBe(false)
  expect(database.setRoles.report).toBe(true)
})

test('the key may lie in a file', () => {
  const file = join(folder, 'key')
  writeFileSync(file, `${key}\n`)
  const config = readConfig({ ...enough, SESAME_SECRET_KEY: '', SESAME_SECRET_KEY_FILE: file })
  expect(config.secretKey.toString('base64')).toBe(key)
})

test('codes go by Alibaba Cloud once its key is there, and then all of it must be', () => {
  const cloud = {
    ALIYUN_SMS_ACCESS_KEY_ID: 'id',
    ALIYUN_SMS_ACCESS_KEY_SECRET: 'hidden',
    ALIYUN_SMS_SIGN_NAME: '芝麻开门',
    ALIYUN_SMS_CODE_TEMPLATE: 'SMS_1',
  }
  expect(readConfig({ ...enough, ...cloud }).sms).toMatchObject({
    provider: 'aliyun',
    baseUrl: 'https://dysmsapi.aliyuncs.com',
    templates: { 'one-time-code': 'SMS_1' },
  })
  expect(readConfig(enough).sms.provider).toBe('gateway')
  const half = () => readConfig({ ...enough, ...cloud, ALIYUN_SMS_SIGN_NAME: '' })
  expect(half).toThrow('ALIYUN_SMS_SIGN_NAME is not set')
})

const wrong: [Record<string, string>, string][] = [
  [{ PORT: '80a' }, 'PORT must be a whole number from 0 to 65535'],
  [{ PORT: '70000' }, 'PORT must be a whole number from 0 to 65535'],
  [{ DATABASE_URL: '' }, 'DATABASE_URL is not set'],
  [
    { DATABASE_URL: 'mysql://db' },
    'DATABASE_URL must be an address that starts with postgres:// or postgresql://',
  ],
  [{ PUBLIC_URL: 'sesame' }, 'PUBLIC_URL must be an address that starts with https:// or http://'],
  [{ SESAME_SECRET_KEY: 'c2hvcnQ=' }, 'SESAME_SECRET_KEY must be 32 bytes in base64'],
  [{ SESAME_SECRET_KEY: '' }, 'SESAME_SECRET_KEY is not set; make one with: openssl rand -base64 32'],
  [
    { SESAME_SECRET_KEY: '', SESAME_SECRET_KEY_FILE: '/nowhere' },
    'SESAME_SECRET_KEY_FILE names a file that is not',
  ],
  [{ SESAME_ROLE: 'boss' }, 'SESAME_ROLE must be one of both, api, worker'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be one of'],
]

test.each(wrong)('%j: %s', (change, message) => {
  expect(() => readConfig({ ...enough, ...change })).toThrow(message)
})

test('all problems are told at once, and no value is', () => {
  const read = () => readConfig({ SESAME_STATE_DIR: folder, PORT: 'hunter2', SESAME_SECRET_KEY: 'hunter2' })
  expect(read).toThrow(/PORT[^]*DATABASE_URL[^]*SESAME_SECRET_KEY/)
  expect(read).not.toThrow('hunter2')
})

test('the pages of a provider follow its interface: the sandbox has both, and so has the real one', () => {
  const sandbox = readConfig({ ...enough, WECHAT_OPEN_BASE_URL: 'http://127.0.0.1:1234' })
  expect(sandbox.wechatOpen.connectUrl).toBe('http://127.0.0.1:1234')
  expect(sandbox.alipay.authorizeUrl).toBe('http://127.0.0.1:9303')
  const real = readConfig({ ...enough, WECHAT_OPEN_BASE_URL: 'https://api.weixin.qq.com/' })
  expect(real.wechatOpen).toEqual({
    baseUrl: 'https://api.weixin.qq.com',
    connectUrl: 'https://open.weixin.qq.com',
  })
})

test('production talks to the real channels, over https only', () => {
  const production = {
    ...enough,
    NODE_ENV: 'production',
    PUBLIC_URL: 'https://sesame.example',
    SMS_BASE_URL: 'https://sms.example',
  }
  expect(readConfig(production).wechatPay.baseUrl).toBe('https://api.mch.weixin.qq.com')
  for (const name of ['PUBLIC_URL', 'SMS_BASE_URL', 'WECHAT_PAY_BASE_URL', 'ALIPAY_GATEWAY_URL']) {
    const plain = { ...production, [name]: 'http://127.0.0.1:9301' }
    expect(() => readConfig(plain)).toThrow(`${name} must be an address that starts with https://`)
  }
  expect(() => readConfig({ ...production, PUBLIC_URL: '' })).toThrow('PUBLIC_URL is not set')
})
