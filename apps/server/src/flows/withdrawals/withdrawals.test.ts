import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { settleStage } from '../../../test/settle-stage.ts'
import { statesInSql } from '../../../test/states-in-sql.ts'
import { look, newKey, world } from '../../../test/world.ts'
import { bank, merchantAvailable, merchantWithdrawing } from '../../modules/chart/index.ts'
import { fen } from '../../kernel/money.ts'
import { statementStates } from '../../modules/settlement/index.ts'
import { withdrawalStates } from '../../modules/withdrawal/index.ts'
import { editTerms } from '../settlement/edit-terms.ts'
import { readFunds } from './read-funds.ts'
import { approveWithdrawal, failTransfer, rejectWithdrawal } from './review-withdrawal.ts'
import { finishTransfer, revealBankAccount, startTransfer } from './transfer-withdrawal.ts'

const db = await testDatabase()

const person = () => ({ actor: { kind: 'operator' as const, id: db.newId() }, name: '李复核' })

async function stage() {
  const w = await world(db)
  const s = settleStage(db, w)
  await editTerms(db, {
    ...w.by(),
    terms: { period: 'day', feeBasisPoints: 0, reviewAboveFen: fen(1000_00) },
  })
  const state = async (withdrawalId: string) => {
    const [row] = await look<{ state: string }>(db, 'select state from withdrawal where id = $1', [
      withdrawalId,
    ])
    return row!.state
  }
  const step = (withdrawalId: string, by = person()) => ({
    merchantId: w.merchantId,
    key: newKey(),
    withdrawalId,
    ...by,
  })
  const payOut = async (withdrawalId: string) => {
    for (const by of [person(), person()]) await approveWithdrawal(db, step(withdrawalId, by))
    await startTransfer(db, step(withdrawalId))
    const done = { reference: 'B2026-1', transferredOn: s.today() }
    await finishTransfer(db, { ...step(withdrawalId), ...done })
  }
  const balances = async () => ({
    available: await w.balance(merchantAvailable()),
    withdrawing: await w.balance(merchantWithdrawing()),
    bank: await w.balance(bank()),
  })
  return { ...w, ...s, state, step, payOut, balances }
}

test.each([
  ['withdrawal', withdrawalStates],
  ['settlement_statement', statementStates],
])('the states of %s are the same words in SQL', async (table, machine) => {
  expect((await statesInSql(db, table)).toSorted()).toEqual([...machine.all].toSorted())
})

test('money of a confirmed statement is set aside, agreed to by two, transferred, and gone', async () => {
  const s = await stage()
  await s.earn(300_00)
  await s.bankAccount()
  const { withdrawalId } = await s.withdraw(200_00)
  expect(await s.state(withdrawalId)).toBe('requested')
  expect(await s.balances()).toEqual({ available: 100_00n, withdrawing: 200_00n, bank: 0n })

  await approveWithdrawal(db, s.step(withdrawalId))
  expect(await s.state(withdrawalId)).toBe('reviewing')
  await approveWithdrawal(db, s.step(withdrawalId))
  expect(await s.state(withdrawalId)).toBe('approved')
  await startTransfer(db, s.step(withdrawalId))
  const revealed = await revealBankAccount(s.tools, s.step(withdrawalId))
  expect(revealed).toEqual({ holder: '王老板', bank: '杭州银行', number: '6222020200112233445' })
  const end = { ...s.step(withdrawalId), reference: 'B1', transferredOn: s.today() }
  await finishTransfer(db, end)
  await finishTransfer(db, end)
  expect(await s.state(withdrawalId)).toBe('succeeded')
  expect(await s.balances()).toEqual({ available: 100_00n, withdrawing: 0n, bank: -200_00n })
  await s.booksHold()
})

test('the first to an account is reviewed however small; after it, only what is above the limit', async () => {
  const s = await stage()
  await s.earn(5000_00)
  await s.bankAccount()
  const first = await s.withdraw(1_00)
  expect(await s.state(first.withdrawalId)).toBe('requested')
  await s.payOut(first.withdrawalId)
  expect(await s.state((await s.withdraw(1000_00)).withdrawalId)).toBe('approved')
  expect(await s.state((await s.withdraw(1000_01)).withdrawalId)).toBe('requested')
  await s.bankAccount('6222020200998877665')
  expect(await s.state((await s.withdraw(1_00)).withdrawalId)).toBe('requested')
  await s.booksHold()
})

test('one person cannot agree twice, nor by two commands at the same moment', async () => {
  const s = await stage()
  await s.earn(300_00)
  await s.bankAccount()
  const { withdrawalId } = await s.withdraw(200_00)
  const me = person()
  const both = await Promise.allSettled([
    approveWithdrawal(db, s.step(withdrawalId, me)),
    approveWithdrawal(db, s.step(withdrawalId, me)),
  ])
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  const before = await s.snapshot()
  await expect(approveWithdrawal(db, s.step(withdrawalId, me))).rejects.toMatchObject({
    code: 'withdrawal.second_person',
  })
  expect(await s.snapshot()).toEqual(before)
  expect(await s.state(withdrawalId)).toBe('reviewing')
})

