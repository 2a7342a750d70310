-- A code from the person's own phone beside the password. The secret is there from the moment somebody begins;
-- it counts once it is confirmed. The step is that of the last accepted code: none is accepted twice.
alter table login
  add column second_factor_sealed bytea,
  add column second_factor_at timestamptz,
  add column second_factor_step bigint not null default 0;

-- Global: single-use codes for whoever lost the phone, kept as hashes.
create table recovery_code (
  login_id uuid not null,
  code_hash text not null,
  created_at timestamptz not null,
  used_at timestamptz,
  primary key (login_id, code_hash)
);
select sesame_global('recovery_code');

-- Global: how somebody came in, or did not; shown to that person.
create table login_event (
  id uuid primary key,
  login_id uuid not null,
  platform text not null check (platform in ('merchant', 'operator', 'permission')),
  outcome text not null check (outcome in ('entered', 'wrong-password', 'wrong-code', 'locked')),
  ip text not null,
  agent text not null,
  created_at timestamptz not null
);
create index login_event_login on login_event (login_id, created_at desc, id desc);
create index login_event_old on login_event (created_at);
select sesame_global('login_event');

-- Whoever holds such a role sets up a second factor before anything else.
alter table role_template add column second_factor boolean not null default false;
alter table role add column second_factor boolean not null default false;
