import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { customerRoutes } from '@sesame/contract/orders'
import { sessionRoutes } from '@sesame/contract/customer-session'
import { shopRoutes } from '@sesame/contract/shop'
import { repointPerson } from '../../flows/access/repoint-person.ts'
import { inReport } from '../../kernel/db.ts'
import { tablesOfCustomer } from '../../modules/customer/index.ts'
import { merchantsOfPerson } from '../../reports/merchants-of-person.ts'
import { testDatabase } from '../../../test/database.ts'
import { call, knock, testApp } from '../../../test/http.ts'
import { customerAt, customerSession, staffSession } from '../../../test/sessions.ts'
import { look, world } from '../../../test/world.ts'

const db = await testDatabase()
const ours = await world(db)
const { app, parts } = await testApp(db, { vault: ours.vault })
const { merchantId } = ours
const [{ code: shop } = { code: '' }] = await look<{ code: string }>(
  db,
  'select code from merchant where id = $1',
  [merchantId],
)
const params = { shop }

let mobiles = 0
const newMobile = () => `137${String(++mobiles).padStart(8, '0')}`
const sendCode = (mobile: string) => knock(app, sessionRoutes.sendCode, { body: { mobile } })
const lastCode = (mobile: string) =>
  parts.sms.sent.findLast((sms) => sms.mobile === mobile)!.parameters['code']!
const logIn = (mobile: string, code: string) =>
  knock(app, sessionRoutes.loginByMobile, { body: { mobile, code } })
const notThe = (code: string) => (code === '000000' ? '000001' : '000000')
const enter = async (mobile: string) => {
  await sendCode(mobile)
  return (await logIn(mobile, lastCode(mobile))).body.token
}
const count = async (text: string, values: unknown[]) =>
  Number((await look<{ count: string }>(db, `select count(*) from ${text}`, values))[0]!.count)
/** What the jobs do after two records turned out to be one person. */
const followJobs = async (personId: string) => {
  for (const id of await inReport(db, (read) => merchantsOfPerson(read, personId)))
    await repointPerson(parts, { merchantId: id, personId })
}

test('a mobile and its code log in; the code is good once', async () => {
  const mobile = newMobile()
  expect((await sendCode(mobile)).body).toEqual({ resendAfterSeconds: 60, expiresInSeconds: 300 })
  const code = lastCode(mobile)
  const { body } = await logIn(mobile, code)
  const masked = `137****${mobile.slice(-4)}`
  expect(body.me).toEqual({ name: '', mobile: masked, knownBy: ['mobile'] })
  expect((await call(app, sessionRoutes.me, { token: body.token })).mobile).toBe(masked)
  expect((await logIn(mobile, code)).body.code).toBe('access.code_expired')
})

test('five wrong tries spend a code, and each is counted though it is refused', async () => {
  const mobile = newMobile()
  await sendCode(mobile)
  const code = lastCode(mobile)
  for (let guess = 1; guess <= 5; guess++)
    expect((await logIn(mobile, notThe(code))).body.code).toBe('access.code_wrong')
  expect((await logIn(mobile, code)).body.code).toBe('access.code_expired')
  expect(
    await count('session s join person p on p.id = s.person_id where p.mobile_fingerprint = $1', [
      ours.vault.fingerprint(mobile),
    ]),
  ).toBe(0)
})

test('a code is sent once a minute and dies after five; a new one voids the old', async () => {
  const mobile = newMobile()
  await sendCode(mobile)
  const first = lastCode(mobile)
  expect(await sendCode(mobile)).toMatchObject({
    status: 429,
    body: { code: 'access.code_too_soon', details: { retryAfterSeconds: 60 } },
  })
  db.clock.advance(60_000)
  await sendCode(mobile)
  const second = lastCode(mobile)
  if (first !== second) expect((await logIn(mobile, first)).body.code).toBe('access.code_wrong')
  db.clock.advance(300_000)
  expect((await logIn(mobile, second)).body.code).toBe('access.code_expired')
})

