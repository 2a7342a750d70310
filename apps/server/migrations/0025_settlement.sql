-- When the person at a session last gave the password again: some routes ask for it.
alter table session add column confirmed_at timestamptz;

-- What the operator agreed with a merchant about its money; without a row the defaults of the code hold.
create table settlement_terms (
  merchant_id uuid primary key references merchant (id),
  period text not null check (period in ('day', 'week', 'month')),
  -- Of what came in over the operator's number, less what went back over it.
  fee_basis_points integer not null check (fee_basis_points between 0 and 3000),
  -- Withdrawals above it are looked at by two persons.
  review_above_fen bigint not null check (review_above_fen >= 0),
  updated_at timestamptz not null
);
select sesame_protect('settlement_terms');

-- One period of a merchant's books. Written once by the system; only state and who confirmed it change.
create table settlement_statement (
  merchant_id uuid not null references merchant (id),
  id uuid not null,
  number text not null,
  period text not null check (period in ('day', 'week', 'month')),
  first_day date not null,
  last_day date not null check (last_day >= first_day),
  state text not null check (state in ('open', 'confirmed', 'paid', 'carried')),
  -- Of merchant:available, the merchant's own money.
  opening_fen bigint not null,
  closing_fen bigint not null,
  fee_basis_points integer not null,
  fee_base_fen bigint not null check (fee_base_fen >= 0),
  -- Posted when the statement is made, so it moves the balance of the next period.
  fee_fen bigint not null check (fee_fen >= 0),
  confirmed_by uuid,
  confirmed_at timestamptz,
  paid_at timestamptz,
  created_at timestamptz not null,
  primary key (merchant_id, id),
  unique (merchant_id, first_day),
  unique (merchant_id, last_day),
  unique (merchant_id, number)
);
create index settlement_statement_state on settlement_statement (merchant_id, state, last_day);
select sesame_protect('settlement_statement');

-- What each kind of account held when the period began and when it was over.
create table settlement_balance (
  merchant_id uuid not null,
  statement_id uuid not null,
  account_class text not null,
  opening_fen bigint not null,
  closing_fen bigint not null,
  primary key (merchant_id, statement_id, account_class),
  foreign key (merchant_id, statement_id) references settlement_statement (merchant_id, id)
);
select sesame_protect('settlement_balance', append_only => true);

-- All that moved in the period, by the kinds of account and the kind of transfer.
create table settlement_movement (
  merchant_id uuid not null,
  statement_id uuid not null,
  debit_class text not null,
  credit_class text not null,
  kind text not null,
  amount_fen bigint not null check (amount_fen > 0),
  transfers bigint not null check (transfers > 0),
  primary key (merchant_id, statement_id, debit_class, credit_class, kind),
  foreign key (merchant_id, statement_id) references settlement_statement (merchant_id, id)
);
select sesame_protect('settlement_movement', append_only => true);

-- Where a merchant's money goes. Never changed: another account is another row, and the latest counts.
create table bank_account (
  merchant_id uuid not null references merchant (id),
  id uuid not null,
  holder text not null,
  bank text not null,
  number_sealed bytea not null,
  number_tail text not null check (number_tail ~ '^\d{4}$'),
  added_by uuid not null,
  created_at timestamptz not null,
  primary key (merchant_id, id)
);
create index bank_account_latest on bank_account (merchant_id, created_at desc, id desc);
select sesame_protect('bank_account', append_only => true);

create table withdrawal (
  merchant_id uuid not null references merchant (id),
  id uuid not null,
  number text not null,
  amount_fen bigint not null check (amount_fen > 0),
  bank_account_id uuid not null,
  -- How many persons of the operator have to agree; none below the limit.
  reviewers integer not null check (reviewers in (0, 2)),
  state text not null check (state in
    ('requested', 'reviewing', 'approved', 'transferring', 'succeeded', 'failed', 'rejected')),
  requested_by uuid not null,
  created_at timestamptz not null,
  -- Of the bank, when the money is on its way.
  reference text,
  transferred_on date,
  -- Why it was rejected or failed.
  problem text,
  ended_at timestamptz,
  primary key (merchant_id, id),
  unique (merchant_id, number),
  foreign key (merchant_id, bank_account_id) references bank_account (merchant_id, id),
  check ((state = 'succeeded') = (reference is not null and transferred_on is not null)),
  check ((state in ('succeeded', 'failed', 'rejected')) = (ended_at is not null))
);
create index withdrawal_recent on withdrawal (merchant_id, created_at desc, id desc);
create index withdrawal_open on withdrawal (merchant_id, created_at)
  where state in ('requested', 'reviewing', 'approved', 'transferring');
select sesame_protect('withdrawal');

-- One person agrees once: the key is what keeps the second pair of eyes another's.
create table withdrawal_approval (
  merchant_id uuid not null,
  withdrawal_id uuid not null,
  reviewer_id uuid not null,
  created_at timestamptz not null,
  primary key (merchant_id, withdrawal_id, reviewer_id),
  foreign key (merchant_id, withdrawal_id) references withdrawal (merchant_id, id)
);
select sesame_protect('withdrawal_approval', append_only => true);

create table withdrawal_event (
  merchant_id uuid not null,
  id uuid not null,
  withdrawal_id uuid not null,
  from_state text,
  to_state text not null,
  actor_kind text not null check (actor_kind in ('staff', 'operator', 'system')),
  actor_id text not null,
  actor_name text not null,
  note text not null default '',
  created_at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, withdrawal_id) references withdrawal (merchant_id, id)
);
create index withdrawal_event_withdrawal on withdrawal_event (merchant_id, withdrawal_id, id);
select sesame_protect('withdrawal_event', append_only => true);
