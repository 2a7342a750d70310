-- Global: what exists once for everybody. Persons, logins and sessions know no merchant.
create table merchant_type (
  code text primary key check (code ~ '^[a-z][a-z-]{1,29}$'),
  name text not null
);
select sesame_global('merchant_type', 'select');
insert into merchant_type (code, name) values
  ('sports', '运动健身'), ('school', '教育培训'), ('food', '餐饮'), ('e-bike', '电动车租售'), ('operator', '平台运营');

create table platform (
  code text primary key check (code ~ '^[a-z][a-z-]{1,29}$'),
  name text not null
);
select sesame_global('platform', 'select');
insert into platform (code, name) values ('merchant', '商户平台'), ('operator', '运营平台'), ('permission', '权限平台');

-- Filled from what the routes declare, each time the server migrates.
create table permission (
  platform text not null references platform (code),
  code text not null,
  area text not null,
  zh text not null,
  en text not null,
  area_zh text not null,
  area_en text not null,
  position integer not null,
  primary key (platform, code)
);
select sesame_global('permission');

create table role_template (
  id uuid primary key,
  platform text not null references platform (code),
  name text not null,
  scope text not null check (scope in ('all', 'merchant', 'store', 'own')),
  permissions text[] not null,
  position integer not null default 0,
  unique (platform, name)
);
select sesame_global('role_template');

create table person (
  id uuid primary key,
  mobile_fingerprint text unique,
  mobile_sealed bytea,
  mobile_verified_at timestamptz,
  name text not null default '',
  merged_into uuid,
  created_at timestamptz not null,
  check ((mobile_fingerprint is null) = (mobile_sealed is null))
);
select sesame_global('person');

-- How a channel knows a person. The openid is sealed; its fingerprint finds it.
create table person_identity (
  person_id uuid not null,
  provider text not null check (provider in ('wechat', 'alipay')),
  app_id text not null,
  subject_fingerprint text not null,
  subject_sealed bytea not null,
  union_fingerprint text,
  created_at timestamptz not null,
  primary key (provider, app_id, subject_fingerprint)
);
create index person_identity_person on person_identity (person_id);
create index person_identity_union on person_identity (provider, union_fingerprint) where union_fingerprint is not null;
select sesame_global('person_identity');

create table one_time_code (
  id uuid primary key,
  mobile_fingerprint text not null,
  code_hash text not null,
  tries integer not null default 0,
  used_at timestamptz,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index one_time_code_mobile on one_time_code (mobile_fingerprint, created_at);
select sesame_global('one_time_code');

create table oauth_state (
  state_hash text primary key,
  browser_hash text not null,
  merchant_id uuid not null,
  provider text not null,
  app_id text not null,
  return_to text not null,
  created_at timestamptz not null,
  used_at timestamptz
);
select sesame_global('oauth_state');

create table login (
  id uuid primary key,
  login_name text not null unique check (login_name ~ '^[a-z][a-z0-9._-]{2,39}$'),
  password_hash text not null,
  must_change boolean not null default false,
  failures integer not null default 0,
  locked_until timestamptz,
  created_at timestamptz not null,
  password_changed_at timestamptz not null
);
select sesame_global('login');

-- Which staff a login is, and where: looked up before any merchant is known.
create table membership (
  login_id uuid not null,
  merchant_id uuid not null,
  staff_id uuid not null,
  active boolean not null default true,
  primary key (login_id, merchant_id)
);
create index membership_staff on membership (merchant_id, staff_id);
select sesame_global('membership');

create table session (
  id uuid primary key,
  token_hash text not null unique,
  platform text not null check (platform in ('customer', 'merchant', 'operator', 'permission')),
  person_id uuid,
  login_id uuid,
  merchant_id uuid,
  staff_id uuid,
  known_by text[] not null default '{}',
  ip text not null,
  agent text not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  check ((platform = 'customer') = (person_id is not null)),
  check ((platform = 'customer') = (staff_id is null))
);
create index session_login on session (login_id) where revoked_at is null;
create index session_person on session (person_id) where revoked_at is null;
select sesame_global('session');

-- Tenant.
create table shop (
  merchant_id uuid primary key references merchant (id),
  notice text not null default '',
  phone text not null default '',
  address text not null default '',
  theme_color text not null default '#0F7B6C',
  cover_image_id uuid
);
select sesame_protect('shop');

create table store (
  merchant_id uuid not null references merchant (id),
  id uuid not null,
  name text not null,
  address text not null default '',
  created_at timestamptz not null,
  primary key (merchant_id, id),
  unique (merchant_id, name)
);
select sesame_protect('store');

create table staff (
  merchant_id uuid not null references merchant (id),
  id uuid not null,
  login_id uuid not null,
  login_name text not null,
  name text not null,
  mobile_sealed bytea,
  store_id uuid,
  state text not null check (state in ('active', 'left')),
  joined_on date not null,
  left_on date,
  created_at timestamptz not null,
  primary key (merchant_id, id),
  unique (merchant_id, login_id),
  foreign key (merchant_id, store_id) references store (merchant_id, id)
);
select sesame_protect('staff');

create table role (
  merchant_id uuid not null references merchant (id),
  id uuid not null,
  platform text not null,
  name text not null,
  scope text not null check (scope in ('all', 'merchant', 'store', 'own')),
  permissions text[] not null,
  template_id uuid,
  created_at timestamptz not null,
  primary key (merchant_id, id),
  unique (merchant_id, platform, name)
);
select sesame_protect('role');

create table staff_role (
  merchant_id uuid not null,
  staff_id uuid not null,
  role_id uuid not null,
  primary key (merchant_id, staff_id, role_id),
  foreign key (merchant_id, staff_id) references staff (merchant_id, id),
  foreign key (merchant_id, role_id) references role (merchant_id, id)
);
create index staff_role_role on staff_role (merchant_id, role_id);
select sesame_protect('staff_role');

-- A person at one merchant, with the merchant's own name and notes. Without a person until the mobile is verified.
create table customer (
  merchant_id uuid not null references merchant (id),
  id uuid not null,
  person_id uuid,
  mobile_fingerprint text,
  mobile_tail text,
  mobile_masked text,
  mobile_sealed bytea,
  name text not null,
  note text not null default '',
  created_at timestamptz not null,
  primary key (merchant_id, id),
  unique (merchant_id, person_id),
  unique (merchant_id, mobile_fingerprint)
);
-- A merged person's rows are found in every merchant.
create index customer_person on customer (person_id);
create index customer_name on customer (merchant_id, name text_pattern_ops);
create index customer_tail on customer (merchant_id, mobile_tail);
create index customer_recent on customer (merchant_id, created_at desc, id desc);
select sesame_protect('customer');
