import pino from 'pino'
import type { DestinationStream, Logger } from 'pino'

export type Log = Logger

const secretNames = [
  'authorization',
  'cookie',
  'password',
  'passphrase',
  'mobile',
  'openid',
  'unionid',
  'secret',
  'key',
  'privateKey',
  'apiV3Key',
  'apiV2Key',
  'token',
  'sessionKey',
  'idNumber',
  'realName',
  'signature',
]

const paths = [
  ...secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
  'req.headers["set-cookie"]',
  'headers["set-cookie"]',
  'res.headers["set-cookie"]',
]

/** Names that carry secrets or personal data never reach the log, down to the third level. */
export function openLog(level: string, destination?: DestinationStream): Log {
  const options = {
    level,
    redact: { paths, censor: '[hidden]' },
    timestamp: pino.stdTimeFunctions.isoTime,
    base: null,
  }
  return destination ? pino(options, destination) : pino(options)
}
