import type { SameKeys } from '../same-keys.ts'
import type { outbox as zh } from '../zh/outbox.ts'

export const outbox: SameKeys<typeof zh> = {
  purpose: 'Subscribe messages to customers after payments, redemptions and refunds: sent or not, and why.',
  at: 'Made at',
  merchant: 'Merchant',
  event: 'Event',
  state: 'State',
  note: 'Note',
  sentAt: 'Sent at',
  'event.order.paid': 'Payment received',
  'event.card.redeemed': 'Card redeemed',
  'event.refund.succeeded': 'Refund arrived',
  'note.unknown_to_apps': 'The customer has not come in by an app',
  'note.no_template': 'No mini-program has a template for it',
  'note.unknown_to_mini_program': 'The customer has not come in by the mini-program',
  'note.no_grant': 'The customer did not agree to it',
  'empty.hint': 'After a customer pays, uses a card or is refunded, a message shows here.',
}
