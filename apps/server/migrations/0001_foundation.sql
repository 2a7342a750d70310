-- Roles belong to the whole cluster and may exist already; another database may be making them right now.
do $$
declare
  wanted text;
begin
  foreach wanted in array array['sesame_app', 'sesame_report', 'sesame_queue'] loop
    if not exists (select from pg_roles where rolname = wanted) then
      begin
        execute format('create role %I nologin', wanted);
      exception when duplicate_object or unique_violation then null;
      end;
    end if;
    if not pg_has_role(current_user, wanted, 'member') then
      execute format('grant %I to current_user', wanted);
    end if;
  end loop;
  execute format('grant create on database %I to sesame_queue', current_database());
end
$$;

revoke create on schema public from public;
grant usage on schema public to sesame_app, sesame_report, sesame_queue;

-- The three policies of a tenant table, and what each role may do. An append-only table is added to, never changed.
create function sesame_protect(tenant_table regclass, append_only boolean default false) returns void
language plpgsql set search_path = pg_catalog, public as $$
begin
  execute format('alter table %s enable row level security', tenant_table);
  execute format('alter table %s force row level security', tenant_table);
  execute format($policy$
    create policy tenant on %s to sesame_app
      using (merchant_id = nullif(current_setting('app.merchant_id', true), '')::uuid)
      with check (merchant_id = nullif(current_setting('app.merchant_id', true), '')::uuid)
    $policy$, tenant_table);
  execute format('create policy owner on %s to current_user using (true) with check (true)', tenant_table);
  execute format('create policy report on %s for select to sesame_report using (true)', tenant_table);
  execute format('grant select on %s to sesame_report', tenant_table);
  execute format('grant %s on %s to sesame_app',
    case when append_only then 'select, insert' else 'select, insert, update, delete' end, tenant_table);
end
$$;

-- A table without tenant: what the app may do with it is said once, here.
create function sesame_global(global_table regclass, app_rights text default 'select, insert, update, delete')
returns void
language plpgsql set search_path = pg_catalog, public as $$
begin
  execute format('grant select on %s to sesame_report', global_table);
  execute format('grant %s on %s to sesame_app', app_rights, global_table);
end
$$;

revoke execute on function sesame_protect(regclass, boolean) from public;
revoke execute on function sesame_global(regclass, text) from public;

create table merchant (
  id uuid primary key,
  code text not null unique check (code ~ '^[0-9A-HJKMNP-TV-Z]{6}$'),
  name text not null,
  kind text not null check (kind in ('merchant', 'operator')),
  type_code text,
  state text not null default 'active',
  created_at timestamptz not null
);
select sesame_global('merchant', 'select, insert, update');
select sesame_global('schema_migration', 'select');

create table idempotency_key (
  merchant_id uuid not null,
  actor_kind text not null check (actor_kind in ('staff', 'customer', 'operator', 'system')),
  actor_id text not null,
  operation text not null,
  key text not null check (length(key) between 1 and 255),
  hash bytea not null,
  answer json,
  created_at timestamptz not null,
  primary key (merchant_id, actor_kind, actor_id, operation, key)
);
create index idempotency_key_age on idempotency_key (merchant_id, created_at);
select sesame_protect('idempotency_key');

create table audit_event (
  merchant_id uuid not null,
  id uuid not null,
  created_at timestamptz not null,
  actor_kind text not null check (actor_kind in ('staff', 'customer', 'operator', 'system')),
  actor_id text not null,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  before jsonb,
  after jsonb,
  primary key (merchant_id, id)
);
create index audit_event_subject on audit_event (merchant_id, subject_kind, subject_id, id);
select sesame_protect('audit_event', append_only => true);

create table audit_link (
  merchant_id uuid not null,
  sequence bigint not null,
  event_id uuid not null,
  hash bytea not null,
  created_at timestamptz not null,
  primary key (merchant_id, sequence),
  unique (merchant_id, event_id),
  foreign key (merchant_id, event_id) references audit_event (merchant_id, id)
);
select sesame_protect('audit_link', append_only => true);

-- jsonb text is canonical (keys sorted), and the time is a number, so no setting of a session changes the hash.
create function audit_hash(previous bytea, event audit_event) returns bytea
language sql stable as $$
  select sha256(previous || convert_to(jsonb_build_array(
    event.merchant_id, event.id, (extract(epoch from event.created_at) * 1000000)::bigint, event.actor_kind,
    event.actor_id, event.action, event.subject_kind, event.subject_id, event.before, event.after)::text, 'UTF8'))
$$;

create function audit_start(merchant uuid) returns bytea
language sql immutable as $$ select sha256(convert_to('sesame audit ' || merchant, 'UTF8')) $$;

-- Ids sort by time and a transaction lives for seconds, so what commits late is found within the last hour.
create function audit_chain(merchant uuid, at timestamptz, row_limit integer) returns integer
language plpgsql set enable_seqscan = off as $$
declare
  event audit_event;
  last_link audit_link;
  last_id uuid := '00000000-0000-0000-0000-000000000000';
  chained integer := 0;
begin
  perform pg_advisory_xact_lock(hashtextextended('audit ' || merchant, 0));
  select * into last_link from audit_link l where l.merchant_id = merchant order by sequence desc limit 1;
  if found then
    select audit_hour_before(max(l.event_id::text)::uuid) into last_id
      from audit_link l where l.merchant_id = merchant and l.sequence > last_link.sequence - 100;
  else
    last_link.sequence := 0;
    last_link.hash := audit_start(merchant);
  end if;

  for event in
    select e.* from audit_event e
    where e.merchant_id = merchant and e.id >= last_id
      and not exists (select from audit_link l where l.merchant_id = merchant and l.event_id = e.id)
    order by e.id limit row_limit
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

-- The smallest UUIDv7 of one hour before another.
create function audit_hour_before(id uuid) returns uuid
language sql immutable as $$
  select (lpad(to_hex(greatest(
    ('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint - 3600000, 0)), 12, '0')
    || '00000000000000000000')::uuid
$$;

-- The queue's door. Its owner is the queue's role, which alone may add jobs; callers may only knock.
create schema sesame_jobs;
grant usage on schema sesame_jobs to sesame_app, sesame_report, sesame_queue;
grant create on schema sesame_jobs to sesame_queue;
set local role sesame_queue;
create function sesame_jobs.enqueue(name text, payload json, run_at timestamptz, job_key text, attempts integer)
returns void language plpgsql security definer set search_path = graphile_worker, pg_catalog as $$
begin
  perform graphile_worker.add_job(identifier => name, payload => payload, run_at => run_at,
    max_attempts => attempts, job_key => job_key);
end
$$;
revoke execute on function sesame_jobs.enqueue(text, json, timestamptz, text, integer) from public;
grant execute on function sesame_jobs.enqueue(text, json, timestamptz, text, integer) to sesame_app;
reset role;
