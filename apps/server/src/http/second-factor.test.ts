import { randomUUID } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { expect, test } from 'vitest'
import { merchantAccess } from '@sesame/contract/access'
import { orderRoutes } from '@sesame/contract/orders'
import { roleRoutes, staffRoutes } from '@sesame/contract/staff'
import { testDatabase } from '../../test/database.ts'
import { call, knock, testApp } from '../../test/http.ts'
import { staffSession, testPassword } from '../../test/sessions.ts'
import type { StaffSession } from '../../test/sessions.ts'
import { look, world } from '../../test/world.ts'

/** A code from the person's own phone beside the password, asked for at login and demanded by roles. */
const db = await testDatabase()
const { merchantId } = await world(db)
const { app } = await testApp(db)

const codeOf = (secret: string) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: db.clock.now().getTime() })
const logIn = (who: StaffSession, more: { password?: string; secondFactor?: string } = {}) =>
  knock(app, merchantAccess.login, {
    body: { loginName: who.loginName, password: testPassword, wantsToken: true, ...more },
  })

/** Somebody with a second factor; the clock has left the half minute whose code was used for it. */
async function protectedStaff() {
  const who = await staffSession(db, merchantId)
  const { secret, uri } = await call(app, merchantAccess.offerSecondFactor, { token: who.token })
  expect(uri).toContain(`secret=${secret}`)
  const body = { code: codeOf(secret) }
  const { recoveryCodes } = await call(app, merchantAccess.turnOnSecondFactor, { token: who.token, body })
  db.clock.advance(60_000)
  return { ...who, secret, recoveryCodes }
}

test('without a code nobody comes in, with the code of now one session, and no code opens two', async () => {
  const who = await protectedStaff()
  expect(await logIn(who)).toMatchObject({ status: 401, body: { code: 'access.second_factor_needed' } })
  const secondFactor = codeOf(who.secret)
  expect((await logIn(who, { secondFactor })).status).toBe(200)
  expect(await logIn(who, { secondFactor })).toMatchObject({
    status: 401,
    body: { code: 'access.second_factor_refused' },
  })
  db.clock.advance(30_000)
  expect((await logIn(who, { secondFactor: codeOf(who.secret) })).status).toBe(200)
})

test('twins with one code: one of them comes in', async () => {
  const who = await protectedStaff()
  const secondFactor = codeOf(who.secret)
  const answers = await Promise.all(Array.from({ length: 4 }, () => logIn(who, { secondFactor })))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
})

test('five wrong codes lock, though the password was right each time', async () => {
  const who = await protectedStaff()
  for (let guess = 0; guess < 5; guess++) {
    expect((await logIn(who)).status).toBe(401)
    expect((await logIn(who, { secondFactor: '000000' })).status).toBe(401)
  }
  expect((await logIn(who, { secondFactor: codeOf(who.secret) })).status).toBe(423)
})

test('the wrong password says nothing of a second factor', async () => {
  const who = await protectedStaff()
  const answer = await logIn(who, { password: 'not the password', secondFactor: codeOf(who.secret) })
  expect(answer).toMatchObject({ status: 401, body: { code: 'access.login_refused' } })
})

test('a recovery code opens once, and new ones end the old', async () => {
  const who = await protectedStaff()
  const [first, second] = who.recoveryCodes as [string, string]
  expect(new Set(who.recoveryCodes).size).toBe(10)
  const opened = await logIn(who, { secondFactor: first.toUpperCase() })
  expect(opened.status).toBe(200)
  expect((await logIn(who, { secondFactor: first })).status).toBe(401)
  const { token } = who
  expect(await call(app, merchantAccess.secondFactor, { token })).toMatchObject({
    recoveryCodes: 9,
    required: false,
  })
  await call(app, merchantAccess.confirmPassword, { token, body: { password: testPassword } })
  await call(app, merchantAccess.makeRecoveryCodes, { token })
  expect((await logIn(who, { secondFactor: second })).status).toBe(401)
})