test('ten requests at once for one mobile send one message', async () => {
  const mobile = newMobile()
  const all = await Promise.all(Array.from({ length: 10 }, () => sendCode(mobile)))
  expect(all.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(parts.sms.sent.filter((sms) => sms.mobile === mobile)).toHaveLength(1)
})

test('a refused message bars nobody from asking again', async () => {
  const mobile = newMobile()
  const send = async () => ({ kind: 'refused' as const, code: 'X', message: '', status: 400 })
  const broken = await testApp(db, { vault: ours.vault, channels: { ...parts.channels, sms: { send } } })
  const refused = await knock(broken.app, sessionRoutes.sendCode, { body: { mobile } })
  expect(refused).toMatchObject({ status: 503, body: { code: 'access.code_not_sent' } })
  expect((await sendCode(mobile)).status).toBe(200)
})

test('no code and no mobile is kept readable', async () => {
  const mobile = newMobile()
  await sendCode(mobile)
  const rows = await look(db, 'select c.*, p.* from one_time_code c full join person p on false')
  expect(JSON.stringify(rows)).not.toContain(mobile)
  const hashes = await look<{ hash: string }>(db, 'select code_hash as hash from one_time_code')
  for (const { hash } of hashes) expect(hash).toMatch(/^[0-9a-f]{64}$/)
})

test('one person per mobile, however often and however parallel they come', async () => {
  const mobile = newMobile()
  await enter(mobile)
  db.clock.advance(61_000)
  await enter(mobile)
  expect(await count('person where mobile_fingerprint = $1', [ours.vault.fingerprint(mobile)])).toBe(1)
})

test('a customer registered at the counter is joined once by the person who comes with the mobile', async () => {
  const staff = await staffSession(db, merchantId)
  const mobile = newMobile()
  const add = () =>
    knock(app, customerRoutes.addCustomer, { token: staff.token, body: { mobile, name: '王女士' } })
  const [one, two] = await Promise.all([add(), add()])
  expect(one.body.id).toBe(two.body.id)
  expect(one.body).toMatchObject({ name: '王女士', mobile: `137****${mobile.slice(-4)}`, cards: 0 })

  const { personId, token } = await customerSession(db, ours.vault, mobile)
  const visits = await Promise.all(
    Array.from({ length: 8 }, () => call(app, shopRoutes.listMyCards, { token, params })),
  )
  expect(visits.every(({ items }) => items.length === 0)).toBe(true)
  expect(await customerAt(db, ours.vault, { merchantId, personId })).toBe(one.body.id)
  expect(await count('customer where merchant_id = $1 and person_id = $2', [merchantId, personId])).toBe(1)
})

test('registering and coming for the first time at the same moment leave one customer', async () => {
  const staff = await staffSession(db, merchantId)
  for (let round = 0; round < 5; round++) {
    const mobile = newMobile()
    const { token } = await customerSession(db, ours.vault, mobile)
    await Promise.all([
      call(app, customerRoutes.addCustomer, { token: staff.token, body: { mobile, name: '王女士' } }),
      call(app, shopRoutes.listMyCards, { token, params }),
      call(app, shopRoutes.listMyCards, { token, params }),
    ])
    const fingerprint = ours.vault.fingerprint(mobile)
    expect(
      await count('customer where merchant_id = $1 and mobile_fingerprint = $2', [merchantId, fingerprint]),
    ).toBe(1)
  }
})

test('customers are found by the whole mobile, its last four digits or the beginning of a name', async () => {
  const { token } = await staffSession(db, merchantId)
  const mobile = '13712349876'
  await call(app, customerRoutes.addCustomer, { token, body: { mobile, name: '欧阳小花' } })
  for (const search of [mobile, '9876', '欧阳'])
    expect((await call(app, customerRoutes.listCustomers, { token, query: { search } })).items).toMatchObject(
      [{ name: '欧阳小花', mobile: '137****9876' }],
    )
  for (const search of ['13712349875', '小花', '987', '%'])
    expect((await call(app, customerRoutes.listCustomers, { token, query: { search } })).items).toEqual([])
})

test('a merchant keeps its own name and notes of a person', async () => {
  const { token } = await staffSession(db, merchantId)
  const { id } = await call(app, customerRoutes.addCustomer, {
    token,
    body: { mobile: newMobile(), name: '甲' },
  })
  const body = { name: '甲先生', note: '怕水' }
  const edited = await call(app, customerRoutes.editCustomer, { token, params: { customerId: id }, body })
  expect(edited).toMatchObject(body)
  const unknown = { token, params: { customerId: randomUUID() }, body }
  expect((await knock(app, customerRoutes.editCustomer, unknown)).body.code).toBe('customer.not_found')
})

test('two records of one person become one, with the cards, orders and sessions of both', async () => {
  const visit = await ours.single(30_00)
  const bundle = await ours.bundle(300_00, [{ kind: 'visits', productId: visit, visits: 10, gift: false }])
  const mobile = newMobile()
  const holder = await customerSession(db, ours.vault, mobile)
  const first = await customerAt(db, ours.vault, { merchantId, personId: holder.personId })
  const oldCard = await ours.openCard(bundle, first)

  const { token, personId } = await visitorWithoutMobile()
  db.clock.advance(1000)
  const second = await customerAt(db, ours.vault, { merchantId, personId })
  const newCard = await ours.openCard(bundle, second)
  await sendCode(mobile)
  const bound = await call(app, sessionRoutes.bindMobile, { token, body: { mobile, code: lastCode(mobile) } })
  expect(bound.me.mobile).toBe(`137****${mobile.slice(-4)}`)
  await followJobs(holder.personId)
  await followJobs(holder.personId)

  const { items } = await call(app, shopRoutes.listMyCards, { token, params })
  expect(items.map(({ id }) => id).sort()).toEqual([oldCard.cardId, newCard.cardId].sort())
  expect(await count('customer where merchant_id = $1 and id = $2', [merchantId, second])).toBe(0)
  expect(await count('session where person_id = $1', [personId])).toBe(0)
  expect(await count('deal where merchant_id = $1 and customer_id = $2', [merchantId, first])).toBe(2)
  await ours.booksHold()
})

test('somebody with a verified mobile does not take over the mobile of another', async () => {
  const [one, other] = [newMobile(), newMobile()]
  const { token } = await customerSession(db, ours.vault, one)
  await customerSession(db, ours.vault, other)
  await sendCode(other)
  const refused = await knock(app, sessionRoutes.bindMobile, {
    token,
    body: { mobile: other, code: lastCode(other) },
  })
  expect(refused).toMatchObject({ status: 409, body: { code: 'access.mobile_bound' } })
  expect((await call(app, sessionRoutes.me, { token })).mobile).toBe(`137****${one.slice(-4)}`)
})

test('the list of tables that name a customer is that of the database', async () => {
  const rows = await look<{ name: string }>(
    db,
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relkind in ('r', 'p') and a.attname = 'customer_id' and not a.attisdropped
       and c.relnamespace = 'public'::regnamespace order by 1`,
  )
  expect(rows.map(({ name }) => name)).toEqual([...tablesOfCustomer].sort())
})

test('a name is changed, and a session is over when it is ended', async () => {
  const { token } = await customerSession(db, ours.vault)
  expect((await call(app, sessionRoutes.rename, { token, body: { name: '小明' } })).name).toBe('小明')
  await call(app, sessionRoutes.logout, { token })
  expect((await knock(app, sessionRoutes.me, { token })).status).toBe(401)
})

/** As somebody comes by a channel: known, but not by a mobile. */
async function visitorWithoutMobile() {
  const { token, personId } = await customerSession(db, ours.vault, newMobile())
  await db.owner.query(
    'update person set mobile_fingerprint = null, mobile_sealed = null, mobile_verified_at = null where id = $1',
    [personId],
  )
  return { token, personId }
}
