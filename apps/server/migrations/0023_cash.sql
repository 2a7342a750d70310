-- What cash people hold is in the books; here is how much they may hold, and how they hand it in.
create table cash_rule (
  merchant_id uuid primary key references merchant (id),
  limit_fen bigint not null check (limit_fen >= 0),
  -- Whoever hands in may not be the one who receives it.
  two_persons boolean not null
);
select sesame_protect('cash_rule');

-- A person's own limit in place of the merchant's.
create table cash_limit (
  merchant_id uuid not null,
  staff_id uuid not null,
  limit_fen bigint not null check (limit_fen >= 0),
  primary key (merchant_id, staff_id),
  foreign key (merchant_id, staff_id) references staff (merchant_id, id)
);
select sesame_protect('cash_limit');

create table cash_hand_in (
  merchant_id uuid not null,
  id uuid not null,
  -- The number of the receipt.
  number text not null,
  staff_id uuid not null,
  -- Where it is kept from then on; null: with the merchant itself.
  store_id uuid,
  state text not null check (state in ('counted', 'received', 'withdrawn')),
  -- What the books said when it was counted, what of it stays with the person, and what was on the table.
  booked_fen bigint not null check (booked_fen >= 0),
  kept_fen bigint not null check (kept_fen >= 0),
  counted_fen bigint not null check (counted_fen >= 0),
  denominations jsonb not null default '[]',
  reason text not null default '',
  started_by uuid not null,
  ended_by uuid,
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (merchant_id, id),
  unique (merchant_id, number),
  check (kept_fen <= booked_fen),
  foreign key (merchant_id, staff_id) references staff (merchant_id, id),
  foreign key (merchant_id, store_id) references store (merchant_id, id),
  foreign key (merchant_id, started_by) references staff (merchant_id, id),
  foreign key (merchant_id, ended_by) references staff (merchant_id, id)
);
create unique index cash_hand_in_open on cash_hand_in (merchant_id, staff_id) where state = 'counted';
create index cash_hand_in_recent on cash_hand_in (merchant_id, created_at desc, id desc);
create index cash_hand_in_staff on cash_hand_in (merchant_id, staff_id, created_at desc);
select sesame_protect('cash_hand_in');

-- Cash that left the safe for the merchant's own bank.
create table cash_deposit (
  merchant_id uuid not null,
  id uuid not null,
  store_id uuid,
  amount_fen bigint not null check (amount_fen > 0),
  reference text not null,
  staff_id uuid not null,
  created_at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, store_id) references store (merchant_id, id),
  foreign key (merchant_id, staff_id) references staff (merchant_id, id)
);
create index cash_deposit_recent on cash_deposit (merchant_id, created_at desc, id desc);
select sesame_protect('cash_deposit', append_only => true);
