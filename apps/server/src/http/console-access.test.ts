import { beforeEach, expect, test } from 'vitest'
import { merchantAccess, operatorAccess, permissionAccess } from '@sesame/contract/access'
import { storeRoutes } from '@sesame/contract/staff'
import { addOperatorStaff } from '../flows/merchants/add-operator-staff.ts'
import { createMerchant } from '../flows/merchants/create-merchant.ts'
import { testDatabase } from '../../test/database.ts'
import { call, knock, testApp } from '../../test/http.ts'
import { staffSession, testPassword as password } from '../../test/sessions.ts'

const db = await testDatabase()
const { app, parts } = await testApp(db)
const operator = await addOperatorStaff(db, { loginName: 'root.admin', name: '平台', password })
const { operatorId } = operator
const actor = { kind: 'operator', id: operator.staffId } as const
const base = { actor, operatorId, typeCode: 'sports', adminName: '王店主' }

let made = 0
let shop: Awaited<ReturnType<typeof createMerchant>>
let boss = ''
beforeEach(async () => {
  boss = `boss.${++made}`
  const one = { ...base, key: boss, name: `游泳馆 ${made}`, adminLoginName: boss, password }
  shop = await createMerchant(parts, one)
})

const logIn = (loginName: string, word = password, more: { merchantId?: string } = {}) =>
  knock(app, merchantAccess.login, { body: { loginName, password: word, wantsToken: true, ...more } })
const statusWith = async (token: string) => (await knock(app, merchantAccess.me, { token })).status

test('a right password opens a session that says who one is', async () => {
  const { body } = await logIn(boss)
  expect(body.me).toMatchObject({ roles: ['店主'], scope: 'merchant', mustChangePassword: false })
  expect(body.me.permissions).toContain('role.edit')
  expect((await call(app, merchantAccess.me, { token: body.token! })).staffId).toBe(shop.adminId)
})

test('a console gets a cookie that scripts cannot read, and no token', async () => {
  const heard = await knock(app, merchantAccess.login, { body: { loginName: boss, password } })
  expect(heard.body.token).toBe(null)
  expect(String(heard.headers['set-cookie'])).toMatch(/^sesame-merchant=[\w-]{43};.*HttpOnly; SameSite=Lax$/)
  expect((await knock(app, merchantAccess.me, { cookie: heard.cookie! })).status).toBe(200)
})

test('under https the cookie is bound to the host', async () => {
  const http = { publicUrl: 'https://shop.example.com' }
  const secure = await testApp(db, { config: { ...parts.config, http } })
  const heard = await knock(secure.app, merchantAccess.login, { body: { loginName: boss, password } })
  expect(String(heard.headers['set-cookie'])).toMatch(/^__Host-sesame-merchant=.*Path=\/; HttpOnly; Secure/)
})

test('the operator enters the operator and the permission console, not a merchant', async () => {
  const body = { loginName: 'root.admin', password, wantsToken: true }
  expect((await knock(app, operatorAccess.login, { body })).status).toBe(200)
  expect((await knock(app, permissionAccess.login, { body })).status).toBe(200)
  expect((await knock(app, merchantAccess.login, { body })).body.code).toBe('access.not_on_platform')
  const other = await knock(app, operatorAccess.login, { body: { ...body, loginName: boss } })
  expect(other.body.code).toBe('access.not_on_platform')
})

test('a wrong password and an unknown name get the same answer', async () => {
  const wrong = await logIn(boss, 'not the password')
  const unknown = await logIn('no.such.person')
  expect([wrong.status, unknown.status]).toEqual([401, 401])
  expect(wrong.body.code).toBe(unknown.body.code)
  expect(wrong.body.message).toBe(unknown.body.message)
})

test('five failures in a row lock the login for fifteen minutes, also for the right password', async () => {
  for (let guess = 1; guess <= 4; guess++)
    expect((await logIn(boss, `guess number ${guess}`)).status).toBe(401)
  expect((await logIn(boss)).status).toBe(200)

  for (let guess = 1; guess <= 5; guess++)
    expect((await logIn(boss, `guess number ${guess}`)).status).toBe(401)
  expect(await logIn(boss)).toMatchObject({ status: 423, body: { details: { retryAfterSeconds: 900 } } })
  db.clock.advance(14 * 60_000)
  expect((await logIn(boss)).status).toBe(423)
  db.clock.advance(60_001)
  expect((await logIn(boss)).status).toBe(200)
})

test('guesses sent together are counted one by one', async () => {
  await Promise.all(Array.from({ length: 8 }, (_, guess) => logIn(boss, `guess number ${guess}`)))
  expect((await logIn(boss)).status).toBe(423)
})

