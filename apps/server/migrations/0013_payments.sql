-- One merchant number with its keys. Secrets are sealed; what is shown of them is a fingerprint.
create table channel_account (
  merchant_id uuid not null references merchant (id),
  id uuid not null,
  provider text not null check (provider in ('wechat-pay', 'alipay')),
  name text not null,
  custody text not null check (custody in ('operator', 'own')),
  merchant_number text not null,
  app_id text,
  keys_sealed bytea not null,
  key_fingerprints jsonb not null,
  enabled boolean not null default true,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (merchant_id, id)
);
select sesame_protect('channel_account');

-- Global: the address of a notice carries only an opaque account id; this tells whose it is.
create table channel_account_address (
  channel_account_id uuid primary key,
  merchant_id uuid not null,
  provider text not null
);
select sesame_global('channel_account_address', 'select, insert');

create table app (
  merchant_id uuid not null references merchant (id),
  id uuid not null,
  kind text not null check (kind in ('wechat-mini-program', 'wechat-official-account', 'alipay-app')),
  name text not null,
  app_id text not null,
  secret_sealed bytea,
  channel_account_id uuid,
  created_at timestamptz not null,
  primary key (merchant_id, id),
  unique (merchant_id, app_id),
  foreign key (merchant_id, channel_account_id) references channel_account (merchant_id, id)
);
select sesame_protect('app');

create table message_template (
  merchant_id uuid not null,
  app_id text not null,
  event text not null check (event in ('order.paid', 'card.redeemed', 'refund.succeeded')),
  template_id text not null,
  primary key (merchant_id, app_id, event),
  foreign key (merchant_id, app_id) references app (merchant_id, app_id)
);
select sesame_protect('message_template');

-- Global: access tokens of apps at the WeChat open platform, one holder at a time.
create table app_token (
  app_id text primary key,
  token_sealed bytea not null,
  expires_at timestamptz not null
);
select sesame_global('app_token');

create table payment_attempt (
  merchant_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  channel_account_id uuid not null,
  method text not null check (method in ('wechat-mini-program', 'wechat-jsapi', 'wechat-h5', 'wechat-native',
    'alipay-wap', 'alipay-page', 'alipay-jsapi')),
  app_id text not null,
  out_trade_no text not null check (length(out_trade_no) = 32),
  amount_fen bigint not null check (amount_fen > 0),
  state text not null check (state in ('created', 'paying', 'succeeded', 'failed', 'closed')),
  -- What the channel gave to pay with, kept while it is valid and for the same request only (A12).
  credential_sealed bytea,
  credential_expires_at timestamptz,
  request_hash text not null,
  transaction_no text,
  payer_sealed bytea,
  expires_at timestamptz not null,
  polls integer not null default 0,
  polled_at timestamptz,
  last_error text,
  created_at timestamptz not null,
  succeeded_at timestamptz,
  primary key (merchant_id, id),
  unique (merchant_id, out_trade_no),
  foreign key (merchant_id, order_id) references sale_order (merchant_id, id),
  foreign key (merchant_id, channel_account_id) references channel_account (merchant_id, id)
);
create index payment_attempt_order on payment_attempt (merchant_id, order_id, id);
create index payment_attempt_open on payment_attempt (merchant_id, created_at) where state in ('created', 'paying');
create unique index payment_attempt_transaction on payment_attempt (merchant_id, channel_account_id, transaction_no)
  where transaction_no is not null;
select sesame_protect('payment_attempt');

create table payment_event (
  merchant_id uuid not null,
  id uuid not null,
  attempt_id uuid not null,
  from_state text,
  to_state text not null,
  note text not null default '',
  created_at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, attempt_id) references payment_attempt (merchant_id, id)
);
create index payment_event_attempt on payment_event (merchant_id, attempt_id, id);
select sesame_protect('payment_event', append_only => true);

create table refund (
  merchant_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  -- Null where the order was paid without a channel: in cash or with a card.
  attempt_id uuid,
  out_refund_no text not null check (length(out_refund_no) = 32),
  amount_fen bigint not null check (amount_fen > 0),
  cause text not null check (cause in ('requested', 'second-success', 'late-success', 'channel-test')),
  reason text not null,
  state text not null
    check (state in ('requested', 'approved', 'rejected', 'processing', 'succeeded', 'abnormal', 'closed')),
  channel_refund_no text,
  problem text,
  polls integer not null default 0,
  polled_at timestamptz,
  requested_by text not null,
  created_at timestamptz not null,
  succeeded_at timestamptz,
  primary key (merchant_id, id),
  unique (merchant_id, out_refund_no),
  foreign key (merchant_id, order_id) references sale_order (merchant_id, id),
  foreign key (merchant_id, attempt_id) references payment_attempt (merchant_id, id)
);
create index refund_order on refund (merchant_id, order_id);
create index refund_recent on refund (merchant_id, created_at desc, id desc);
create index refund_open on refund (merchant_id, created_at) where state in ('approved', 'processing');
select sesame_protect('refund');

create table refund_event (
  merchant_id uuid not null,
  id uuid not null,
  refund_id uuid not null,
  from_state text,
  to_state text not null,
  note text not null default '',
  created_at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, refund_id) references refund (merchant_id, id)
);
create index refund_event_refund on refund_event (merchant_id, refund_id, id);
select sesame_protect('refund_event', append_only => true);

-- Every verified notice once; the row and what it settles commit together.
create table notice (
  merchant_id uuid not null,
  channel_account_id uuid not null,
  notice_key text not null,
  kind text not null check (kind in ('payment', 'refund')),
  own_number text not null,
  outcome text not null check (outcome in ('settled', 'repeated', 'unmatched', 'mismatched', 'ignored')),
  detail jsonb not null,
  created_at timestamptz not null,
  matched_at timestamptz,
  primary key (merchant_id, channel_account_id, notice_key),
  foreign key (merchant_id, channel_account_id) references channel_account (merchant_id, id)
);
create index notice_unmatched on notice (merchant_id, created_at) where outcome = 'unmatched';
select sesame_protect('notice');

-- Global: notices that were not what they claimed to be. Nothing of them is trusted, so no merchant is named.
create table refused_notice (
  id uuid primary key,
  provider text not null,
  channel_account_id text not null,
  reason text not null,
  ip text not null,
  body_hash text not null,
  created_at timestamptz not null
);
select sesame_global('refused_notice', 'select, insert');
