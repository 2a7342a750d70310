import { createSign, createVerify, generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { makeCertificate } from '../../../sandbox/src/wechat-pay/certificate.ts'
import { createAlipay } from '../../src/channels/alipay/client.ts'
import { openAlipayNotification } from '../../src/channels/alipay/notification.ts'

const app = generateKeyPairSync('rsa', { modulusLength: 2048 })
const alipay = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = (pair: typeof app) => pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

function certificate(pair: typeof app, serial: string): string {
  const from = new Date(Date.now() - 86_400_000)
  const until = new Date(Date.now() + 86_400_000)
  return makeCertificate({ serial, privateKeyPem: pem(pair), from, until })
}

const account = {
  appId: '2021000000000001',
  sellerId: '2088000000000001',
  privateKey: pem(app),
  trust: {
    mode: 'certificate' as const,
    app: certificate(app, '0A01'),
    alipay: certificate(alipay, '0A02'),
    root: certificate(alipay, '0A03'),
  },
}

test('with certificates, calls name them and notifications verify by them', () => {
  const port = createAlipay(account, { gatewayUrl: 'https://gateway.invalid/gateway.do' })
  const url = new URL(
    port.pagePay({
      outTradeNo: 'M00001A',
      amountFen: 1n,
      subject: '十次卡',
      notifyUrl: 'https://shop.cn/notify',
      returnUrl: 'https://shop.cn/back',
      timeExpire: new Date(),
    }),
  )
  const parameters = Object.fromEntries(url.searchParams)
  expect(parameters).toMatchObject({
    app_cert_sn: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
    alipay_root_cert_sn: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
  })
  const text = textOf(parameters)
  const genuine = createVerify('RSA-SHA256').update(text)
  expect(genuine.verify(app.publicKey, parameters.sign ?? '', 'base64')).toBe(true)

  const notice = {
    notify_id: '1',
    app_id: account.appId,
    seller_id: account.sellerId,
    trade_no: '2026',
    out_trade_no: 'M00001A',
    trade_status: 'TRADE_CLOSED',
    total_amount: '0.01',
  }
  const sign = createSign('RSA-SHA256').update(textOf(notice)).sign(alipay.privateKey, 'base64')
  const body = new URLSearchParams({ ...notice, sign, sign_type: 'RSA2' }).toString()
  expect(openAlipayNotification(account, body)).toMatchObject({ kind: 'closed', totalFen: 1n })
})

function textOf(parameters: Record<string, string>): string {
  return Object.keys(parameters)
    .filter((name) => name !== 'sign')
    .sort()
    .map((name) => `${name}=${parameters[name]}`)
    .join('&')
}
