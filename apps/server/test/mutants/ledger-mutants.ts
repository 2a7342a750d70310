import { bugsOf } from './mutant.ts'

const tests = ['src/ledger/post.test.ts', 'src/ledger/post.model.test.ts']

export const ledgerMutants = [
  ...bugsOf('migrations/0002_ledger.sql', tests, [
    [
      'ledger: the floor of the debited account is skipped',
      `when debit_after < balances[d] and debit_after < account_floors[d] then 'below_floor'`,
      '',
    ],
    [
      'ledger: the floor of the credited account is skipped',
      `when credit_after < balances[c] and credit_after < account_floors[c] then 'below_floor'`,
      '',
    ],
    [
      'ledger: the floor is off by one',
      `debit_after < account_floors[d] then`,
      `debit_after < account_floors[d] - 1 then`,
    ],
    [
      'ledger: the ceiling of the debited account is skipped',
      `when debit_after > balances[d] and debit_after > ceilings[d] then 'above_ceiling'`,
      '',
    ],
    [
      'ledger: the ceiling of the credited account is skipped',
      `when credit_after > balances[c] and credit_after > ceilings[c] then 'above_ceiling'`,
      '',
    ],
    ['ledger: a minimum is off by one', `when debit_after < minimums[i]`, `when debit_after <= minimums[i]`],
    [
      'ledger: wrong sign on the credited side',
      `balances[c] + case account_normals[c] when 'credit' then amount else -amount end;`,
      `balances[c] + case account_normals[c] when 'credit' then -amount else amount end;`,
    ],
    [
      'ledger: the lock on balances is dropped',
      `and b.account_id = any (found_ids) order by b.account_id for update;`,
      `and b.account_id = any (found_ids) order by b.account_id;`,
    ],
    [
      'ledger: a repeated key with other content passes for a replay',
      `case when known_hashes[slot] = hashes[i] then 'replayed' else 'conflict' end`,
      `'replayed'`,
    ],
    ['ledger: a broken chain goes on', `chain_broken := true;`, `chain_broken := false;`],
    ['ledger: chains run into each other', `if i = 1 or not linked[i - 1] then`, `if i = 1 then`],
    [
      'ledger: what a broken chain had moved stays moved',
      `balances[d] := balances[d] - case account_normals[d] when 'debit' then amounts[j] else -amounts[j] end;`,
      '',
    ],
    [
      'ledger: a running number is skipped',
      `sequences[c] := sequences[c] + 1;`,
      `sequences[c] := sequences[c] + 2;`,
    ],
    ['ledger: twins in a batch are not seen', `known_ids[slot] := ids[i];`, ''],
    [
      'ledger: a balance is added to where it should be written',
      `do update set balance = excluded.balance,`,
      `do update set balance = b.balance + excluded.balance,`,
    ],
    [
      'ledger: balances are left as they were',
      `do update set balance = excluded.balance, transfers`,
      `do update set transfers`,
    ],
    [
      'ledger: what a transfer takes back is not kept',
      `w.credit_balance, w.undone_id, at`,
      `w.credit_balance, null::uuid, at`,
    ],
    [
      'ledger: an account may change its unit and side',
      `where (a.unit, a.normal) <> (w.unit, w.normal) or a.floor`,
      `where a.floor`,
    ],
    [
      'ledger: a new ceiling may lie below what is held',
      `set ceiling = greatest(ceilings[i], b.balance)`,
      `set ceiling = ceilings[i]`,
    ],
  ]),
  ...bugsOf('src/ledger/post.ts', tests, [
    ['ledger: the amount is not part of the content', `    debit.unit,\n    amount,`, `    debit.unit,`],
    ['ledger: refused transfers are passed over', `  if (refused) throw refused\n`, '  void refused\n'],
    [
      'ledger: money may be changed into visits',
      `  assert(debit.unit === credit.unit,`,
      `  assert(debit.unit.length > 0,`,
    ],
  ]),
  ...bugsOf(
    'migrations/0001_foundation.sql',
    ['test/catalog.test.ts'],
    [
      [
        'tenancy: every merchant sees every row',
        `using (merchant_id = nullif(current_setting('app.merchant_id', true), '')::uuid)`,
        `using (true)`,
      ],
      [
        'tenancy: rows can be written for another merchant',
        `with check (merchant_id = nullif(current_setting('app.merchant_id', true), '')::uuid)`,
        `with check (true)`,
      ],
      [
        'tenancy: the owner of a table is not held to its policies',
        `execute format('alter table %s force row level security', tenant_table);`,
        '',
      ],
    ],
  ),
  ...bugsOf(
    'migrations/0002_ledger.sql',
    ['test/catalog.test.ts'],
    [
      [
        'ledger: transfers can be changed',
        `select sesame_protect('ledger_transfer', append_only => true)`,
        `select sesame_protect('ledger_transfer')`,
      ],
    ],
  ),
]
