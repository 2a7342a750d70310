-- How goods of this product reach their buyer: fetched at the shop, or sent by express.
alter table product add column by_express boolean not null default false;

-- What an order's goods were sent with. WeChat takes one report: from its beginning on the parcel stays as it is, unless
-- the report was refused.
create table shipment (
  merchant_id uuid not null,
  order_id uuid not null,
  carrier text not null check (carrier <> ''),
  tracking_number text not null check (length(tracking_number) between 6 and 32),
  receiver_mobile_end text check (receiver_mobile_end ~ '^[0-9]{4}$'),
  sent_at timestamptz not null,
  report_started_at timestamptz,
  reported_at timestamptz,
  primary key (merchant_id, order_id),
  foreign key (merchant_id, order_id) references sale_order (merchant_id, id),
  check (reported_at is null or report_started_at is not null)
);
select sesame_protect('shipment');
