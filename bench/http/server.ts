import { cardRoutes } from '@sesame/contract/cards'
import { redeemEach } from '../../apps/server/src/flows/cards/redeem.ts'
import { answerOf } from '../../apps/server/src/http/answer.ts'
import { buildApp } from '../../apps/server/src/http/app.ts'
import { validatorOf } from '../../apps/server/src/http/validation.ts'
import { inGlobal, inMerchant } from '../../apps/server/src/kernel/db.ts'
import { compose } from '../../apps/server/src/main/compose.ts'
import { readConfig } from '../../apps/server/src/main/config.ts'
import { findPowers } from '../../apps/server/src/modules/staff/index.ts'
import { findSessions } from '../../apps/server/src/modules/session/index.ts'
import { getCardView } from '../../apps/server/src/reports/card-detail.ts'
import { findRedemptionView } from '../../apps/server/src/reports/cards.ts'

/**
 * The api as it is, in a process of its own, with two more doors: one that says hello, and one that redeems as
 * most would write it, with a transaction for each question and for each request.
 */
const parts = compose(readConfig(process.env))
const app = await buildApp(parts)
const { db } = parts

app.get('/bench/hello', async () => ({ hello: 'world' }))

type RedeemBody = { code: string; use: { kind: 'value'; amountFen: number } }
const validate = validatorOf(cardRoutes.redeem)
const answer = answerOf(cardRoutes.redeem.answer)

app.post('/bench/redeem-plainly', async (request, reply) => {
  const caller = await findCallerPlainly((request.headers.authorization ?? '').slice('Bearer '.length))
  const body = validate('body', request.body) as RedeemBody
  const { merchantId, staffId } = caller
  const asked = {
    merchantId,
    key: String(request.headers['idempotency-key']),
    actor: { kind: 'staff' as const, id: staffId },
    staffId,
    storeId: null,
    ...body,
  }
  const [verdict] = await inMerchant(db, merchantId, (tx) => redeemEach(tx, [asked], parts))
  if (!verdict || 'refused' in verdict) throw verdict?.refused ?? new Error('no verdict')
  const { redemptionId, cardId } = verdict.answer
  const redemption = await inMerchant(db, merchantId, (tx) => findRedemptionView(tx, caller, redemptionId))
  const card = await inMerchant(db, merchantId, (tx) => getCardView(tx, cardId))
  return reply.type('application/json').send(JSON.stringify(answer.shape({ redemption, card })))
})

async function findCallerPlainly(token: string) {
  const session = (await inGlobal(db, (tx) => findSessions(tx, 'merchant', [token]))).get(token)
  if (!session) throw new Error('no session')
  const [merchantId, staffId] = [session.merchantId!, session.staffId!]
  const powers = await inMerchant(db, merchantId, (tx) => findPowers(tx, [staffId], 'merchant'))
  const roles = powers.get(staffId)?.roles ?? []
  if (!roles.some(({ permissions }) => permissions.includes('card.redeem'))) throw new Error('not allowed')
  return { merchantId, staffId, storeId: null, scope: roles[0]!.scope }
}

const url = await app.listen({ host: '127.0.0.1', port: 0 })
console.log(JSON.stringify({ url }))
process.stdin.resume().once('end', () => process.exit(0))
