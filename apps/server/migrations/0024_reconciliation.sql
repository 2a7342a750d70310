-- Ours of one day, in the order in which they are compared with the channel's bill.
create index payment_attempt_succeeded on payment_attempt (merchant_id, channel_account_id, succeeded_at, id)
  where state = 'succeeded';
create index refund_succeeded on refund (merchant_id, succeeded_at, id) where state = 'succeeded';

-- One day of one channel account. Without a foreign key to it: what nobody can be named for in the bill of an account
-- that merchants share is kept in the operator's own books, under the shared account's id.
create table bill_day (
  merchant_id uuid not null references merchant (id),
  channel_account_id uuid not null,
  day date not null,
  state text not null check (state in ('waiting', 'refused', 'differences', 'matched')),
  -- Why it waits or was refused: a code of the messages, and what there is to say besides.
  reason text,
  detail text not null default '',
  tries integer not null default 0,
  -- The batch in force; the ones before it stay as they were.
  batch_id uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (merchant_id, channel_account_id, day)
);
create index bill_day_recent on bill_day (merchant_id, day desc, channel_account_id);
select sesame_protect('bill_day');

-- What a bill said and what was booked for it. Never changed: a second run of a day makes another one.
create table bill_batch (
  merchant_id uuid not null references merchant (id),
  id uuid not null,
  channel_account_id uuid not null,
  day date not null,
  number integer not null check (number > 0),
  supersedes uuid,
  -- The file as it came, by its name in the storage, which is the hash of its content; null on a day without trades.
  file_name text check (file_name ~ '^[0-9a-f]{64}$'),
  file_bytes bigint not null,
  -- The hash that the channel named, where it names one.
  channel_hash text,
  lines integer not null,
  theirs_payments integer not null,
  theirs_payments_fen bigint not null,
  theirs_refunds integer not null,
  theirs_refunds_fen bigint not null,
  theirs_fee_fen bigint not null,
  ours_payments integer not null,
  ours_payments_fen bigint not null,
  ours_refunds integer not null,
  ours_refunds_fen bigint not null,
  -- Of what agreed on both sides, which is what was booked.
  matched integer not null,
  matched_payments_fen bigint not null,
  matched_refunds_fen bigint not null,
  matched_fee_fen bigint not null,
  custody text not null check (custody in ('operator', 'own')),
  asked_by text not null,
  created_at timestamptz not null,
  primary key (merchant_id, id),
  unique (merchant_id, channel_account_id, day, number)
);
select sesame_protect('bill_batch', append_only => true);

-- What does not agree, one for each line or record. Those that have been dealt with stay through later batches.
create table bill_difference (
  merchant_id uuid not null references merchant (id),
  id uuid not null,
  channel_account_id uuid not null,
  day date not null,
  batch_id uuid not null,
  type text not null
    check (type in ('ours-missing', 'theirs-missing', 'amount', 'state', 'fee', 'duplicate', 'late')),
  item text not null check (item in ('payment', 'refund')),
  -- Our number, or what stands in its place in the bill; 2 and more are repetitions of a line.
  number text not null,
  occurrence integer not null default 1,
  trade_number text not null,
  channel_number text not null default '',
  happened_at timestamptz not null,
  order_id uuid,
  attempt_id uuid,
  refund_id uuid,
  ours_fen bigint,
  theirs_fen bigint,
  fee_fen bigint,
  expected_fee_fen bigint,
  ours_state text,
  theirs_state text,
  suggestion text not null check (suggestion in ('settle', 'record-refund', 'accept', 'exclude', 'wait', 'none')),
  state text not null check (state in ('carried', 'open', 'handled', 'resolved', 'withdrawn')),
  -- Carried: the last day in whose bill it is still looked for. Found there: that day.
  carried_until date,
  found_day date,
  action text check (action in ('settle', 'record-refund', 'accept', 'exclude')),
  note text not null default '',
  handled_by text,
  handled_at timestamptz,
  -- Whether it was booked by itself; what was booked is in the ledger under its id.
  booked boolean not null default false,
  bookings integer not null default 0,
  custody text not null check (custody in ('operator', 'own')),
  created_at timestamptz not null,
  primary key (merchant_id, id),
  unique (merchant_id, channel_account_id, day, item, number, occurrence)
);
create index bill_difference_recent on bill_difference (merchant_id, created_at desc, id desc);
create index bill_difference_number on bill_difference (merchant_id, channel_account_id, item, number);
create index bill_difference_attempt on bill_difference (merchant_id, attempt_id) where attempt_id is not null;
create index bill_difference_refund on bill_difference (merchant_id, refund_id) where refund_id is not null;
create index bill_difference_open on bill_difference (merchant_id, channel_account_id, day)
  where state in ('carried', 'open');
select sesame_protect('bill_difference');

create table bill_difference_event (
  merchant_id uuid not null references merchant (id),
  id uuid not null,
  difference_id uuid not null,
  from_state text,
  to_state text not null,
  action text,
  note text not null default '',
  actor text not null,
  created_at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, difference_id) references bill_difference (merchant_id, id)
);
create index bill_difference_event_of on bill_difference_event (merchant_id, difference_id, id);
select sesame_protect('bill_difference_event', append_only => true);

-- What was agreed with the channel, in hundred-thousandths; without it the rate that the bill itself names counts.
create table bill_fee_rate (
  merchant_id uuid not null references merchant (id),
  channel_account_id uuid not null,
  rate integer not null check (rate between 0 and 10000),
  updated_at timestamptz not null,
  primary key (merchant_id, channel_account_id)
);
select sesame_protect('bill_fee_rate');