test('ten who ask at once for what is there once: one is heard', async () => {
  const s = await stage()
  await s.earn(300_00)
  await s.bankAccount()
  const all = await Promise.allSettled(Array.from({ length: 10 }, () => s.withdraw(200_00)))
  expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const refused = all.flatMap((one) => (one.status === 'rejected' ? [one.reason as { code: string }] : []))
  expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['withdrawal.too_much']))
  expect(await s.balances()).toEqual({ available: 100_00n, withdrawing: 200_00n, bank: 0n })
  await s.booksHold()
})

test('ten twins of one request ask once', async () => {
  const s = await stage()
  await s.earn(300_00)
  await s.bankAccount()
  const key = newKey()
  const all = await Promise.all(Array.from({ length: 10 }, () => s.withdraw(30_00, key)))
  expect(new Set(all.map(({ withdrawalId }) => withdrawalId)).size).toBe(1)
  expect((await s.balances()).withdrawing).toBe(30_00n)
})

test('what no confirmed statement vouches for stays', async () => {
  const s = await stage()
  await s.bankAccount()
  await s.earn(300_00)
  await s.sell(900_00)
  await expect(s.withdraw(300_01)).rejects.toMatchObject({
    code: 'withdrawal.too_much',
    details: { withdrawableFen: 300_00 },
  })
  const funds = await readFunds(db, s.merchantId)
  expect(funds).toMatchObject({ availableFen: 1200_00n, withdrawableFen: 300_00n, confirmedFen: 300_00n })
})

test('money that was sent back or refused can be withdrawn again', async () => {
  const s = await stage()
  await s.earn(300_00)
  await s.bankAccount()
  const first = await s.withdraw(300_00)
  expect(await readFunds(db, s.merchantId)).toMatchObject({ withdrawableFen: 0n, reason: 'withdrawn' })
  await rejectWithdrawal(db, { ...s.step(first.withdrawalId), reason: '资料不符' })
  expect(await s.balances()).toEqual({ available: 300_00n, withdrawing: 0n, bank: 0n })

  const second = await s.withdraw(300_00)
  for (const by of [person(), person()]) await approveWithdrawal(db, s.step(second.withdrawalId, by))
  await startTransfer(db, s.step(second.withdrawalId))
  s.passDay()
  await failTransfer(db, { ...s.step(second.withdrawalId), reason: '户名不符' })
  expect((await readFunds(db, s.merchantId)).withdrawableFen).toBe(300_00n)
  await s.booksHold()
})

test('a statement is paid once all of it is withdrawn', async () => {
  const s = await stage()
  await s.earn(300_00)
  await s.bankAccount()
  const [one, other] = [await s.withdraw(100_00), await s.withdraw(200_00)]
  await s.payOut(one.withdrawalId)
  expect((await s.statements()).map(({ state }) => state)).toEqual(['confirmed'])
  await s.payOut(other.withdrawalId)
  expect((await s.statements()).map(({ state }) => state)).toEqual(['paid'])
})

test('a step that is not next is refused and leaves nothing behind', async () => {
  const s = await stage()
  await s.earn(300_00)
  await expect(s.withdraw(1_00)).rejects.toMatchObject({ code: 'withdrawal.no_bank_account' })
  await s.bankAccount()
  const { withdrawalId } = await s.withdraw(200_00)
  const before = await s.snapshot()
  const wrong = { code: 'withdrawal.state_wrong' }
  const done = { reference: 'B1', transferredOn: s.today() }
  await expect(startTransfer(db, s.step(withdrawalId))).rejects.toMatchObject(wrong)
  await expect(finishTransfer(db, { ...s.step(withdrawalId), ...done })).rejects.toMatchObject(wrong)
  await expect(failTransfer(db, { ...s.step(withdrawalId), reason: 'x' })).rejects.toMatchObject(wrong)
  const ahead = { ...done, transferredOn: '2099-01-01' }
  await expect(finishTransfer(db, { ...s.step(withdrawalId), ...ahead })).rejects.toMatchObject({
    code: 'withdrawal.day_ahead',
  })
  expect(await s.snapshot()).toEqual(before)

  const other = await stage()
  const foreign = { ...s.step(withdrawalId), merchantId: other.merchantId }
  await expect(approveWithdrawal(db, foreign)).rejects.toMatchObject({ code: 'withdrawal.not_found' })
})

test('whoever holds its own money is told that there is nothing to withdraw, and why', async () => {
  const s = await stage()
  await s.sell(300_00, 'own')
  expect(await readFunds(db, s.merchantId)).toMatchObject({ withdrawableFen: 0n, reason: 'own-hands' })
  const visit = await s.single(10_00)
  await s.openCard(await s.bundle(100_00, [{ kind: 'visits', productId: visit, visits: 10, gift: false }]))
  expect(await readFunds(db, s.merchantId)).toMatchObject({ exposureFen: 100_00n, withdrawableFen: 0n })
})
