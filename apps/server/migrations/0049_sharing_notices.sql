-- Receivers of a share are told of it at their own address. What is there met the narrower check.
alter table notice drop constraint notice_kind_check;
alter table notice add constraint notice_kind_check check (kind in ('payment', 'refund', 'payout', 'sharing')) not valid;
