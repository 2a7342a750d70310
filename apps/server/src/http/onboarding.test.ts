import { randomUUID } from 'node:crypto'
import { PDFDocument, PDFName } from '@cantoo/pdf-lib'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { merchantAccess } from '@sesame/contract/access'
import { onboardingReviewRoutes, onboardingRoutes } from '@sesame/contract/onboarding'
import { orderRoutes } from '@sesame/contract/orders'
import { shopRoutes } from '@sesame/contract/shop'
import { staffRoutes } from '@sesame/contract/staff'
import { testDatabase } from '../../test/database.ts'
import { call, knock, testApp } from '../../test/http.ts'
import { staffSession, testPassword } from '../../test/sessions.ts'
import { look } from '../../test/world.ts'
import { foundOperator } from '../flows/merchants/found-operator.ts'

/** From signing up to an open shop: what is filled in, handed in, rejected and approved. */
const db = await testDatabase()
const operatorId = await foundOperator(db)
const { app, parts } = await testApp(db)
const reviewer = await staffSession(db, operatorId, { platform: 'operator', scope: 'all' })

let people = 0
async function applicant(more: { mobile?: string; loginName?: string } = {}) {
  people += 1
  const mobile = more.mobile ?? `139${String(10_000_000 + people)}`
  await call(app, onboardingRoutes.sendSignUpCode, { body: { mobile } })
  const code = String(parts.sms.sent.findLast((sms) => sms.mobile === mobile)!.parameters['code'])
  const body = {
    merchantName: '海燕游泳馆',
    name: '陈海燕',
    loginName: more.loginName ?? `haiyan${people}`,
    password: testPassword,
    mobile,
    code,
  }
  return { body, key: randomUUID(), mobile }
}

async function signedUp() {
  const asked = await applicant()
  const heard = await knock(app, onboardingRoutes.signUp, asked)
  expect(heard.status, JSON.stringify(heard.body)).toBe(200)
  return { cookie: heard.cookie!, me: heard.body.me, loginName: asked.body.loginName }
}