test('only a right code turns it on or off, and only after the password', async () => {
  const bare = await staffSession(db, merchantId, { confirmed: false })
  const refused = await knock(app, merchantAccess.offerSecondFactor, { token: bare.token })
  expect(refused).toMatchObject({ status: 403, body: { code: 'access.password_needed' } })

  const { token, ...who } = await protectedStaff()
  expect((await knock(app, merchantAccess.offerSecondFactor, { token })).body.code).toBe(
    'access.second_factor_on',
  )
  await call(app, merchantAccess.confirmPassword, { token, body: { password: testPassword } })
  const wrong = await knock(app, merchantAccess.turnOffSecondFactor, { token, body: { code: '000000' } })
  expect(wrong).toMatchObject({ status: 401, body: { code: 'access.second_factor_refused' } })
  await call(app, merchantAccess.turnOffSecondFactor, { token, body: { code: codeOf(who.secret) } })
  expect((await logIn({ token, ...who })).status).toBe(200)

  const other = await staffSession(db, merchantId)
  await call(app, merchantAccess.offerSecondFactor, { token: other.token })
  const guess = { token: other.token, body: { code: '000000' } }
  expect((await knock(app, merchantAccess.turnOnSecondFactor, guess)).status).toBe(403)
  expect((await logIn(other)).status).toBe(200)
})

test('a role that asks for it closes everything else until it is set up', async () => {
  const boss = await staffSession(db, merchantId)
  const who = await staffSession(db, merchantId, { permissions: ['order.view'] })
  const { token } = who
  const list = () => knock(app, orderRoutes.listOrders, { token })
  expect((await list()).status).toBe(200)
  await call(app, roleRoutes.editRole, {
    token: boss.token,
    params: { roleId: who.roleId },
    body: { secondFactor: true },
  })
  expect(await list()).toMatchObject({
    status: 403,
    body: { code: 'access.must_set_up_second_factor' },
  })
  expect((await call(app, merchantAccess.me, { token })).mustSetUpSecondFactor).toBe(true)
  const { secret } = await call(app, merchantAccess.offerSecondFactor, { token })
  await call(app, merchantAccess.turnOnSecondFactor, { token, body: { code: codeOf(secret) } })
  expect((await list()).status).toBe(200)

  db.clock.advance(30_000)
  const off = await knock(app, merchantAccess.turnOffSecondFactor, { token, body: { code: codeOf(secret) } })
  expect(off).toMatchObject({ status: 409, body: { code: 'access.second_factor_required' } })
})

test('who lost the phone is helped by an administrator, and nobody helps themselves', async () => {
  const who = await protectedStaff()
  const boss = await staffSession(db, merchantId)
  const reset = (token: string, staffId: string, key = randomUUID()) =>
    knock(app, staffRoutes.resetSecondFactor, { token, params: { staffId }, key })
  expect((await reset(boss.token, boss.staffId)).body.code).toBe('staff.not_oneself')
  const key = randomUUID()
  expect((await reset(boss.token, who.staffId, key)).body).toMatchObject({ hasSecondFactor: false })
  expect((await reset(boss.token, who.staffId, key)).status).toBe(200)
  expect((await reset(boss.token, who.staffId)).body.code).toBe('access.second_factor_off')
  expect((await knock(app, merchantAccess.me, { token: who.token })).status).toBe(401)
  expect((await logIn(who)).status).toBe(200)
})

test('the history shows how one came in and who tried, and only to oneself', async () => {
  const who = await protectedStaff()
  await logIn(who, { password: 'not the password' })
  await logIn(who, { secondFactor: '000000' })
  await logIn(who, { secondFactor: codeOf(who.secret) })
  const page = await call(app, merchantAccess.listLoginEvents, { token: who.token, query: { limit: 2 } })
  expect(page.items.map(({ outcome }) => outcome)).toEqual(['entered', 'wrong-code'])
  const rest = await call(app, merchantAccess.listLoginEvents, {
    token: who.token,
    query: { cursor: page.nextCursor! },
  })
  expect(rest.items.map(({ outcome }) => outcome)).toEqual(['wrong-password'])
  const other = await staffSession(db, merchantId)
  expect((await call(app, merchantAccess.listLoginEvents, { token: other.token })).items).toEqual([])
})

test('neither secret nor recovery code can be read in the database or the audit log', async () => {
  const who = await protectedStaff()
  const [row] = await look<{ text: string }>(
    db,
    `select concat(encode(l.second_factor_sealed, 'escape'), (select string_agg(r.code_hash, ' ')
       from recovery_code r where r.login_id = l.id), (select string_agg(a.after::text, ' ') from audit_event a
       where a.subject_id = $1)) as text from login l where l.login_name = $2`,
    [who.staffId, who.loginName],
  )
  expect(row!.text).not.toContain(who.secret)
  for (const code of who.recoveryCodes) expect(row!.text).not.toContain(code)
})
