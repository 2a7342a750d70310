import { bugsOf } from './mutant.ts'

const settling = [
  'test/payments/settle.test.ts',
  'test/payments/notices.test.ts',
  'test/attacks/other-account-or-amount.test.ts',
]
const races = [
  ...settling,
  'test/attacks/two-attempts.test.ts',
  'test/attacks/races.test.ts',
  'test/attacks/channels.test.ts',
]
const settlingInBatches = [
  ...settling,
  'test/payments/settle-batch.test.ts',
  'test/attacks/two-attempts.test.ts',
]
const refunding = [
  'test/model/model.test.ts',
  'test/attacks/looks-unused.test.ts',
  'test/attacks/other-account-or-amount.test.ts',
  'test/payments/refunds.test.ts',
  'test/attacks/channels.test.ts',
]
const refundingParts = ['test/payments/partial-refunds.test.ts', ...refunding, 'test/attacks/races.test.ts']
const forging = ['src/channels/wechat-pay/notification.test.ts']

/** The order as it is, read without its lock. */
const unlocked = (module: string, id: string) =>
  `const order = (void lockOrder, (await (await import('${module}')).findOrder(tx, ${id}))!)`

export const paymentMutants = [
  ...bugsOf(
    'src/flows/payments/open-attempt.ts',
    ['test/payments/open-batch.test.ts'],
    [
      [
        'attempts: the next of a batch does not see what this one began',
        `    attempts.set(order.id, [attempt, ...others])\n`,
        '',
      ],
    ],
  ),
  ...bugsOf('src/modules/payment/rules.ts', settling, [
    [
      'settle: the amount is not compared',
      `    ['amount', attempt.amountFen.toString(), payment.totalFen.toString()],\n`,
      '',
    ],
    ['settle: the currency is not compared', `    ['currency', 'CNY', payment.currency],\n`, ''],
    [
      'settle: the payee is not compared',
      `    ['merchantNumber', account.merchantNumber, payment.merchantNumber],\n`,
      '',
    ],
    [
      'settle: the account is not compared',
      `    ['channelAccount', attempt.channelAccountId, account.id],\n`,
      '',
    ],
    [
      'settle: the transaction is not compared',
      `    ['transaction', attempt.transactionNo ?? payment.transactionNo, payment.transactionNo],\n`,
      '',
    ],
  ]),
  ...bugsOf('src/flows/payments/parts/settle.ts', races, [
    ['settle: a second notice books again', `  if (attempt.state === 'succeeded') return 'repeated'\n`, ''],
    [
      'settle: one transaction pays two orders',
      `  if (other && other.id !== attempt.id)`,
      `  if (other && other.id !== attempt.id && attempt.state === 'succeeded')`,
    ],
    [
      'settle: a paid order is paid again',
      `  if (order.state === 'pending') await payOrder`,
      `  if (order.state !== 'closed') await payOrder`,
    ],
  ]),
  ...bugsOf('src/modules/notice/store.ts', settling, [
    [
      'notices: a repeated one is news',
      `(merchant_id, channel_account_id, notice_key) do nothing`,
      `(merchant_id, channel_account_id, notice_key) do update set outcome = 'unmatched'`,
    ],
    [
      'notices: what was matched stays unmatched',
      `update notice set outcome = \${outcome}`,
      `update notice set outcome = notice.outcome`,
    ],
  ]),
  ...bugsOf('src/jobs/payment-jobs.ts', settling, [
    ['notices: early ones are looked at hours later', `(slot + 2)`, `(slot + 2000)`],
  ]),
  ...bugsOf('src/flows/payments/match-notices.ts', settling, [
    [
      'notices: only the newest of those that wait are looked at',
      `if (waiting.length < batch) break`,
      `if (waiting.length > 0) break`,
    ],
  ]),
  ...bugsOf('src/flows/payments/settle-payment.ts', settlingInBatches, [
    [
      'settle in batches: what is in the inbox already is done again',
      `request.noticeKey === undefined || news.has(request)`,
      `request.noticeKey === undefined || news.size >= 0`,
    ],
  ]),
  ...bugsOf('src/modules/order/each.ts', settlingInBatches, [
    ['settle in batches: orders are not locked', `order by id for update`, `order by id`],
  ]),
  ...bugsOf('src/flows/payments/parts/settle-each.ts', settlingInBatches, [
    ['settle in batches: a closed order is paid', `order.state === 'pending' && isOpen`, `isOpen`],
    [
      'settle in batches: nothing is compared',
      `    if (mismatchesOf(attempt, account, payment).length > 0) continue\n`,
      '    void mismatchesOf\n',
    ],
    [
      'settle in batches: one transaction pays two orders',
      `|| attempt.reversals > 0 || taken.has(payment.transactionNo)`,
      `|| attempt.reversals > 0`,
    ],
    ['settle in batches: one order is paid twice', `    orders.delete(order.id)\n`, ''],
  ]),
  ...bugsOf('src/flows/payments/find-address.ts', races, [
    [
      "notices: another merchant's number is taken",
      `return only === merchantId ? {`,
      `return merchantId ? {`,
    ],
  ]),
  ...bugsOf('src/lines/pipeline.ts', settling, [
    [
      'settle: custody is confused',
      `  if (custody === 'operator') {\n    return [{ key: \`\${sourceKey}:in\``,
      `  if (custody === 'own') {\n    return [{ key: \`\${sourceKey}:in\``,
    ],
  ]),
  ...bugsOf('src/channels/wechat-pay/notification.ts', forging, [
    [
      'notices: an old one is taken',
      `  if (!(Math.abs(ageSeconds) <= clockToleranceSeconds)) throw new ForgedNotification('stale')\n`,
      '  void ageSeconds\n',
    ],
    [
      'notices: the signature is not looked at',
      `  if (!genuine) throw new ForgedNotification('signature_wrong')\n`,
      '',
    ],
  ]),
  ...bugsOf('src/channels/wechat-pay/sealed.ts', forging, [
    [
      'notices: the seal is not looked at',
      `Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()])`,
      `Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes))])`,
    ],
  ]),
  ...bugsOf('src/flows/payments/parts/record-refund-in.ts', refunding, [
    [
      'refund: the amount is not compared',
      `  if (answer.refundFen !== refund.amountFen) return mismatched(tx, processing, answer)\n`,
      '  void mismatched\n',
    ],
    [
      'refund: any account may tell of it',
      `  if (isSame) return true\n`,
      `  if (isSame || attempt) return true\n`,
    ],
    [
      'refund: told twice, booked twice',
      `  if (refund.state === 'succeeded' || refund.state === 'rejected') return 'repeated'\n`,
      '',
    ],
  ]),
  ...bugsOf('src/flows/payments/parts/finish-refund.ts', refunding, [
    [
      "refund: the merchant's own number is taken for the operator's",
      `  if (custody === 'operator') {`,
      `  if (custody === 'operator' || same.amount > 0n) {`,
    ],
  ]),
  ...bugsOf(
    'src/lines/card-open.ts',
    [...refunding, 'test/model/model.test.ts'],
    [
      [
        'refund: a used card is taken back',
        `if (!unused || !holdsOnlyThis || comingSoon)`,
        `if (!holdsOnlyThis || comingSoon)`,
      ],
      [
        'refund: a recharged card is taken back',
        `if (!unused || !holdsOnlyThis || comingSoon)`,
        `if (!unused || comingSoon)`,
      ],
    ],
  ),
  ...bugsOf(
    'src/lines/card-recharge.ts',
    ['test/model/model.test.ts', 'test/attacks/looks-unused.test.ts'],
    [
      [
        'refund: a used recharge is taken back',
        `    if (await isUsedSince(tx, card.id, order.paidAt!))\n`,
        `    if (card.id === (await isUsedSince(tx, card.id, order.paidAt!)).toString())\n`,
      ],
    ],
  ),
  ...bugsOf('src/flows/payments/parts/plan-refund.ts', refundingParts, [
    [
      'refund: a state that nothing can be given back from',
      `if (!refundableStates.has(state) || source`,
      `if (source`,
    ],
    [
      'refund: what waits or is under way is not counted',
      `    .filter((one) => !isOver(one))\n`,
      `    .filter((one) => one.state === 'succeeded')\n`,
    ],
  ]),
  ...bugsOf('src/flows/payments/parts/make-refund.ts', refundingParts, [
    [
      'refund: the order is not locked',
      `    const order = await lockOrder(tx, orderId)\n`,
      `    ${unlocked('../../../modules/order/index.ts', 'orderId')}\n`,
    ],
  ]),
  ...bugsOf('src/flows/payments/parts/carry-out-refund.ts', refundingParts, [
    [
      'refund: cash that nobody holds',
      `  if (posted.some(({ outcome }) => outcome === 'below_floor')) {`,
      `  if (posted.some(({ outcome }) => outcome === 'conflict')) {`,
    ],
  ]),
  ...bugsOf(
    'src/flows/payments/review-refund.ts',
    ['test/payments/partial-refunds.test.ts'],
    [
      [
        'refund: who asked agrees',
        `twoPersons && refund.requestedBy === actor.id`,
        `twoPersons && refund.requestedBy === refundId`,
      ],
    ],
  ),
  ...bugsOf(
    'src/lines/part-of-card.ts',
    ['test/payments/partial-refunds.test.ts'],
    [
      [
        'refund: a part is worth more than the order paid',
        `    return fen(share > own.amountFen ? own.amountFen : share)`,
        `    return fen(share)`,
      ],
    ],
  ),
  ...bugsOf(
    'src/flows/cash/hand-in.ts',
    ['src/flows/cash/hand-in.test.ts'],
    [
      [
        'cash: one receives their own',
        `if (twoPersons && actor.id === handIn.staffId)`,
        `if (twoPersons && actor.id === handIn.id)`,
      ],
      [
        'cash: received twice',
        `      if (handIn.state !== 'counted') throw cashHandInEnded({ handInId, state: handIn.state })\n`,
        `      void cashHandInEnded\n`,
      ],
    ],
  ),
]
