-- Global: accounts of the operator's, by which it collects for several merchants. Each merchant that may use one has a
-- row of its own in channel_account, which points here for number and keys and has its own place in the books.
create table operator_channel_account (
  id uuid primary key,
  provider text not null check (provider in ('wechat-pay', 'alipay')),
  name text not null,
  merchant_number text not null,
  app_id text,
  sub_merchant_number text,
  partner_app_id text,
  keys_sealed bytea not null,
  key_fingerprints jsonb not null,
  enabled boolean not null default true,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
select sesame_global('operator_channel_account', 'select, insert, update');

-- What a merchant collected under the operator's custody until now keeps its id, its address and its sealed keys: only
-- whose they are is said in another place.
insert into operator_channel_account (id, provider, name, merchant_number, app_id, keys_sealed, key_fingerprints,
  enabled, created_at, updated_at)
select id, provider, name, merchant_number, app_id, keys_sealed, key_fingerprints, enabled, created_at, updated_at
from channel_account where custody = 'operator';

-- Accounts are a handful for each merchant, so what reads or locks all of them is over at once.
-- squawk-ignore adding-foreign-key-constraint
alter table channel_account add column operator_account_id uuid references operator_channel_account (id);
-- Of a service provider's merchant: its number, and the provider's own app.
alter table channel_account add column sub_merchant_number text;
alter table channel_account add column partner_app_id text;
-- squawk-ignore ban-drop-not-null
alter table channel_account alter column keys_sealed drop not null;
update channel_account set operator_account_id = id, keys_sealed = null, key_fingerprints = '[]'
where custody = 'operator';
-- squawk-ignore constraint-missing-not-valid
alter table channel_account add constraint channel_account_custody
  check ((custody = 'operator') = (operator_account_id is not null));
-- squawk-ignore constraint-missing-not-valid
alter table channel_account add constraint channel_account_keys
  check ((operator_account_id is null) = (keys_sealed is not null));
create unique index channel_account_granted on channel_account (merchant_id, operator_account_id);

alter table channel_account_address add column operator_account_id uuid;
update channel_account_address a set operator_account_id = a.channel_account_id
from channel_account c where c.id = a.channel_account_id and c.operator_account_id is not null;
create unique index channel_account_address_granted on channel_account_address (operator_account_id, merchant_id);

-- Global: certificates that WeChat Pay signs with, as downloaded for an account, a merchant's or the operator's. They
-- are public; old ones stay until they end, because a notice may be told again after a renewal.
create table platform_certificate (
  account_id uuid not null,
  serial text not null check (serial ~ '^[0-9A-F]{20,64}$'),
  pem text not null,
  effective_at timestamptz not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  primary key (account_id, serial)
);
select sesame_global('platform_certificate');

-- Global: when they were last asked for, so that forged serials cannot make us ask all the time.
create table certificate_refresh (
  account_id uuid primary key,
  asked_at timestamptz not null,
  problem text
);
select sesame_global('certificate_refresh');

alter table app drop constraint app_kind_check;
-- squawk-ignore constraint-missing-not-valid
alter table app add constraint app_kind_check
  check (kind in ('wechat-mini-program', 'wechat-official-account', 'wechat-mobile-app', 'alipay-app'));

-- Which account, and in the name of which app, where a merchant has several and the app that is open does not say.
create table payment_default (
  merchant_id uuid not null,
  method text not null check (method in ('wechat-h5', 'wechat-native', 'wechat-app', 'wechat-barcode',
    'wechat-codepay', 'alipay-wap', 'alipay-page', 'alipay-app', 'alipay-barcode', 'alipay-precreate')),
  channel_account_id uuid not null,
  app_id text,
  updated_at timestamptz not null,
  primary key (merchant_id, method),
  foreign key (merchant_id, channel_account_id) references channel_account (merchant_id, id),
  foreign key (merchant_id, app_id) references app (merchant_id, app_id)
);
select sesame_protect('payment_default');

-- Global: the codes by which WeChat sees that this host is an official account's own. The file is asked for at the
-- root of the host, where no merchant is named; name and content both follow from the code.
create table domain_check (
  code text primary key check (code ~ '^[0-9A-Za-z]{16}$'),
  merchant_id uuid not null,
  app_id text not null,
  created_at timestamptz not null
);
create index domain_check_app on domain_check (merchant_id, app_id);
select sesame_global('domain_check', 'select, insert, delete');
