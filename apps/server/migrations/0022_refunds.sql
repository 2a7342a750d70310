-- Refunds in part, with a second pair of eyes, in batches, and with a way out of every dead end.
alter table refund drop constraint refund_state_check;
-- squawk-ignore constraint-missing-not-valid
alter table refund add constraint refund_state_check
  check (state in ('requested', 'approved', 'rejected', 'processing', 'succeeded', 'abnormal', 'closed', 'cancelled'));

-- Whose cash is given back; not before when the channel may hear of it; and who gave it back in the channel's place.
alter table refund add column cash_staff_id uuid;
alter table refund add column send_after timestamptz;
alter table refund add column by_hand text check (by_hand in ('transfer', 'cash'));
-- An abnormal refund was turned to the customer's bank card, or to the merchant, who then pays by hand.
alter table refund add column repair text check (repair in ('bank-card', 'merchant', 'merchant-done'));
create index refund_attempt on refund (merchant_id, attempt_id) where attempt_id is not null;

-- Who did it, where it was a person.
alter table refund_event add column actor_kind text;
alter table refund_event add column actor_id text;

-- What a refund takes back of each line. 'whole': all that the line delivered, unused. 'units': so many pieces of goods
-- or walk-in visits (none where only money goes back). 'visits' and 'value': unused visits of one product, and stored
-- value, of a card. What was given for free goes back with it, in proportion.
create table refund_line (
  merchant_id uuid not null,
  id uuid not null,
  refund_id uuid not null,
  order_id uuid not null,
  line_id uuid not null,
  kind text not null check (kind in ('whole', 'units', 'visits', 'value')),
  product_id uuid,
  quantity integer not null default 0 check (quantity >= 0),
  amount_fen bigint not null check (amount_fen >= 0),
  bonus_fen bigint not null default 0 check (bonus_fen >= 0),
  gift_visits jsonb not null default '[]',
  primary key (merchant_id, id),
  foreign key (merchant_id, refund_id) references refund (merchant_id, id),
  foreign key (merchant_id, order_id) references sale_order (merchant_id, id),
  foreign key (merchant_id, line_id) references order_line (merchant_id, id)
);
create index refund_line_refund on refund_line (merchant_id, refund_id);
create index refund_line_order on refund_line (merchant_id, order_id);
select sesame_protect('refund_line', append_only => true);

insert into refund_line (merchant_id, id, refund_id, order_id, line_id, kind, quantity, amount_fen)
select r.merchant_id, gen_random_uuid(), r.id, r.order_id, l.id, 'whole', l.quantity, l.amount_fen
from refund r join order_line l on l.merchant_id = r.merchant_id and l.order_id = r.order_id
where r.cause = 'requested';

-- Numbers that a refund had before: a channel that has closed one must be given another.
create table refund_number (
  merchant_id uuid not null,
  out_refund_no text not null check (length(out_refund_no) = 32),
  refund_id uuid not null,
  closed_at timestamptz not null,
  primary key (merchant_id, out_refund_no),
  foreign key (merchant_id, refund_id) references refund (merchant_id, id)
);
create index refund_number_refund on refund_number (merchant_id, refund_id);
select sesame_protect('refund_number', append_only => true);

-- What shows that a refund was paid by hand.
create table refund_proof (
  merchant_id uuid not null,
  refund_id uuid not null,
  note text not null,
  image_ids uuid[] not null,
  staff_id uuid not null,
  created_at timestamptz not null,
  primary key (merchant_id, refund_id),
  foreign key (merchant_id, refund_id) references refund (merchant_id, id)
);
select sesame_protect('refund_proof', append_only => true);

-- From which amount on somebody has to agree, and whether it must be somebody else. No row: nobody has to.
create table refund_rule (
  merchant_id uuid primary key references merchant (id),
  review_from_fen bigint check (review_from_fen >= 1),
  two_persons boolean not null
);
select sesame_protect('refund_rule');

create table refund_batch (
  merchant_id uuid not null,
  id uuid not null,
  state text not null check (state in ('draft', 'running', 'done', 'discarded')),
  reason text not null,
  created_by uuid not null,
  created_at timestamptz not null,
  confirmed_at timestamptz,
  finished_at timestamptz,
  primary key (merchant_id, id),
  foreign key (merchant_id, created_by) references staff (merchant_id, id)
);
create index refund_batch_recent on refund_batch (merchant_id, created_at desc, id desc);
select sesame_protect('refund_batch');

create table refund_batch_row (
  merchant_id uuid not null,
  batch_id uuid not null,
  position integer not null,
  -- As it was given: the number of an order, which may not exist.
  order_number text not null,
  order_id uuid,
  amount_fen bigint not null default 0 check (amount_fen >= 0),
  refund_id uuid,
  -- The code of the refusal that keeps it from being refunded.
  refused text,
  primary key (merchant_id, batch_id, position),
  check (refund_id is null or refused is null),
  foreign key (merchant_id, batch_id) references refund_batch (merchant_id, id),
  foreign key (merchant_id, order_id) references sale_order (merchant_id, id),
  foreign key (merchant_id, refund_id) references refund (merchant_id, id)
);
create index refund_batch_row_refund on refund_batch_row (merchant_id, refund_id) where refund_id is not null;
select sesame_protect('refund_batch_row');
