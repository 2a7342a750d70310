import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { expect } from 'vitest'
import { onboardingRoutes } from '@sesame/contract/onboarding'
import type { TestApp } from './http.ts'
import { call, knock } from './http.ts'
import { testPassword } from './sessions.ts'

/** Merchants that come in of their own accord, with what they fill in and hand in. */
export function applicants({ app, parts }: TestApp) {
  let people = 0
  /** Somebody with a code in hand, before signing up. */
  const applicant = async () => {
    people += 1
    const mobile = `139${String(10_000_000 + people)}`
    await call(app, onboardingRoutes.sendSignUpCode, { body: { mobile } })
    const code = String(parts.sms.sent.findLast((sms) => sms.mobile === mobile)!.parameters['code'])
    const body = {
      merchantName: '海燕游泳馆',
      name: '陈海燕',
      loginName: `haiyan${people}`,
      password: testPassword,
      mobile,
      code,
    }
    return { body, key: randomUUID() }
  }
  const signedUp = async () => {
    const asked = await applicant()
    const heard = await knock(app, onboardingRoutes.signUp, asked)
    expect(heard.status, JSON.stringify(heard.body)).toBe(200)
    return { cookie: heard.cookie!, me: heard.body.me, loginName: asked.body.loginName }
  }
  const hand = async (cookie: string, kind: string, more: { base64?: string; expiresOn?: string } = {}) =>
    knock(app, onboardingRoutes.addDocument, {
      cookie,
      body: { kind, name: `${kind}.jpg`, base64: await picture(), ...more },
    })
  const save = (cookie: string, values: Record<string, string> = {}, typeCode = 'sports') =>
    knock(app, onboardingRoutes.saveApplication, { cookie, body: { typeCode, values } })
  /** All that a sports club is asked for. */
  const complete = async (cookie: string): Promise<void> => {
    expect((await save(cookie, filled)).status).toBe(200)
    for (const kind of ['legal-id-front', 'shop-front']) expect((await hand(cookie, kind)).status).toBe(200)
    for (const kind of ['license', 'legal-id-back'])
      expect((await hand(cookie, kind, { expiresOn: '2036-01-01' })).status).toBe(200)
  }
  const submit = (cookie: string) => knock(app, onboardingRoutes.submitApplication, { cookie })
  return { applicant, signedUp, hand, save, complete, submit }
}

export const filled = {
  'entity-kind': '企业',
  'entity-name': '杭州海燕体育有限公司',
  'license-number': '91350100M000100Y43',
  address: '杭州市西湖区 1 号',
  'legal-name': '陈海燕',
  'legal-id-number': '11010519491231002X',
  'legal-mobile': '13800138000',
  'bank-holder': '杭州海燕体育有限公司',
  'bank-name': '工商银行西湖支行',
  'bank-account': '6222021001116245702',
  area: '1200',
  'mini-name': '海燕游泳',
  'mini-purpose': '游泳与培训',
  'mini-category': '体育',
  'mini-mail': 'mini@example.com',
  'admin-name': '陈海燕',
  'admin-id-number': '11010519491231002X',
  'admin-mobile': '13800138000',
}

export async function picture(): Promise<string> {
  const green = { width: 40, height: 30, channels: 3 as const, background: '#0F7B6C' }
  const jpeg = await sharp({ create: green }).jpeg().toBuffer()
  return jpeg.toString('base64')
}
