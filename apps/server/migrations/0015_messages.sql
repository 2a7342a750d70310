create table message_grant (
  merchant_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  app_id text not null,
  template_id text not null,
  created_at timestamptz not null,
  used_at timestamptz,
  primary key (merchant_id, id),
  foreign key (merchant_id, customer_id) references customer (merchant_id, id)
);
create index message_grant_open on message_grant (merchant_id, customer_id, app_id, template_id, id) where used_at is null;
select sesame_protect('message_grant');

-- The outbox: a row is written with the change that it tells of, and sent by a job.
create table message (
  merchant_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  event text not null,
  subject_kind text not null,
  subject_id uuid not null,
  content jsonb not null,
  state text not null check (state in ('pending', 'sent', 'failed', 'skipped')),
  note text not null default '',
  created_at timestamptz not null,
  sent_at timestamptz,
  primary key (merchant_id, id),
  unique (merchant_id, event, subject_id),
  foreign key (merchant_id, customer_id) references customer (merchant_id, id)
);
create index message_recent on message (merchant_id, created_at desc, id desc);
-- The operator's list runs over all merchants.
create index message_latest on message (created_at desc, id desc);
select sesame_protect('message');
