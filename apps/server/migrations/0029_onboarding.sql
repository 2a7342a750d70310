-- What a merchant of each type fills in and hands in is data, kept by the operator. Null: not yet filled by the
-- release that brought it.
alter table merchant_type
  add column summary text not null default '',
  add column enabled boolean not null default true,
  add column position integer not null default 0,
  add column form jsonb,
  add column documents jsonb;
grant insert, update on merchant_type to sesame_app;

-- One per merchant that signed up by itself. What must stay secret of the values is sealed.
create table application (
  merchant_id uuid not null references merchant (id),
  id uuid not null,
  type_code text references merchant_type (code),
  state text not null check (state in ('draft', 'submitted', 'rejected', 'approved')),
  filled jsonb not null default '{}',
  secrets_sealed bytea,
  -- The form as it was handed in: a type may change afterwards.
  form jsonb,
  document_kinds jsonb,
  reasons jsonb not null default '[]',
  note text not null default '',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  submitted_at timestamptz,
  reviewed_at timestamptz,
  primary key (merchant_id, id),
  unique (merchant_id)
);
create index application_waiting on application (submitted_at) where state = 'submitted';
select sesame_protect('application');

create table application_event (
  merchant_id uuid not null,
  id uuid not null,
  application_id uuid not null,
  from_state text,
  to_state text not null,
  actor_kind text not null,
  actor_id text not null,
  note text not null default '',
  reasons jsonb not null default '[]',
  created_at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, application_id) references application (merchant_id, id)
);
create index application_event_application on application_event (merchant_id, application_id, id);
select sesame_protect('application_event', append_only => true);

-- A file that a merchant handed in, checked by its content and written anew. Replaced ones stay for the record.
create table document (
  merchant_id uuid not null references merchant (id),
  id uuid not null,
  kind text not null,
  name text not null,
  storage_name text not null,
  content_type text not null check (content_type in ('image/webp', 'application/pdf')),
  bytes bigint not null check (bytes > 0),
  expires_on date,
  created_at timestamptz not null,
  removed_at timestamptz,
  primary key (merchant_id, id)
);
create index document_living on document (merchant_id, kind, created_at) where removed_at is null;
create index document_expiring on document (expires_on) where removed_at is null and expires_on is not null;
select sesame_protect('document');
