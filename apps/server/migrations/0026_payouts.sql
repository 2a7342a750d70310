-- What is owed to a person of staff, entered by one and reviewed by another.
create table staff_payable (
  merchant_id uuid not null,
  id uuid not null,
  staff_id uuid not null,
  kind text not null check (kind in ('commission', 'bonus', 'other')),
  amount_fen bigint not null check (amount_fen > 0),
  reason text not null,
  state text not null check (state in ('entered', 'approved', 'rejected')),
  note text not null default '',
  entered_by uuid not null,
  reviewed_by uuid,
  created_at timestamptz not null,
  reviewed_at timestamptz,
  primary key (merchant_id, id),
  foreign key (merchant_id, staff_id) references staff (merchant_id, id),
  check ((state = 'entered') = (reviewed_by is null)),
  check (reviewed_by <> entered_by)
);
create index staff_payable_recent on staff_payable (merchant_id, created_at desc, id desc);
create index staff_payable_staff on staff_payable (merchant_id, staff_id, created_at desc);
select sesame_protect('staff_payable');

-- Payouts that were asked for together.
create table payout_batch (
  merchant_id uuid not null,
  id uuid not null,
  remark text not null,
  requested_by uuid not null,
  created_at timestamptz not null,
  primary key (merchant_id, id)
);
select sesame_protect('payout_batch', append_only => true);

-- Money on its way to a person. Who is paid is settled when it is asked for, so nobody approves one and pays another.
create table payout (
  merchant_id uuid not null,
  id uuid not null,
  batch_id uuid,
  staff_id uuid not null,
  person_id uuid not null,
  provider text not null check (provider in ('wechat-pay', 'alipay')),
  channel_account_id uuid not null,
  custody text not null check (custody in ('operator', 'own')),
  app_id text not null,
  payee_sealed bytea not null,
  payee_name_sealed bytea,
  out_bill_no text not null check (length(out_bill_no) = 32),
  amount_fen bigint not null check (amount_fen > 0),
  scene text not null check (scene in ('commission', 'bonus')),
  remark text not null,
  state text not null
    check (state in ('requested', 'approved', 'sending', 'waiting', 'succeeded', 'failed', 'cancelled')),
  package_sealed bytea,
  channel_bill_no text,
  problem text,
  cancel_asked boolean not null default false,
  polls integer not null default 0,
  polled_at timestamptz,
  sent_at timestamptz,
  requested_by uuid not null,
  approved_by uuid,
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (merchant_id, id),
  unique (merchant_id, out_bill_no),
  foreign key (merchant_id, batch_id) references payout_batch (merchant_id, id),
  foreign key (merchant_id, staff_id) references staff (merchant_id, id),
  foreign key (merchant_id, channel_account_id) references channel_account (merchant_id, id),
  check (approved_by <> requested_by),
  check (state in ('requested', 'cancelled') or approved_by is not null)
);
create index payout_recent on payout (merchant_id, created_at desc, id desc);
create index payout_batch_of on payout (merchant_id, batch_id) where batch_id is not null;
create index payout_staff on payout (merchant_id, staff_id, created_at desc);
create index payout_person on payout (merchant_id, person_id) where state = 'waiting';
create index payout_open on payout (merchant_id, created_at) where state in ('approved', 'sending', 'waiting');
select sesame_protect('payout');

create table payout_event (
  merchant_id uuid not null,
  id uuid not null,
  payout_id uuid not null,
  from_state text,
  to_state text not null,
  note text not null default '',
  actor_kind text not null check (actor_kind in ('staff', 'customer', 'operator', 'system')),
  actor_id text not null,
  created_at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, payout_id) references payout (merchant_id, id)
);
create index payout_event_payout on payout_event (merchant_id, payout_id, id);
select sesame_protect('payout_event', append_only => true);

-- What is there met the narrower check, so it need not be read again.
alter table notice drop constraint notice_kind_check;
alter table notice add constraint notice_kind_check check (kind in ('payment', 'refund', 'payout')) not valid;

