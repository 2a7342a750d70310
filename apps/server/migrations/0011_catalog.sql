create table image (
  merchant_id uuid not null references merchant (id),
  id uuid not null,
  storage_name text not null,
  width integer not null,
  height integer not null,
  bytes integer not null,
  created_at timestamptz not null,
  primary key (merchant_id, id)
);
select sesame_protect('image');

create table card_type (
  merchant_id uuid not null references merchant (id),
  id uuid not null,
  name text not null,
  form text not null check (form in ('visits', 'stored-value', 'mixed')),
  face_color text not null,
  named boolean not null default true,
  notice text not null default '',
  created_at timestamptz not null,
  primary key (merchant_id, id),
  unique (merchant_id, name)
);
select sesame_protect('card_type');

create table product (
  merchant_id uuid not null references merchant (id),
  id uuid not null,
  shape text not null check (shape in ('single', 'bundle')),
  sells text not null check (sells in ('visit', 'goods', 'card')),
  name text not null,
  category text not null default '',
  description text not null default '',
  price_fen bigint not null check (price_fen > 0),
  unit text not null default '次',
  state text not null check (state in ('draft', 'listed', 'delisted')),
  card_type_id uuid,
  image_ids uuid[] not null default '{}',
  hidden_on_ios boolean not null default false,
  position integer not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, card_type_id) references card_type (merchant_id, id),
  check ((shape = 'bundle') = (sells = 'card')),
  check ((shape = 'bundle') = (card_type_id is not null))
);
create index product_shelf on product (merchant_id, state, position, id);
create index product_name on product (merchant_id, name text_pattern_ops);
select sesame_protect('product');

create table bundle_item (
  merchant_id uuid not null,
  bundle_id uuid not null,
  position integer not null,
  kind text not null check (kind in ('visits', 'stored-value')),
  product_id uuid,
  visits integer not null default 0 check (visits >= 0),
  value_fen bigint not null default 0 check (value_fen >= 0),
  gift boolean not null,
  computed_fen bigint not null check (computed_fen >= 0),
  primary key (merchant_id, bundle_id, position),
  foreign key (merchant_id, bundle_id) references product (merchant_id, id),
  foreign key (merchant_id, product_id) references product (merchant_id, id),
  check ((kind = 'visits') = (product_id is not null)),
  check ((kind = 'visits') = (visits > 0)),
  check ((kind = 'stored-value') = (value_fen > 0)),
  check (not gift or computed_fen = 0)
);
select sesame_protect('bundle_item');

-- Limited stock only; supplied = left + held (reserved by unpaid orders) + sold.
create table stock (
  merchant_id uuid not null,
  product_id uuid not null,
  supplied integer not null check (supplied >= 0),
  held integer not null default 0 check (held >= 0),
  sold integer not null default 0 check (sold >= 0),
  primary key (merchant_id, product_id),
  foreign key (merchant_id, product_id) references product (merchant_id, id),
  check (held + sold <= supplied)
);
select sesame_protect('stock');
