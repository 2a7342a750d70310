-- What waits for its place in the chain of the audit log: one row for each time something was written, with the events
-- of it. It is written with the events and taken away by the chain, so nothing depends on clocks or on the order of
-- commits, and whose log has to be chained is asked of a table that is nearly empty. Older processes do not write it:
-- they have to be stopped before this, or what they write afterwards stays out of the chain.
create table audit_pending (
  merchant_id uuid not null,
  first_id uuid not null,
  event_ids uuid[] not null check (cardinality(event_ids) > 0),
  primary key (merchant_id, first_id)
);
select sesame_protect('audit_pending');

insert into audit_pending (merchant_id, first_id, event_ids)
select e.merchant_id, e.id, array[e.id] from audit_event e
where not exists (select from audit_link l where l.merchant_id = e.merchant_id and l.event_id = e.id);

-- Takes the oldest that wait, until it has as many events as it may, and chains them in the order of their ids.
create or replace function audit_chain(merchant uuid, at timestamptz, row_limit integer) returns integer
language plpgsql set search_path = pg_catalog, public set enable_seqscan = off as $$
declare
  event audit_event;
  last_link audit_link;
  taken uuid[];
  chained integer := 0;
begin
  perform pg_advisory_xact_lock(hashtextextended('audit ' || merchant, 0));
  with gone as (
    delete from audit_pending p where p.merchant_id = merchant and p.first_id in (
      select o.first_id from (
        select w.first_id, sum(cardinality(w.event_ids)) over (order by w.first_id) - cardinality(w.event_ids) as before
        from (select f.first_id, f.event_ids from audit_pending f where f.merchant_id = merchant
          order by f.first_id limit row_limit) w) o
      where o.before < row_limit)
    returning p.event_ids)
  select array_agg(u.id) into taken from gone g cross join unnest(g.event_ids) as u (id);
  if taken is null then
    return 0;
  end if;

  select * into last_link from audit_link l where l.merchant_id = merchant order by sequence desc limit 1;
  if not found then
    last_link.sequence := 0;
    last_link.hash := audit_start(merchant);
  end if;
  for event in
    select e.* from audit_event e where e.merchant_id = merchant and e.id = any (taken) order by e.id
  loop
    last_link.sequence := last_link.sequence + 1;
    last_link.hash := audit_hash(last_link.hash, event);
    insert into audit_link (merchant_id, sequence, event_id, hash, created_at)
      values (merchant, last_link.sequence, event.id, last_link.hash, at);
    chained := chained + 1;
  end loop;
  return chained;
end
$$;

drop function audit_hour_before(uuid);

-- Refused notices are forgotten after a while, and only the newest are kept when somebody sends them by the thousand.
grant delete on refused_notice to sesame_app;
create index refused_notice_age on refused_notice (created_at);
