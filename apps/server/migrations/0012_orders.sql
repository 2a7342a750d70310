create table sale_order (
  merchant_id uuid not null references merchant (id),
  id uuid not null,
  number text not null,
  source text not null check (source in ('customer-app', 'counter', 'redemption', 'channel-test')),
  state text not null check (state in ('pending', 'paid', 'fulfilled', 'completed', 'refunding', 'refunded', 'closed')),
  customer_id uuid,
  seller_id uuid,
  store_id uuid,
  title text not null,
  -- A gifted visit redeemed is an order of nothing.
  total_fen bigint not null check (total_fen > 0 or (total_fen = 0 and source = 'redemption')),
  paid_fen bigint not null default 0 check (paid_fen >= 0),
  refunded_fen bigint not null default 0 check (refunded_fen >= 0 and refunded_fen <= paid_fen),
  tender text check (tender in ('wechat-pay', 'alipay', 'cash', 'card')),
  -- The state before `refunding`, to which a failed refund goes back.
  state_before_refund text,
  created_at timestamptz not null,
  expires_at timestamptz,
  paid_at timestamptz,
  closed_at timestamptz,
  primary key (merchant_id, id),
  unique (merchant_id, number),
  foreign key (merchant_id, customer_id) references customer (merchant_id, id),
  foreign key (merchant_id, seller_id) references staff (merchant_id, id),
  foreign key (merchant_id, store_id) references store (merchant_id, id)
);
create index sale_order_recent on sale_order (merchant_id, created_at desc, id desc);
create index sale_order_state on sale_order (merchant_id, state, created_at desc, id desc);
create index sale_order_customer on sale_order (merchant_id, customer_id, created_at desc, id desc);
create index sale_order_due on sale_order (merchant_id, expires_at) where state = 'pending';
select sesame_protect('sale_order');

create table order_line (
  merchant_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  position integer not null,
  kind text not null
    check (kind in ('visit', 'card-open', 'card-recharge', 'goods', 'card-consumption', 'channel-test')),
  product_id uuid,
  name text not null,
  quantity integer not null check (quantity > 0),
  unit_price_fen bigint not null check (unit_price_fen >= 0),
  amount_fen bigint not null check (amount_fen >= 0),
  card_id uuid,
  -- What was sold, as it was at that moment: the parts of a bundle with their computed values.
  terms jsonb not null default '{}',
  primary key (merchant_id, id),
  unique (merchant_id, order_id, position),
  foreign key (merchant_id, order_id) references sale_order (merchant_id, id),
  foreign key (merchant_id, product_id) references product (merchant_id, id)
);
create index order_line_product on order_line (merchant_id, product_id) where product_id is not null;
create index order_line_card on order_line (merchant_id, card_id) where card_id is not null;
select sesame_protect('order_line');

create table order_event (
  merchant_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  from_state text,
  to_state text not null,
  actor_kind text not null,
  actor_id text not null,
  note text not null default '',
  created_at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, order_id) references sale_order (merchant_id, id)
);
create index order_event_order on order_event (merchant_id, order_id, id);
select sesame_protect('order_event', append_only => true);

create table deal (
  merchant_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  customer_id uuid,
  seller_id uuid,
  store_id uuid,
  amount_fen bigint not null check (amount_fen > 0),
  tender text not null check (tender in ('wechat-pay', 'alipay', 'cash', 'card')),
  created_at timestamptz not null,
  primary key (merchant_id, id),
  unique (merchant_id, order_id),
  foreign key (merchant_id, order_id) references sale_order (merchant_id, id)
);
create index deal_recent on deal (merchant_id, created_at desc, id desc);
select sesame_protect('deal', append_only => true);
-- Two records of one person become one: then the customer's other row takes over what this one bought.
grant update (customer_id) on deal to sesame_app;
