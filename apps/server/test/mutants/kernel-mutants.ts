import { bugsOf } from './mutant.ts'

const batching = ['src/kernel/gather.test.ts', 'src/kernel/batch.test.ts', 'test/attacks/batch-mates.test.ts']
const keys = ['src/kernel/idempotency.test.ts', 'test/attacks/keys.test.ts']
const keysInBatches = ['src/flows/cards/redeem-batch.test.ts', 'src/flows/cards/redeem.test.ts']

export const kernelMutants = [
  ...bugsOf('src/kernel/gather.ts', batching, [
    [
      'batch: any number of batches runs at once',
      `lane.running >= runningMax || lane.waiting`,
      `lane.waiting`,
    ],
    [
      'batch: any number of calls may wait',
      `if (lane.waiting.length >= waitingMax) return reject(unavailable())`,
      '',
    ],
    [
      'batch: one item is lost when a batch is halved',
      `await attempt(lane, items.slice(middle))`,
      `await attempt(lane, items.slice(middle + 1))`,
    ],
    ['batch: all hear the first answer', `settle(item, verdicts[place]!)`, `settle(item, verdicts[0]!)`],
    [
      'batch: an outage is met again by every half',
      `if (items.length === 1 || isOutage(error))`,
      `if (items.length === 1)`,
    ],
    ['batch: too few verdicts pass', `verdicts.length !== items.length`, `verdicts.length > items.length`],
    [
      'batch: who has given up is done all the same',
      `given.filter(({ isOver }) => !isOver)`,
      `given.filter(() => true)`,
    ],
  ]),
  ...bugsOf('src/kernel/idempotency.ts', keys, [
    [
      'keys: other content under a key hears the old answer',
      `  if (!stored.hash.equals(hash)) throw keyReused()\n`,
      '',
    ],
    [
      'keys: every twin does the work',
      `    where kept.created_at < \${forgotten}\n    returning true`,
      `    returning true`,
    ],
    ['keys: forgotten after 7 hours', `const keptMilliseconds = 72 *`, `const keptMilliseconds = 7 *`],
    [
      'keys: the content is not looked at',
      `const { key, actor, ...content } = input`,
      `const { key, actor } = input\n  const content = {}`,
    ],
  ]),
  ...bugsOf('src/kernel/once-each.ts', keysInBatches, [
    [
      'keys in batches: other content under a key hears the old answer',
      `        if (!first.equals(hash)) return { refused: keyReused() }\n`,
      '        void first.equals(hash)\n',
    ],
    [
      'keys in batches: a refusal is remembered',
      `      await dropKeys(tx, operation, dropped)\n`,
      '      void dropped\n',
    ],
    ['keys in batches: answers are not kept', `      await keepAnswers(tx, operation, kept)\n`, ''],
    [
      'keys in batches: every twin does the work',
      `    where kept.created_at < \${forgottenBefore(tx.now)}\n`,
      '    where kept.created_at <= now()\n',
    ],
  ]),
  ...bugsOf(
    'src/kernel/db.ts',
    ['src/kernel/db.test.ts'],
    [
      [
        'tenancy: the merchant outlives the transaction',
        `begin; set local app.merchant_id`,
        `begin; set app.merchant_id`,
      ],
      [
        'tenancy: any text may be a merchant',
        '  assert(isUuid(merchantId), `not a merchant id: ${merchantId}`)\n',
        '',
      ],
      [
        'transactions: no commit',
        `    await client.query('commit')\n`,
        `    await client.query('rollback')\n`,
      ],
    ],
  ),
  ...bugsOf(
    'src/kernel/money.ts',
    ['src/kernel/money.test.ts'],
    [['money: what is left of a split is lost', `byRemainder.slice(0, left)`, `byRemainder.slice(0, 0)`]],
  ),
]
