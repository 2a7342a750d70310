import { generateKeyPairSync } from 'node:crypto'
import { addChannelAccount } from '../../src/flows/money/save-channel-account.ts'
import { grantedAccount } from '../operator-accounts.ts'
import type { World } from '../world.ts'
import type { Offer } from './card-sums.ts'

export const goodsFen = 3_33
export const stockAtFirst = 400

/** Made once: what is told of the channel in these tests is never signed. */
const [ours, theirs] = [0, 1].map(() => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return {
    own: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    open: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  }
}) as [{ own: string; open: string }, { own: string; open: string }]

export const appId = '2021000000000001'
export const sellerId = '2088000000000001'

export type ShelfOffer = Offer & { bundleId: string }
export type Shelf = { visitId: string; goodsId: string; accountId: string; offers: ShelfOffer[] }

/** What the merchant of a run sells, and by which number it is paid. */
export async function stockShelf(w: World, custody: 'operator' | 'own'): Promise<Shelf> {
  const unitFen = 37_77
  const visitId = await w.single(unitFen)
  const cardTypeId = await w.cardType()
  const plain: Omit<Offer, 'unitFen'>[] = [
    { priceFen: 333_33, visits: 10, gifts: 2, valueFen: 100_00 },
    { priceFen: 99_99, visits: 1, gifts: 1, valueFen: 70_01 },
    { priceFen: 1_999_98, visits: 50, gifts: 1, valueFen: 500_00 },
  ]
  const offers: ShelfOffer[] = []
  for (const offer of plain) {
    const items = [
      { kind: 'visits' as const, productId: visitId, visits: offer.visits, gift: false },
      { kind: 'visits' as const, productId: visitId, visits: offer.gifts, gift: true },
      { kind: 'stored-value' as const, valueFen: offer.valueFen, gift: false },
    ]
    offers.push({ ...offer, unitFen, bundleId: await w.bundle(offer.priceFen, items, { cardTypeId }) })
  }
  const goodsId = await w.single(goodsFen, { sells: 'goods', stock: stockAtFirst })
  const keys = {
    provider: 'alipay' as const,
    merchantNumber: sellerId,
    appId,
    appPrivateKeyPem: ours.own,
    alipayPublicKeyPem: theirs.open,
  }
  const accountId =
    custody === 'operator'
      ? await grantedAccount(w, { merchantId: w.merchantId, name: '支付宝', keys })
      : (await addChannelAccount(w, { ...w.by(), name: '支付宝', keys })).channelAccountId
  return { visitId, goodsId, accountId, offers }
}