const filled = {
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
const picture = async () =>
  (
    await sharp({ create: { width: 40, height: 30, channels: 3, background: '#0F7B6C' } })
      .jpeg()
      .toBuffer()
  ).toString('base64')
const hand = async (cookie: string, kind: string, more: { base64?: string; expiresOn?: string } = {}) =>
  knock(app, onboardingRoutes.addDocument, {
    cookie,
    body: { kind, name: `${kind}.jpg`, base64: await picture(), ...more },
  })

async function complete(cookie: string): Promise<void> {
  await call(app, onboardingRoutes.saveApplication, { cookie, body: { typeCode: 'sports', values: filled } })
  for (const kind of ['legal-id-front', 'shop-front']) expect((await hand(cookie, kind)).status).toBe(200)
  for (const kind of ['license', 'legal-id-back'])
    expect((await hand(cookie, kind, { expiresOn: '2036-01-01' })).status).toBe(200)
}
const submit = (cookie: string) => knock(app, onboardingRoutes.submitApplication, { cookie })
const review = (
  applicationId: string,
  decision: 'approved' | 'rejected',
  reasons: { key: string; reason: string }[] = [],
  key = randomUUID(),
) =>
  knock(app, onboardingReviewRoutes.reviewApplication, {
    token: reviewer.token,
    key,
    params: { applicationId },
    body: { decision, note: '', reasons },
  })

test('signed up, it reaches its application and its own profile, and nothing else', async () => {
  const { cookie, me } = await signedUp()
  expect(me).toMatchObject({
    name: '陈海燕',
    roles: ['店主'],
    merchant: { name: '海燕游泳馆', state: 'applying' },
  })
  expect((await knock(app, onboardingRoutes.getApplication, { cookie })).body.state).toBe('draft')
  expect((await knock(app, merchantAccess.listSessions, { cookie })).status).toBe(200)
  for (const route of [orderRoutes.listOrders, staffRoutes.listStaff])
    expect(await knock(app, route, { cookie })).toMatchObject({
      status: 403,
      body: { code: 'access.merchant_not_open' },
    })
  const shop = await knock(app, shopRoutes.getShop, { params: { shop: me.merchant.code } })
  expect(shop.body.code).toBe('shop.not_found')
})

test('a code is good once, wrong ones count, and a taken name spends none', async () => {
  const asked = await applicant()
  const wrong = { ...asked, key: randomUUID(), body: { ...asked.body, code: '000000' } }
  if (asked.body.code !== '000000')
    expect((await knock(app, onboardingRoutes.signUp, wrong)).body.code).toBe('access.code_wrong')
  const taken = { ...asked, key: randomUUID(), body: { ...asked.body, loginName: reviewer.loginName } }
  expect((await knock(app, onboardingRoutes.signUp, taken)).body.code).toBe('access.login_name_taken')
  expect((await knock(app, onboardingRoutes.signUp, asked)).status).toBe(200)
  const again = {
    ...asked,
    key: randomUUID(),
    body: { ...asked.body, loginName: `${asked.body.loginName}x` },
  }
  expect((await knock(app, onboardingRoutes.signUp, again)).body.code).toBe('access.code_expired')
})

test('the same wish twice, also at once, makes one merchant', async () => {
  const asked = await applicant()
  const heard = await Promise.all([1, 2, 3].map(() => knock(app, onboardingRoutes.signUp, asked)))
  expect(heard.map(({ status }) => status)).toEqual([200, 200, 200])
  expect(new Set(heard.map(({ body }) => body.me.merchant.id)).size).toBe(1)
})

test('filled in, handed in, rejected with reasons, mended, approved: then it is open', async () => {
  const { cookie, me, loginName } = await signedUp()
  await complete(cookie)
  await call(app, onboardingRoutes.saveApplication, {
    cookie,
    body: { typeCode: 'sports', values: { ...filled, 'license-number': '91350100M000100Y44', area: '' } },
  })
  const early = await submit(cookie)
  expect(early).toMatchObject({ status: 400, body: { code: 'application.incomplete' } })
  expect(early.body.details).toEqual({
    problems: [
      { key: 'license-number', problem: 'wrong' },
      { key: 'area', problem: 'missing' },
    ],
  })
  await call(app, onboardingRoutes.saveApplication, { cookie, body: { typeCode: 'sports', values: filled } })
  const { body: application } = await submit(cookie)
  expect(application.state).toBe('submitted')
  for (const heard of [
    await submit(cookie),
    await hand(cookie, 'shop-front'),
    await knock(app, onboardingRoutes.saveApplication, { cookie, body: { typeCode: 'food', values: {} } }),
  ])
    expect(heard).toMatchObject({ status: 409, body: { code: 'application.fixed' } })

  const reasons = [{ key: 'shop-front', reason: '看不清招牌' }]
  expect((await review(application.id, 'rejected')).body.code).toBe('application.reasons_missing')
  expect((await review(application.id, 'rejected', reasons)).body).toMatchObject({
    state: 'rejected',
    reasons,
  })
  const shown = await call(app, onboardingRoutes.getApplication, { cookie })
  expect(shown).toMatchObject({ state: 'rejected', reasons })

  const old = shown.documents.find(({ kind }) => kind === 'shop-front')!
  await call(app, onboardingRoutes.removeDocument, { cookie, params: { documentId: old.id } })
  expect((await submit(cookie)).body.details).toEqual({
    problems: [{ key: 'shop-front', problem: 'missing' }],
  })
  await hand(cookie, 'shop-front')
  expect((await submit(cookie)).body.state).toBe('submitted')
  expect((await review(application.id, 'approved')).body.state).toBe('approved')

  expect((await knock(app, orderRoutes.listOrders, { cookie })).status).toBe(200)
  const shop = await knock(app, shopRoutes.getShop, { params: { shop: me.merchant.code } })
  expect(shop.status).toBe(200)
  const login = { body: { loginName, password: testPassword, wantsToken: true } }
  expect((await call(app, merchantAccess.login, login)).me.merchant).toMatchObject({
    state: 'active',
    typeCode: 'sports',
  })
  const history = (await call(app, onboardingRoutes.getApplication, { cookie })).events.map(({ to }) => to)
  expect(history).toEqual(['approved', 'submitted', 'rejected', 'submitted'])
})

test('two reviewers at once: one decision counts, and the same decision twice is one', async () => {
  const { cookie } = await signedUp()
  await complete(cookie)
  const { id } = (await submit(cookie)).body
  const heard = await Promise.all([
    review(id, 'approved'),
    review(id, 'rejected', [{ key: 'area', reason: '太小' }]),
  ])
  expect(heard.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
  const events = await look(db, 'select 1 from application_event where application_id = $1', [id])
  expect(events).toHaveLength(2)
})

test('withdrawn, it is a draft again; nobody else can review or withdraw it', async () => {
  const { cookie } = await signedUp()
  await complete(cookie)
  const { id } = (await submit(cookie)).body
  expect((await call(app, onboardingRoutes.withdrawApplication, { cookie })).state).toBe('draft')
  expect((await review(id, 'approved')).body.code).toBe('application.not_waiting')
  const bystander = await staffSession(db, operatorId, {
    platform: 'operator',
    permissions: ['merchant.view'],
  })
  const peek = await knock(app, onboardingReviewRoutes.reviewedApplication, {
    token: bystander.token,
    params: { applicationId: id },
  })
  expect(peek.status).toBe(403)
})

test('numbers of persons and accounts are sealed, masked, and shown whole only after the password', async () => {
  const { cookie, me } = await signedUp()
  await complete(cookie)
  const { id, values } = (await submit(cookie)).body
  expect(values).toMatchObject({
    'legal-id-number': '110***********002X',
    'bank-account': '622************5702',
    'entity-name': '杭州海燕体育有限公司',
  })
  const [row] = await look<{ filled: string }>(
    db,
    'select filled::text || encode(secrets_sealed, $2) as filled from application where id = $1',
    [id, 'escape'],
  )
  expect(row!.filled).not.toContain('11010519491231002X')
  expect(row!.filled).not.toContain('6222021001116245702')

  // A draft saved without the secret keeps it.
  await call(app, onboardingRoutes.withdrawApplication, { cookie })
  const { 'legal-id-number': _, ...rest } = filled
  await call(app, onboardingRoutes.saveApplication, { cookie, body: { typeCode: 'sports', values: rest } })
  expect((await submit(cookie)).status).toBe(200)

  const reveal = (token: string) =>
    knock(app, onboardingReviewRoutes.revealApplication, { token, params: { applicationId: id } })
  const unconfirmed = await staffSession(db, operatorId, {
    platform: 'operator',
    scope: 'all',
    confirmed: false,
  })
  expect((await reveal(unconfirmed.token)).body.code).toBe('access.password_needed')
  expect((await reveal(reviewer.token)).body.values).toMatchObject({
    'legal-id-number': '11010519491231002X',
  })
  const looks = await look(
    db,
    `select 1 from audit_event where merchant_id = $1 and action = 'application.revealed'`,
    [me.merchant.id],
  )
  expect(looks).toHaveLength(1)
})

/** A PDF that would run a script when opened, with a form field's action on its page. */
async function scriptedPdf(): Promise<Buffer> {
  const made = await PDFDocument.create()
  const page = made.addPage([200, 200])
  made.addJavaScript('hello', 'app.alert(1)')
  await made.attach(Buffer.from('MZ'), 'tool.exe')
  page.node.set(PDFName.of('AA'), made.context.obj({ O: { S: 'JavaScript', JS: 'app.alert(2)' } }))
  return Buffer.from(await made.save({ useObjectStreams: false }))
}

test('a PDF loses its scripts, attachments and actions, and keeps its pages', async () => {
  const { cookie } = await signedUp()
  await call(app, onboardingRoutes.saveApplication, { cookie, body: { typeCode: 'sports', values: {} } })
  const given = await scriptedPdf()
  expect(given.toString('latin1')).toContain('/JavaScript')
  const heard = await hand(cookie, 'shop-front', { base64: given.toString('base64') })
  expect(heard.body.contentType).toBe('application/pdf')
  const kept = await app.inject({ url: heard.body.url })
  expect(kept.headers['content-type']).toBe('application/pdf')
  const clean = await PDFDocument.load(kept.rawPayload)
  expect(clean.getPageCount()).toBe(1)
  const plain = Buffer.from(await clean.save({ useObjectStreams: false })).toString('latin1')
  for (const word of ['JavaScript', 'app.alert', 'tool.exe', 'EmbeddedFile'])
    expect(plain).not.toContain(word)
})

const bomb = () =>
  sharp({ create: { width: 9000, height: 9000, channels: 3, background: '#000' } })
    .png()
    .toBuffer()

test.each<[string, () => Promise<Buffer>]>([
  ['a text that calls itself a picture', async () => Buffer.from('GIF89a but no picture at all')],
  [
    'a drawing with a script',
    async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
  ],
  ['a page of HTML', async () => Buffer.from('<!doctype html><script>alert(1)</script>')],
  ['the beginning of a PDF', async () => Buffer.from('%PDF-1.7\n1 0 obj')],
  ['an archive', async () => Buffer.from('504b0304140000000800', 'hex')],
  ['a picture with 81 million points', bomb],
])('%s is refused, and nothing is kept', async (_, make) => {
  const { cookie, me } = await signedUp()
  await call(app, onboardingRoutes.saveApplication, { cookie, body: { typeCode: 'sports', values: {} } })
  const base64 = (await make()).toString('base64')
  expect(await hand(cookie, 'shop-front', { base64 })).toMatchObject({
    status: 400,
    body: { code: 'document.unreadable' },
  })
  expect(await look(db, 'select 1 from document where merchant_id = $1', [me.merchant.id])).toEqual([])
})

test('only kinds that are asked for, with a date where one is due, and so many of each', async () => {
  const { cookie } = await signedUp()
  expect((await hand(cookie, 'license')).body.code).toBe('document.kind_unknown')
  await call(app, onboardingRoutes.saveApplication, { cookie, body: { typeCode: 'sports', values: {} } })
  expect((await hand(cookie, 'food-permit')).body.code).toBe('document.kind_unknown')
  expect((await hand(cookie, 'license')).body.code).toBe('document.date_wrong')
  expect((await hand(cookie, 'license', { expiresOn: '2020-01-01' })).body.code).toBe('document.date_wrong')
  expect((await hand(cookie, 'shop-front', { expiresOn: '2036-01-01' })).body.code).toBe(
    'document.date_wrong',
  )
  for (let count = 0; count < 9; count++) expect((await hand(cookie, 'shop-front')).status).toBe(200)
  expect((await hand(cookie, 'shop-front')).body.code).toBe('document.too_many')
})

test('a link opens its one file for five minutes, and nothing without its signature', async () => {
  const { cookie } = await signedUp()
  const other = await signedUp()
  for (const one of [cookie, other.cookie])
    await call(app, onboardingRoutes.saveApplication, {
      cookie: one,
      body: { typeCode: 'sports', values: {} },
    })
  const { url } = (await hand(cookie, 'shop-front')).body
  const theirs = (await hand(other.cookie, 'shop-front')).body
  const status = async (link: string) => (await app.inject({ url: link })).statusCode
  expect(await status(url)).toBe(200)
  expect(await status(url.split('?')[0]!)).toBe(404)
  expect(await status(`${theirs.url.split('?')[0]}?${url.split('?')[1]}`)).toBe(404)
  db.clock.advance(5 * 60_000)
  expect(await status(url)).toBe(404)
})

test("the operator's own type: its form is asked for, and what was handed in keeps the old one", async () => {
  const field = (key: string, more = {}) => ({
    key,
    group: '基本',
    label: key,
    kind: 'text' as const,
    required: true,
    hint: '',
    example: '',
    choices: [],
    ...more,
  })
  const body = {
    code: 'karaoke',
    name: '歌厅',
    summary: '唱歌',
    enabled: true,
    form: [field('rooms', { kind: 'number' }), field('style', { kind: 'choice', choices: ['量贩', '商务'] })],
    documents: [{ key: 'fire', label: '消防合格证', required: true, hint: '', expires: false }],
  }
  const { token } = reviewer
  for (const wrong of [
    { ...body, form: [field('rooms'), field('rooms')] },
    { ...body, form: [field('style', { kind: 'choice' })] },
  ])
    expect((await knock(app, onboardingReviewRoutes.addType, { token, body: wrong })).body.code).toBe(
      'merchant-type.form_wrong',
    )
  await call(app, onboardingReviewRoutes.addType, { token, body })
  expect((await knock(app, onboardingReviewRoutes.addType, { token, body })).body.code).toBe(
    'merchant-type.code_taken',
  )

  const { cookie } = await signedUp()
  const { items } = await call(app, onboardingRoutes.listOpenTypes, { cookie })
  expect(items.map(({ code }) => code)).toContain('karaoke')
  const values = { rooms: '20', style: '量贩' }
  await call(app, onboardingRoutes.saveApplication, { cookie, body: { typeCode: 'karaoke', values } })
  await hand(cookie, 'fire')
  const { id } = (await submit(cookie)).body
  const { code, ...rest } = body
  const edited = { ...rest, form: [...body.form, field('licence')], enabled: false }
  await call(app, onboardingReviewRoutes.editType, { token, params: { code }, body: edited })
  expect((await review(id, 'approved')).body.form).toHaveLength(2)
  const late = await knock(app, onboardingRoutes.saveApplication, {
    cookie: (await signedUp()).cookie,
    body: { typeCode: 'karaoke', values },
  })
  expect(late.body.code).toBe('merchant.type_unknown')
})

test('the queue finds them by state and name, and documents that run out are listed until replaced', async () => {
  const { cookie, me } = await signedUp()
  await complete(cookie)
  const { id } = (await submit(cookie)).body
  const { token } = reviewer
  const waiting = await call(app, onboardingReviewRoutes.listApplications, {
    token,
    query: { state: 'submitted', search: '海燕', limit: 200 },
  })
  expect(waiting.items).toContainEqual(expect.objectContaining({ id, merchantId: me.merchant.id }))
  await review(id, 'approved')

  db.clock.set(new Date('2035-12-10T10:00:00+08:00'))
  const login = { loginName: `haiyan${people}`, password: testPassword, wantsToken: true }
  const fresh = (await call(app, merchantAccess.login, { body: login })).token!
  const later = await staffSession(db, operatorId, { platform: 'operator', scope: 'all' })
  const expiring = async () =>
    (
      await call(app, onboardingReviewRoutes.listExpiringDocuments, {
        token: later.token,
        query: { limit: 200 },
      })
    ).items
      .filter((item) => item.merchantId === me.merchant.id)
      .map(({ label }) => label)
  expect(await expiring()).toEqual(['营业执照', '法定代表人身份证（国徽面）'])
  await call(app, onboardingRoutes.addDocument, {
    token: fresh,
    body: { kind: 'license', name: '新执照', expiresOn: '2045-01-01', base64: await picture() },
  })
  expect(await expiring()).toEqual(['法定代表人身份证（国徽面）'])
})
