import type { Audience } from '@sesame/contract/route'
import { inGlobal, inMerchant } from '../../apps/server/src/kernel/db.ts'
import { findMerchant, findOperator } from '../../apps/server/src/modules/merchant/index.ts'
import { customerAt, customerSession, staffSession } from '../../apps/server/test/sessions.ts'
import { world } from '../../apps/server/test/world.ts'
import type { Stage } from '../harness/stage.ts'

/** Who knocks, and what they may know: one of each audience, logged in, at a shop that sells and has sold. */
export type People = {
  shop: string
  tokens: Record<Audience, string>
  /** Again, with all permissions: somebody was logged out, or took them away. */
  login(audience: Audience): Promise<string>
  /** Ids of things that are there, by what the contract calls them. */
  ids: Record<string, string[]>
  cardCode(): Promise<string>
}

export async function gatherPeople({ db, vault }: Stage): Promise<People> {
  const w = await world(db, vault)
  const operator = await inGlobal(db, findOperator)
  const shop = (await inMerchant(db, w.merchantId, (tx) => findMerchant(tx, w.merchantId)))!.code
  const customer = await customerSession(db, vault)
  const customerId = await customerAt(db, vault, { merchantId: w.merchantId, personId: customer.personId })
  const swim = await w.single(40_00)
  const cap = await w.single(12_50, { sells: 'goods', stock: 1000 })
  const bundle = await w.bundle(300_00, [
    { kind: 'visits', productId: swim, visits: 9, gift: false },
    { kind: 'stored-value', valueFen: 100_00, gift: true },
  ])
  const cards = [await w.openCard(bundle, customerId), await w.openCard(bundle, customerId)]
  const unpaid = await w.place({ customerId, lines: [{ kind: 'goods', productId: cap, quantity: 1 }] })
  const staff = async (audience: Exclude<Audience, 'customer'>) =>
    staffSession(db, audience === 'merchant' ? w.merchantId : operator!.id, { platform: audience })
  const login = async (audience: Audience) =>
    (audience === 'customer' ? await customerSession(db, vault, customer.mobile) : await staff(audience))
      .token
  const [merchant, permission] = [await staff('merchant'), await staff('permission')]
  return {
    login,
    shop,
    tokens: {
      customer: customer.token,
      merchant: merchant.token,
      operator: await login('operator'),
      permission: permission.token,
    },
    ids: {
      merchantId: [w.merchantId],
      customerId: [customerId],
      productId: [swim, cap, bundle],
      cardId: cards.map(({ cardId }) => cardId),
      orderId: [...cards.map(({ orderId }) => orderId), unpaid],
      staffId: [w.staffId, merchant.staffId],
      sellerId: [w.staffId],
      roleId: [merchant.roleId, permission.roleId],
    },
    // Frozen or given back meanwhile, it shows none.
    cardCode: () => w.code(cards[0]!.cardId).catch(() => '0'.repeat(16)),
  }
}
