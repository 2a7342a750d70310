import { bugsOf } from './mutant.ts'

const auditing = ['src/kernel/audit.test.ts', 'src/reports/verify/verify-books.test.ts']
const silence = ['src/kernel/silence.test.ts']
const jobs = ['test/payments/jobs.test.ts']

/** Bugs in what is written down about the books, and in noticing that nobody writes any more. */
export const recordMutants = [
  ...bugsOf('src/kernel/audit.ts', auditing, [
    [
      'audit: of what is written together only the first waits for the chain',
      `\${ids[0]}, \${ids}::uuid[]`,
      `\${ids[0]}, \${ids.slice(0, 1)}::uuid[]`,
    ],
    ['audit: what is found again is written again', `if (!known) await audit`, `await audit`],
    [
      'audit: what changes is not written again',
      `\n      and after is not distinct from \${stored(event.after)}::jsonb limit 1`,
      ' limit 1',
    ],
  ]),
  ...bugsOf('migrations/0027_audit_pending.sql', auditing, [
    [
      'audit: what waits is chained again and again',
      `delete from audit_pending p where`,
      `delete from audit_pending p where false and`,
    ],
    [
      'audit: every link begins a chain',
      `    last_link.hash := audit_hash(last_link.hash, event);\n`,
      `    last_link.hash := audit_hash(audit_start(merchant), event);\n`,
    ],
    [
      'audit: a link is left out of the count',
      `    last_link.sequence := last_link.sequence + 1;\n`,
      `    last_link.sequence := last_link.sequence + 2;\n`,
    ],
    ['audit: one piece takes all that waits', `      where o.before < row_limit)\n`, '      )\n'],
  ]),
  ...bugsOf('src/reports/due-work.ts', auditing, [
    [
      'audit: the merchants after the first are not found',
      `from found f where f.merchant_id is not null)`,
      `from found f where false)`,
    ],
  ]),
  ...bugsOf('src/kernel/silence.ts', silence, [
    ['silence: dead connections are waited for', `ticks >= 2 &&`, `ticks >= 2000 &&`],
    ['silence: what is only slow is ended', `if (!living.has(backend))`, `if (backend)`],
    [
      'silence: idle connections are kept, though they are dead',
      `await endTheDead(options, all)`,
      `await endTheDead(options, all.filter(({ isBusy }) => isBusy))`,
    ],
  ]),
  ...bugsOf('src/modules/notice/store.ts', jobs, [
    ['refused notices: kept for ever', `created_at < greatest(`, `created_at < least(`],
  ]),
]
