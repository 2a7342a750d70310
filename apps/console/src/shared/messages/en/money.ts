import type { money as zh } from '../zh/money.ts'
import type { SameKeys } from '../same-keys.ts'

export const money: SameKeys<typeof zh> = {
  purpose: 'Where the money is now: prepaid in escrow, your own, and at the channels.',
  available: 'Available',
  'available.hint':
    "The merchant's own money. Below zero: prepaid money held in hand and owed to card holders.",
  escrow: 'In escrow',
  'escrow.hint': "Principal paid ahead and not used yet; it becomes the merchant's with each use.",
  bonus: 'Bonus left',
  'bonus.hint': 'Value given to customers; not money received.',
  unapplied: 'To be applied',
  'unapplied.hint': 'Paid orders that are not delivered yet.',
  refunding: 'Refunding',
  'refunding.hint': 'Set aside for refunds that the channel has not confirmed.',
  atChannels: 'At the channels',
  'atChannels.hint': 'Held by WeChat Pay and Alipay until settled.',
  cash: 'Cash',
  'cash.hint': 'In the hands of cashiers, not handed in yet.',
  ownHands: 'Received directly',
  'ownHands.hint': 'Money that reached the merchant without passing the platform.',
  flow: 'Where each yuan is',
  'flow.label': 'Flow of prepaid money: paid, in escrow, released, refunded',
  'flow.hint': 'Click a place for the accounts behind it, a card type to see it alone',
  'flow.cardType': 'Card type',
  'flow.everything': 'All card types',
  at: 'As of {time}',
  'flow.empty': 'No prepaid money has moved yet',
}
