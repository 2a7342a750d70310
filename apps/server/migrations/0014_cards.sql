create table card (
  merchant_id uuid not null,
  id uuid not null,
  number text not null check (number ~ '^[0-9]{10}$'),
  type_id uuid not null,
  customer_id uuid not null,
  state text not null check (state in ('produced', 'sold', 'bound', 'active', 'frozen', 'gifting', 'returning', 'returned',
    'cancelling', 'cancelled', 'lost', 'replaced', 'expired')),
  named boolean not null,
  secret_sealed bytea not null,
  opened_order_id uuid,
  seller_id uuid,
  opened_at timestamptz not null,
  primary key (merchant_id, id),
  unique (merchant_id, number),
  foreign key (merchant_id, type_id) references card_type (merchant_id, id),
  foreign key (merchant_id, customer_id) references customer (merchant_id, id),
  foreign key (merchant_id, opened_order_id) references sale_order (merchant_id, id)
);
create index card_recent on card (merchant_id, opened_at desc, id desc);
create index card_customer on card (merchant_id, customer_id, opened_at desc, id desc);
select sesame_protect('card');

-- squawk-ignore constraint-missing-not-valid, adding-foreign-key-constraint
alter table order_line add foreign key (merchant_id, card_id) references card (merchant_id, id);

-- Which pots a card has; what is in them only the ledger knows.
create table card_pot (
  merchant_id uuid not null,
  card_id uuid not null,
  pot text not null,
  product_id uuid,
  primary key (merchant_id, card_id, pot),
  foreign key (merchant_id, card_id) references card (merchant_id, id),
  foreign key (merchant_id, product_id) references product (merchant_id, id),
  check ((pot = 'value') = (product_id is null))
);
select sesame_protect('card_pot');

create table card_event (
  merchant_id uuid not null,
  id uuid not null,
  card_id uuid not null,
  kind text not null
    check (kind in ('opened', 'recharged', 'redeemed', 'undone', 'refunded', 'frozen', 'unfrozen', 'paid')),
  title text not null,
  product_id uuid,
  visits integer not null default 0,
  principal_fen bigint not null default 0,
  bonus_fen bigint not null default 0,
  actor_kind text not null,
  actor_id text not null,
  order_id uuid,
  redemption_id uuid,
  created_at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, card_id) references card (merchant_id, id)
);
create index card_event_card on card_event (merchant_id, card_id, id desc);
select sesame_protect('card_event', append_only => true);

-- A code of a card and a time step is used once; reading it keeps it good for its reader for a while.
create table card_code (
  merchant_id uuid not null,
  card_id uuid not null,
  step bigint not null,
  read_by uuid,
  read_at timestamptz,
  used_at timestamptz,
  primary key (merchant_id, card_id, step),
  foreign key (merchant_id, card_id) references card (merchant_id, id)
);
select sesame_protect('card_code');

create table redemption (
  merchant_id uuid not null,
  id uuid not null,
  card_id uuid not null,
  order_id uuid not null,
  customer_id uuid not null,
  staff_id uuid not null,
  store_id uuid,
  state text not null check (state in ('done', 'undone')),
  product_id uuid,
  note text not null default '',
  visits integer not null default 0 check (visits >= 0),
  gift_visits integer not null default 0 check (gift_visits >= 0),
  amount_fen bigint not null check (amount_fen >= 0),
  earned_fen bigint not null check (earned_fen >= 0),
  bonus_fen bigint not null check (bonus_fen >= 0),
  created_at timestamptz not null,
  undo_until timestamptz not null,
  undone_at timestamptz,
  undone_by uuid,
  undo_reason text,
  primary key (merchant_id, id),
  unique (merchant_id, order_id),
  foreign key (merchant_id, card_id) references card (merchant_id, id),
  foreign key (merchant_id, order_id) references sale_order (merchant_id, id),
  foreign key (merchant_id, customer_id) references customer (merchant_id, id),
  foreign key (merchant_id, staff_id) references staff (merchant_id, id),
  foreign key (merchant_id, product_id) references product (merchant_id, id)
);
create index redemption_recent on redemption (merchant_id, created_at desc, id desc);
create index redemption_card on redemption (merchant_id, card_id, created_at desc, id desc);
create index redemption_staff on redemption (merchant_id, staff_id, created_at desc, id desc);
select sesame_protect('redemption');
