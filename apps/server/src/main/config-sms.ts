import type { Reader } from './environment.ts'

/** How one-time codes reach a phone: an HTTP gateway (the sandbox's, or one's own) or Alibaba Cloud. */
export type SmsConfig =
  | { provider: 'gateway'; baseUrl: string; key: string | undefined }
  | {
      provider: 'aliyun'
      baseUrl: string
      accessKeyId: string
      accessKeySecret: string
      signName: string
      templates: { 'one-time-code': string }
    }

/** With ALIYUN_SMS_ACCESS_KEY_ID set, Alibaba Cloud sends; else the gateway at SMS_BASE_URL. */
export function readSms(read: Reader, httpsOnly: boolean): SmsConfig {
  if (!read.has('ALIYUN_SMS_ACCESS_KEY_ID')) {
    const local = httpsOnly ? undefined : 'http://127.0.0.1:9304'
    return {
      provider: 'gateway',
      baseUrl: read.url('SMS_BASE_URL', local, { httpsOnly }),
      key: read.optional('SMS_KEY'),
    }
  }
  return {
    provider: 'aliyun',
    baseUrl: read.url('ALIYUN_SMS_BASE_URL', 'https://dysmsapi.aliyuncs.com', { httpsOnly }),
    accessKeyId: read.text('ALIYUN_SMS_ACCESS_KEY_ID'),
    accessKeySecret: read.text('ALIYUN_SMS_ACCESS_KEY_SECRET'),
    signName: read.text('ALIYUN_SMS_SIGN_NAME'),
    templates: { 'one-time-code': read.text('ALIYUN_SMS_CODE_TEMPLATE') },
  }
}
