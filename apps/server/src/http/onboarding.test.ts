import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { merchantAccess } from '@sesame/contract/access'
import { onboardingRoutes } from '@sesame/contract/onboarding'
import { onboardingReviewRoutes } from '@sesame/contract/onboarding-review'
import { orderRoutes } from '@sesame/contract/orders'
import { shopRoutes } from '@sesame/contract/shop'
import { staffRoutes } from '@sesame/contract/staff'
import { applicants, filled, picture } from '../../test/applicants.ts'
import { testDatabase } from '../../test/database.ts'
import { call, knock, testApp } from '../../test/http.ts'
import { staffSession, testPassword } from '../../test/sessions.ts'
import { look } from '../../test/world.ts'
import { foundOperator } from '../flows/merchants/found-operator.ts'

/** From signing up to an open shop: what is filled in, handed in, rejected and approved. */
const db = await testDatabase()
const operatorId = await foundOperator(db)
const stage = await testApp(db)
const { app } = stage
const { applicant, signedUp, hand, complete, submit } = applicants(stage)
const reviewer = await staffSession(db, operatorId, { platform: 'operator', scope: 'all' })

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
  expect((await knock(app, onboardingRoutes.getApplication, { cookie })).body.application!.state).toBe(
    'draft',
  )
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
  const body = { ...asked.body, loginName: `${asked.body.loginName}x` }
  expect((await knock(app, onboardingRoutes.signUp, { key: randomUUID(), body })).body.code).toBe(
    'access.code_expired',
  )
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
  const shown = (await call(app, onboardingRoutes.getApplication, { cookie })).application!
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
  const history = (await call(app, onboardingRoutes.getApplication, { cookie })).application!.events.map(
    ({ to }) => to,
  )
  expect(history).toEqual(['approved', 'submitted', 'rejected', 'submitted'])
})

test('another type keeps what it asks for too; an unknown field is refused', async () => {
  const { cookie } = await signedUp()
  const save = (typeCode: string, values: Record<string, string>) =>
    knock(app, onboardingRoutes.saveApplication, { cookie, body: { typeCode, values } })
  const both = { 'entity-name': '海燕', area: '1200' }
  await save('sports', { ...both, 'legal-id-number': '11010519491231002X' })
  const { body } = await save('food', both)
  expect(body.values).toEqual({ 'entity-name': '海燕', 'legal-id-number': '110***********002X' })
  expect((await save('food', { area: '1200' })).body.code).toBe('application.field_unknown')
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
  const { cookie, me, loginName } = await signedUp()
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
  const login = { loginName, password: testPassword, wantsToken: true }
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
