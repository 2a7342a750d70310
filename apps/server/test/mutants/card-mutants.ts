import { bugsOf } from './mutant.ts'

const redeeming = [
  'src/flows/cards/redeem.test.ts',
  'src/flows/cards/redeem-batch.test.ts',
  'test/attacks/batch-mates.test.ts',
  'src/modules/card/rules.test.ts',
  'test/attacks/cards.test.ts',
]
const undoing = ['src/flows/cards/undo-redemption.test.ts']
const stock = ['src/modules/stock/store.test.ts', 'test/attacks/races.test.ts']

export const cardMutants = [
  ...bugsOf('src/flows/cards/redeem.ts', redeeming, [
    ['redeem: a frozen card is used', `    checkActive(card)\n`, '    void checkActive\n'],
    [
      'redeem: the next of the batch does not see what this one took',
      `    holdings.set(card.id, taken.after)\n`,
      '',
    ],
  ]),
  ...bugsOf('src/modules/card/accept-codes.ts', redeeming, [
    ['redeem: one code twice in a batch', `    if (spent.has(nameOf(match))) throw cardCodeUsed()\n`, ''],
    [
      'redeem: an old code that nobody read',
      `    else if (!isFreshStep(match.step, tx.now)) throw cardCodeWrong()\n`,
      '    void isFreshStep\n',
    ],
  ]),
  ...bugsOf('src/modules/card/accept-code.ts', redeeming, [
    ['redeem: a code of a step used before', `if (known.usedAt || known.readBy`, `if (known.readBy`],
    ['redeem: a code that another has read', ` || known.readBy !== staffId || `, ' || '],
    ['redeem: a reading lasts for ever', `  if (until <= now) throw cardCodeWrong()\n`, '  void now\n'],
  ]),
  ...bugsOf(
    'src/modules/card/code.ts',
    [...redeeming, 'src/modules/card/code.test.ts'],
    [['redeem: codes are fresh for a step too long', `codeStepOf(now)) <= 1`, `codeStepOf(now)) <= 2`]],
  ),
  ...bugsOf('src/flows/cards/parts/record-redemptions.ts', redeeming, [
    ['redeem: the used code is not written down', `decided.map(({ code }) => code)`, `[]`],
    ['redeem: the card tells the wrong sign', `principalFen: -one.earnedFen`, `principalFen: one.earnedFen`],
  ]),
  ...bugsOf('src/modules/card/rules.ts', redeeming, [
    ['redeem: one visit too many', `if (left < wanted) throw`, `if (left + 1n < wanted) throw`],
    [
      'redeem: a visit earns too little',
      `(held.principalFen * paid) / held.paid)`,
      `(held.principalFen * paid) / (held.paid + 1n))`,
    ],
    [
      'redeem: gifts go before what was paid',
      `wanted < held.paid ? wanted : held.paid`,
      `wanted > held.gift ? wanted - held.gift : 0n`,
    ],
    [
      'redeem: more value than the card has',
      `if (leftFen < amountFen) throw`,
      `if (leftFen * 2n < amountFen) throw`,
    ],
    [
      'recharge: the limit of the law is not kept',
      `if (wantedFen > BigInt(limitFen)) throw`,
      `if (wantedFen < 0n) throw`,
    ],
  ]),
  ...bugsOf('src/modules/card/transfers.ts', redeeming, [
    [
      'redeem: a gifted visit is taken from those paid',
      `debit: cardGiftVisits(cardId, productId), amount: taken.gift`,
      `debit: cardVisits(cardId, productId), amount: taken.gift`,
    ],
    [
      'redeem: bonus is earned like money',
      `debit: cardBonus(cardId), credit: bonusCost(), amount`,
      `debit: cardBonus(cardId), credit: merchantAvailable(), amount`,
    ],
  ]),
  ...bugsOf(
    'src/modules/card/store.ts',
    [...redeeming, 'test/attacks/races.test.ts'],
    [['redeem: cards are not locked', `    order by id for update\`)`, `    order by id\`)`]],
  ),
  ...bugsOf('src/flows/cards/undo-redemption.ts', undoing, [
    [
      'undo: twice, and whenever one likes',
      `      checkUndoable(redemption, tx.now)\n`,
      '      void checkUndoable\n',
    ],
    ['undo: on a frozen card', `      checkActive(card)\n`, '      void checkActive\n'],
  ]),
  ...bugsOf('src/modules/redemption/rules.ts', undoing, [
    [
      'undo: too late',
      `  if (redemption.undoUntil < now) throw`,
      `  if (redemption.undoUntil < new Date(0)) throw`,
    ],
  ]),
  ...bugsOf('src/lines/undo-transfers.ts', undoing, [
    [
      'undo: the same way again',
      `      debit: await accountOf(tx, transfer.creditCode),\n      credit: await accountOf(tx, transfer.debitCode),`,
      `      debit: await accountOf(tx, transfer.debitCode),\n      credit: await accountOf(tx, transfer.creditCode),`,
    ],
    ['undo: does not say what it takes back', `      undoes: transfer.key,\n`, ''],
  ]),
  ...bugsOf(
    'src/modules/stock/store.ts',
    ['src/flows/orders/place-batch.test.ts'],
    [
      [
        'stock: the next order of a batch does not see what this one holds',
        `        limited.set(stock.productId, stock)\n        changed.add`,
        `        changed.add`,
      ],
    ],
  ),
  ...bugsOf('src/modules/stock/store.ts', stock, [
    ['stock: one too many', `if (left < quantity) throw`, `if (left + 1 < quantity) throw`],
    ['stock: not locked', `    order by product_id for update\`)`, `    order by product_id\`)`],
    [
      'stock: held stays held when it is sold',
      `const held = Math.max(0, stock.held - quantity)`,
      `const held = stock.held`,
    ],
  ]),
]
