import { expect, test } from 'vitest'
import { merchantAccess } from '@sesame/contract/access'
import { settlementReviewRoutes, settlementRoutes } from '@sesame/contract/settlement'
import { withdrawalReviewRoutes, withdrawalRoutes } from '@sesame/contract/withdrawals'
import { testDatabase } from '../../test/database.ts'
import { call, knock, testApp } from '../../test/http.ts'
import { staffSession, testPassword } from '../../test/sessions.ts'
import { settleStage } from '../../test/settle-stage.ts'
import { look, world } from '../../test/world.ts'
import { inGlobal } from '../kernel/db.ts'
import { findOperator } from '../modules/merchant/index.ts'

const db = await testDatabase()
const w = await world(db)
const stage = settleStage(db, w)
const { app } = await testApp(db, { vault: w.vault })
const operatorId = (await inGlobal(db, findOperator))!.id
const reviewer = () => staffSession(db, operatorId, { platform: 'operator', scope: 'all' })

test('withdrawing asks for the password again, and takes it for five minutes', async () => {
  await stage.earn(800_00)
  await stage.bankAccount()
  const { token } = await staffSession(db, w.merchantId, { confirmed: false })
  const ask = () => knock(app, withdrawalRoutes.requestWithdrawal, { token, body: { amountFen: 10_00 } })
  const before = await w.snapshot()
  expect((await ask()).body.code).toBe('access.password_needed')
  expect(await w.snapshot()).toEqual(before)

  const confirm = (password: string) =>
    knock(app, merchantAccess.confirmPassword, { token, body: { password } })
  expect((await confirm('not the password')).body.code).toBe('access.password_wrong')
  expect((await ask()).body.code).toBe('access.password_needed')
  expect((await confirm(testPassword)).status).toBe(200)
  expect((await ask()).body).toMatchObject({ state: 'requested', bankNumber: '**** **** **** 3445' })
  db.clock.advance(5 * 60_000 + 1)
  expect((await ask()).body.code).toBe('access.password_needed')
})

test('who may only look may neither ask, confirm nor take away', async () => {
  const { token } = await staffSession(db, w.merchantId, { permissions: ['money.view', 'settlement.view'] })
  const [made] = await stage.statements()
  const params = { statementId: made!.id }
  expect((await knock(app, settlementRoutes.getStatement, { token, params })).status).toBe(200)
  const refused = await Promise.all([
    knock(app, withdrawalRoutes.requestWithdrawal, { token, body: { amountFen: 1 } }),
    knock(app, withdrawalRoutes.saveBankAccount, {
      token,
      body: { holder: 'x', bank: 'x', number: '6222020200112233445' },
    }),
    knock(app, settlementRoutes.confirmStatement, { token, params }),
    knock(app, settlementRoutes.statementFile, { token, params, query: { format: 'pdf' } }),
  ])
  expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403])
})

test('two of the operator agree; one of them twice is not two', async () => {
  const merchant = await staffSession(db, w.merchantId)
  const asked = await call(app, withdrawalRoutes.requestWithdrawal, {
    token: merchant.token,
    body: { amountFen: 100_00 },
  })
  const params = { merchantId: w.merchantId, withdrawalId: asked.id }
  const [one, other] = [await reviewer(), await reviewer()]
  const agree = (token: string) => knock(app, withdrawalReviewRoutes.approveWithdrawal, { token, params })
  expect((await agree(one.token)).body).toMatchObject({
    state: 'reviewing',
    approvals: 1,
    approvedByMe: true,
  })
  expect((await agree(one.token)).body.code).toBe('withdrawal.second_person')
  expect((await agree(other.token)).body).toMatchObject({ state: 'approved', approvals: 2 })

  const shown = await call(app, withdrawalReviewRoutes.getWithdrawalOf, { token: one.token, params })
  expect(JSON.stringify(shown)).not.toContain('6222020200112233445')
  await call(app, withdrawalReviewRoutes.startTransfer, { token: one.token, params })
  const revealed = await call(app, withdrawalReviewRoutes.revealBankAccount, { token: one.token, params })
  expect(revealed.number).toBe('6222020200112233445')
  const body = { reference: 'B77', transferredOn: stage.today() }
  const done = await call(app, withdrawalReviewRoutes.finishTransfer, { token: one.token, params, body })
  expect(done).toMatchObject({ state: 'succeeded', reference: 'B77', transferredOn: stage.today() })
  expect(done.events.map(({ to }) => to)).toEqual([
    'requested',
    'reviewing',
    'approved',
    'transferring',
    'succeeded',
  ])

  const mine = await call(app, withdrawalRoutes.listWithdrawals, { token: merchant.token })
  expect(mine.items.map(({ state }) => state)).toContain('succeeded')
  const queue = await call(app, withdrawalReviewRoutes.listAllWithdrawals, {
    token: one.token,
    query: { state: 'succeeded', limit: 1 },
  })
  expect(queue.items[0]).toMatchObject({ id: asked.id, merchantId: w.merchantId })
  const sealed = await look(db, `select from audit_event where after::text like '%6222020200112233445%'`)
  expect(sealed).toEqual([])
})

test('a statement leaves as PDF and XLSX under its own name', async () => {
  const { token } = await staffSession(db, w.merchantId)
  const [made] = await stage.statements()
  const fetchFile = async (format: 'pdf' | 'xlsx') => {
    const answer = await app.inject({
      url: `/api/merchant/statements/${made!.id}/file?format=${format}`,
      headers: { authorization: `Bearer ${token}` },
    })
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['content-disposition']).toContain(`${made!.number}.${format}`)
    return answer.rawPayload
  }
  const pdf = await fetchFile('pdf')
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  // The whole font has eight million bytes: only what is used of it is put in.
  expect(pdf.byteLength).toBeLessThan(200_000)
  expect((await fetchFile('xlsx')).subarray(0, 2).toString()).toBe('PK')
})

test('the operator sets terms, sees every merchant and collects its fee', async () => {
  const first = await reviewer()
  const params = { merchantId: w.merchantId }
  const body = { period: 'day' as const, feeBasisPoints: 50, reviewAboveFen: 0 }
  const edited = await call(app, settlementReviewRoutes.editTerms, { token: first.token, params, body })
  expect(edited).toMatchObject({ ...body, dueFen: 0 })
  await stage.earn(200_00)
  // The night has ended the first session.
  const { token } = await reviewer()
  const list = await call(app, settlementReviewRoutes.listMerchantSettlements, { token })
  expect(list.items.find(({ merchantId }) => merchantId === w.merchantId)).toMatchObject({ dueFen: 1_00 })
  const statements = await call(app, settlementReviewRoutes.listAllStatements, {
    token,
    query: { merchantId: w.merchantId, limit: 1 },
  })
  expect(statements.items).toHaveLength(1)
  const more = await call(app, settlementReviewRoutes.listAllStatements, {
    token,
    query: { merchantId: w.merchantId, cursor: statements.nextCursor! },
  })
  expect(more.items.length).toBeGreaterThan(0)
  expect(more.items.map(({ id }) => id)).not.toContain(statements.items[0]!.id)
  const collected = await call(app, settlementReviewRoutes.collectFees, { token, params })
  expect(collected).toMatchObject({ dueFen: 0, collectedFen: 1_00 })
  await w.booksHold()
})
