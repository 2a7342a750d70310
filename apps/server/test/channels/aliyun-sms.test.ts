import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAliyunSms, signAliyun } from '../../src/channels/sms/aliyun.ts'
import { answerJson, startProvider, type Provider } from './provider.ts'

let provider: Provider
beforeAll(async () => {
  provider = await startProvider()
})
afterAll(() => provider.close())

const sms = {
  mobile: '13800000001',
  template: 'one-time-code',
  parameters: { code: '482913' },
  text: '验证码 482913',
  reference: 'r1',
}

function port() {
  return createAliyunSms({
    baseUrl: provider.url,
    accessKeyId: 'id',
    accessKeySecret: 'top-secret',
    signName: '芝麻开门',
    templates: { 'one-time-code': 'SMS_1' },
    now: () => new Date('2026-11-20T08:00:00Z'),
    nonce: () => 'n1',
  })
}

test('a message goes out signed, with the approved template', async () => {
  provider.behave((_asked, response) => answerJson(response, 200, { Code: 'OK', BizId: 'b1', Message: 'OK' }))
  expect(await port().send(sms)).toEqual({ kind: 'ok', value: { messageId: 'b1' } })

  const { Signature, ...parameters } = Object.fromEntries(new URLSearchParams(provider.asked[0]?.body))
  expect(parameters).toMatchObject({
    PhoneNumbers: '13800000001',
    SignName: '芝麻开门',
    TemplateCode: 'SMS_1',
    TemplateParam: '{"code":"482913"}',
    Timestamp: '2026-11-20T08:00:00Z',
    OutId: 'r1',
  })
  expect(Signature).toBe(signAliyun('POST', parameters, 'top-secret'))
  expect(provider.asked[0]?.body).not.toContain('top-secret')
})

test('without an approved template nothing is sent', async () => {
  provider.behave((_asked, response) => answerJson(response, 200, { Code: 'OK' }))
  expect(await port().send({ ...sms, template: 'gift' })).toMatchObject({
    kind: 'refused',
    code: 'template_missing',
  })
  expect(provider.asked).toHaveLength(0)
})

test.each([
  [
    200,
    { Code: 'isv.MOBILE_NUMBER_ILLEGAL', Message: '号码不合法' },
    { kind: 'refused', code: 'isv.MOBILE_NUMBER_ILLEGAL' },
  ],
  [403, { Code: 'SignatureDoesNotMatch' }, { kind: 'refused', status: 403 }],
  [200, { Code: 'isv.BUSINESS_LIMIT_CONTROL' }, { kind: 'unknown', cause: 'rate-limited' }],
  [200, { Code: 'isp.SYSTEM_ERROR' }, { kind: 'unknown', cause: 'server-error' }],
  [200, [], { kind: 'unknown', cause: 'bad-answer' }],
  [502, {}, { kind: 'unknown', cause: 'server-error' }],
])('HTTP %i %j', async (status, content, expected) => {
  provider.behave((_asked, response) => answerJson(response, status, content))
  expect(await port().send(sms)).toMatchObject(expected)
})