-- Whether what an account takes is shared, and with whom (the contract's word until contracts are signed here).
create table sharing_rule (
  merchant_id uuid not null,
  channel_account_id uuid not null,
  enabled boolean not null,
  updated_at timestamptz not null,
  primary key (merchant_id, channel_account_id),
  foreign key (merchant_id, channel_account_id) references channel_account (merchant_id, id)
);
select sesame_protect('sharing_rule');

create table sharing_receiver (
  merchant_id uuid not null,
  id uuid not null,
  channel_account_id uuid not null,
  account text not null,
  name text not null,
  basis_points integer not null check (basis_points between 1 and 3000),
  created_at timestamptz not null,
  removed_at timestamptz,
  primary key (merchant_id, id),
  foreign key (merchant_id, channel_account_id) references channel_account (merchant_id, id)
);
create unique index sharing_receiver_account on sharing_receiver (merchant_id, channel_account_id, account)
  where removed_at is null;
select sesame_protect('sharing_receiver');

-- Planned with the attempt that is told to the channel as one to be shared; carried out a minute after it paid.
create table profit_share (
  merchant_id uuid not null,
  id uuid not null,
  attempt_id uuid not null,
  channel_account_id uuid not null,
  custody text not null check (custody in ('operator', 'own')),
  out_order_no text not null check (length(out_order_no) = 32),
  state text not null
    check (state in ('planned', 'sharing', 'finished', 'unfreezing', 'unfrozen', 'abnormal', 'void')),
  problem text,
  polls integer not null default 0,
  polled_at timestamptz,
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (merchant_id, id),
  unique (merchant_id, attempt_id),
  unique (merchant_id, out_order_no),
  foreign key (merchant_id, attempt_id) references payment_attempt (merchant_id, id),
  foreign key (merchant_id, channel_account_id) references channel_account (merchant_id, id)
);
create index profit_share_recent on profit_share (merchant_id, created_at desc, id desc);
create index profit_share_open on profit_share (merchant_id, created_at)
  where state in ('planned', 'sharing', 'unfreezing');
select sesame_protect('profit_share');

create table profit_share_line (
  merchant_id uuid not null,
  id uuid not null,
  share_id uuid not null,
  receiver_id uuid not null,
  account text not null,
  amount_fen bigint not null check (amount_fen > 0),
  state text not null check (state in ('pending', 'succeeded', 'closed')),
  fail_reason text,
  primary key (merchant_id, id),
  unique (merchant_id, share_id, receiver_id),
  foreign key (merchant_id, share_id) references profit_share (merchant_id, id),
  foreign key (merchant_id, receiver_id) references sharing_receiver (merchant_id, id)
);
select sesame_protect('profit_share_line');

-- What a receiver gives back before a refund.
create table profit_return (
  merchant_id uuid not null,
  id uuid not null,
  line_id uuid not null,
  refund_id uuid not null,
  out_return_no text not null check (length(out_return_no) = 32),
  amount_fen bigint not null check (amount_fen > 0),
  state text not null check (state in ('processing', 'succeeded', 'failed')),
  fail_reason text,
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (merchant_id, id),
  unique (merchant_id, out_return_no),
  foreign key (merchant_id, line_id) references profit_share_line (merchant_id, id),
  foreign key (merchant_id, refund_id) references refund (merchant_id, id)
);
create unique index profit_return_once on profit_return (merchant_id, line_id, refund_id) where state <> 'failed';
select sesame_protect('profit_return');

create table profit_share_event (
  merchant_id uuid not null,
  id uuid not null,
  share_id uuid not null,
  from_state text,
  to_state text not null,
  note text not null default '',
  created_at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, share_id) references profit_share (merchant_id, id)
);
create index profit_share_event_share on profit_share_event (merchant_id, share_id, id);
select sesame_protect('profit_share_event', append_only => true);
