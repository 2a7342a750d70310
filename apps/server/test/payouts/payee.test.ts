import { expect, test } from 'vitest'
import { shopRoutes } from '@sesame/contract/shop'
import { inGlobal } from '../../src/kernel/db.ts'
import { openSession } from '../../src/modules/session/index.ts'
import { testDatabase } from '../database.ts'
import { call } from '../http.ts'
import { apps, payStage } from '../pay-stage.ts'
import { look } from '../world.ts'
import { payoutShop } from './payout-stage.ts'

const db = await testDatabase()
const stage = await payStage(db)

test('who is paid sees it as a person, with what opens the confirmation, and nobody else does', async () => {
  const shop = await payoutShop(stage, db)
  const { payoutId } = await shop.sent('吴二', 25_00)
  const [row] = await look<{ personId: string; code: string }>(
    db,
    `select p.person_id as "personId", m.code from payout p join merchant m on m.id = p.merchant_id where p.id = $1`,
    [payoutId],
  )
  const listed = async (personId: string) => {
    const token = await inGlobal(db, async (tx) => {
      const opening = { platform: 'customer', personId, knownBy: ['mobile'], ip: '1', agent: 'x' } as const
      return (await openSession(tx, opening)).token
    })
    return call(stage.app, shopRoutes.listMyPayouts, { token, params: { shop: row!.code } })
  }
  const confirmation = {
    appId: apps.mini,
    mchId: stage.wechat.mchid,
    package: (await shop.atChannel(payoutId))[0]!.packageInfo,
  }
  expect((await listed(row!.personId)).items).toMatchObject([
    { amountFen: 2500, state: 'waiting', confirmation },
  ])
  expect((await listed(shop.personId)).items).toEqual([])
  await shop.confirm(payoutId)
  await shop.until('it is paid', async () => (await shop.payout(payoutId)).state === 'succeeded')
  expect((await listed(row!.personId)).items).toMatchObject([{ state: 'succeeded', confirmation: null }])
})
