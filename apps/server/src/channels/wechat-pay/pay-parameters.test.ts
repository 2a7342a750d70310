import { createVerify, generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import type { WechatPayAccount } from './account.ts'
import { appParameters, h5Address, jsapiParameters } from './pay-parameters.ts'

const merchant = generateKeyPairSync('rsa', { modulusLength: 2048 })
const account: WechatPayAccount = {
  mchId: '1900000109',
  certificateSerial: '5F1C',
  privateKey: merchant.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  apiV3Key: '0'.repeat(32),
  platformKeys: [],
}
const toSign = {
  appId: 'wx88',
  prepayId: 'wx2014',
  now: new Date('2026-11-20T08:00:00.900Z'),
  nonce: 'abc',
}

function verifies(text: string, signature: string): boolean {
  return createVerify('RSA-SHA256').update(text).verify(merchant.publicKey, signature, 'base64')
}

test('a JSAPI signature covers app, time, nonce and package', () => {
  const parameters = jsapiParameters(account, toSign)
  expect(parameters).toMatchObject({
    appId: 'wx88',
    timeStamp: '1795161600',
    nonceStr: 'abc',
    package: 'prepay_id=wx2014',
    signType: 'RSA',
  })
  expect(verifies('wx88\n1795161600\nabc\nprepay_id=wx2014\n', parameters.paySign)).toBe(true)
  expect(verifies('wx88\n1795161600\nabc\nprepay_id=wx2015\n', parameters.paySign)).toBe(false)
})

test('an App signature covers the bare prepay id', () => {
  const parameters = appParameters(account, toSign)
  expect(parameters).toMatchObject({ partnerid: '1900000109', package: 'Sign=WXPay', prepayid: 'wx2014' })
  expect(verifies('wx88\n1795161600\nabc\nwx2014\n', parameters.sign)).toBe(true)
})

test('an H5 address carries the way back, encoded', () => {
  expect(h5Address('https://wx.tenpay.com/checkmweb?prepay_id=1', 'https://shop.cn/back?a=1&b=中')).toBe(
    'https://wx.tenpay.com/checkmweb?prepay_id=1' +
      '&redirect_url=https%3A%2F%2Fshop.cn%2Fback%3Fa%3D1%26b%3D%E4%B8%AD',
  )
})