test('somebody who works at two merchants says where they go', async () => {
  const other = await createMerchant(parts, {
    ...base,
    key: `${boss}.b`,
    name: '二店',
    adminLoginName: `${boss}.b`,
    password,
  })
  await db.owner.query(
    `insert into membership (login_id, merchant_id, staff_id)
     select l.id, $1, $2 from login l where login_name = $3`,
    [other.merchantId, other.adminId, boss],
  )
  const asked = await logIn(boss)
  expect(asked.body.code).toBe('access.choose_merchant')
  expect((asked.body.details!['merchants'] as { id: string }[]).map(({ id }) => id).sort()).toEqual(
    [shop.merchantId, other.merchantId].sort(),
  )
  expect((await logIn(boss, password, { merchantId: other.merchantId })).body.me.merchant.name).toBe('二店')
  expect((await logIn(boss, password, { merchantId: operatorId })).body.code).toBe('access.not_on_platform')
})

test('a temporary password opens nothing but its own change', async () => {
  const made = await createMerchant(parts, {
    ...base,
    key: `${boss}.t`,
    name: '三店',
    adminLoginName: `${boss}.t`,
  })
  const { body } = await logIn(`${boss}.t`, made.temporaryPassword)
  const token = body.token!
  expect(body.me.mustChangePassword).toBe(true)
  const closed = await knock(app, storeRoutes.listStores, { token })
  expect(closed).toMatchObject({ status: 403, body: { code: 'access.must_change_password' } })

  const change = (newPassword: string) =>
    knock(app, merchantAccess.changePassword, {
      token,
      body: { currentPassword: made.temporaryPassword, newPassword },
    })
  expect((await change(made.temporaryPassword)).body.code).toBe('access.password_unchanged')
  expect((await change('password123')).body.code).toBe('access.password_too_simple')
  expect((await change(`${boss}.t-2026`)).body.code).toBe('access.password_too_simple')
  expect((await change('short')).body.code).toBe('http.bad_request')
  expect((await change('a longer pass phrase')).status).toBe(200)
  expect((await knock(app, storeRoutes.listStores, { token })).status).toBe(200)
})

test('a changed password ends all other sessions', async () => {
  const here = (await logIn(boss)).body.token!
  const elsewhere = (await logIn(boss)).body.token!
  const wrong = { currentPassword: 'not the password', newPassword: 'a longer pass phrase' }
  expect((await knock(app, merchantAccess.changePassword, { token: here, body: wrong })).status).toBe(403)
  expect(await statusWith(elsewhere)).toBe(200)

  const body = { currentPassword: password, newPassword: 'a longer pass phrase' }
  await call(app, merchantAccess.changePassword, { token: here, body })
  expect([await statusWith(here), await statusWith(elsewhere)]).toEqual([200, 401])
  expect((await logIn(boss)).status).toBe(401)
})

test('sessions are listed and ended one by one, only by their owner', async () => {
  const here = (await logIn(boss)).body.token!
  const elsewhere = (await logIn(boss)).body.token!
  const stranger = (await staffSession(db, shop.merchantId)).token
  const { items } = await call(app, merchantAccess.listSessions, { token: here })
  expect(items.filter(({ current }) => current)).toHaveLength(1)
  expect(items).toHaveLength(2)

  const sessionId = items.find(({ current }) => !current)!.id
  const refused = await knock(app, merchantAccess.revokeSession, { token: stranger, params: { sessionId } })
  expect(refused.body.code).toBe('access.session_not_found')
  expect(await statusWith(elsewhere)).toBe(200)
  await call(app, merchantAccess.revokeSession, { token: here, params: { sessionId } })
  expect([await statusWith(here), await statusWith(elsewhere)]).toEqual([200, 401])

  await call(app, merchantAccess.logout, { token: here })
  expect(await statusWith(here)).toBe(401)
})

test('a session lives while it is used, and twelve hours longer', async () => {
  const token = (await logIn(boss)).body.token!
  const hours = (count: number) => db.clock.advance(count * 3_600_000)
  hours(11)
  expect(await statusWith(token)).toBe(200)
  hours(11)
  expect(await statusWith(token)).toBe(200)
  hours(12)
  expect(await statusWith(token)).toBe(401)
})

test('being seen is written down at most once a minute', async () => {
  const token = (await logIn(boss)).body.token!
  const seen = async () => {
    await statusWith(token)
    const { rows } = await db.owner.query<{ at: Date }>('select max(last_seen_at) as at from session')
    return rows[0]!.at.getTime()
  }
  const first = await seen()
  db.clock.advance(59_000)
  expect(await seen()).toBe(first)
  db.clock.advance(1000)
  expect(await seen()).toBe(first + 60_000)
})

test('no token, no open password and no code is kept in the database', async () => {
  const token = (await logIn(boss)).body.token!
  const { rows } = await db.owner.query('select * from session')
  const logins = await db.owner.query<{ hash: string }>('select password_hash as hash from login')
  expect(JSON.stringify(rows)).not.toContain(token)
  for (const { hash } of logins.rows) expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
})

test('refusals are told in the language that was asked for', async () => {
  const wrong = {
    body: { loginName: 'no.such.person', password },
    headers: { 'accept-language': 'en-GB,en' },
  }
  expect((await knock(app, merchantAccess.login, wrong)).body.message).toMatch(/^Wrong name or password/)
  expect((await logIn('no.such.person')).body.message).toMatch(/登录名或密码不正确/)
})
