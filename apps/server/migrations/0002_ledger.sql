create table ledger_account (
  merchant_id uuid not null references merchant (id),
  id uuid not null,
  code text not null,
  unit text not null,
  normal text not null check (normal in ('debit', 'credit')),
  floor bigint,
  ceiling bigint,
  created_at timestamptz not null,
  primary key (merchant_id, id),
  unique (merchant_id, code)
);
select sesame_protect('ledger_account');

-- Updated in place at every transfer: room on the page and no index but the primary key keep it cheap.
create table ledger_balance (
  merchant_id uuid not null,
  account_id uuid not null,
  balance bigint not null,
  transfers bigint not null,
  primary key (merchant_id, account_id),
  foreign key (merchant_id, account_id) references ledger_account (merchant_id, id)
) with (fillfactor = 50);
select sesame_protect('ledger_balance');

-- Both sides keep their account's running number and balance after, so a hole or a change shows. No foreign
-- key to the accounts: only ledger_post writes here, after it has locked them, and `books verify` looks.
create table ledger_transfer (
  merchant_id uuid not null,
  id uuid not null,
  key text not null check (length(key) between 1 and 255),
  hash bytea not null,
  kind text not null,
  subject_kind text not null,
  subject_id text not null,
  amount bigint not null check (amount > 0),
  debit_account_id uuid not null,
  debit_sequence bigint not null,
  debit_balance bigint not null,
  credit_account_id uuid not null,
  credit_sequence bigint not null,
  credit_balance bigint not null,
  undoes uuid,
  created_at timestamptz not null,
  primary key (merchant_id, id),
  unique (merchant_id, key),
  check (debit_account_id <> credit_account_id),
  foreign key (merchant_id, undoes) references ledger_transfer (merchant_id, id)
);
create unique index ledger_transfer_debit on ledger_transfer (merchant_id, debit_account_id, debit_sequence);
create unique index ledger_transfer_credit on ledger_transfer (merchant_id, credit_account_id, credit_sequence);
create index ledger_transfer_subject on ledger_transfer (merchant_id, subject_kind, subject_id, id);
create index ledger_transfer_undoes on ledger_transfer (merchant_id, undoes) where undoes is not null;
select sesame_protect('ledger_transfer', append_only => true);

-- Plans are pinned to one look-up per item (lateral) in the one index that has the order asked for: without
-- statistics the planner would read all of a merchant's rows in any index and drop most of them, which costs
-- more with every transfer. A range, because what equals a constant needs no order.

-- Makes sure of the accounts (sorted by code) and answers them locked, in the order they were given.
create function ledger_lock_accounts(
  merchant uuid, at timestamptz, ids uuid[], codes text[], units text[], normals text[], floors bigint[],
  ceilings bigint[]
) returns table (account_id uuid, balance bigint, transfers bigint, ceiling bigint)
language plpgsql
set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
  wrong text;
  found_ids uuid[];
begin
  select array_agg(a.id order by w.place) into found_ids
    from unnest(codes) with ordinality w (code, place)
    left join lateral (select a.id from ledger_account a
      where a.merchant_id = merchant and a.code >= w.code and a.code <= w.code order by a.code limit 1) a on true;

  if array_position(found_ids, null) is not null then
    insert into ledger_account (merchant_id, id, code, unit, normal, floor, ceiling, created_at)
      select merchant, w.id, w.code, w.unit, w.normal, w.floor, w.ceiling, at
      from unnest(ids, codes, units, normals, floors, ceilings, found_ids)
        with ordinality w (id, code, unit, normal, floor, ceiling, found_id, place)
      where w.found_id is null order by w.place
      on conflict (merchant_id, code) do nothing;
    -- A statement of its own, so that it sees what another transaction has just opened.
    select array_agg(a.id order by w.place) into found_ids
      from unnest(codes) with ordinality w (code, place)
      left join lateral (select a.id from ledger_account a
        where a.merchant_id = merchant and a.code >= w.code and a.code <= w.code order by a.code limit 1) a on true;
    insert into ledger_balance (merchant_id, account_id, balance, transfers)
      select merchant, w.id, 0, 0 from unnest(found_ids) w (id) order by w.id
      on conflict (merchant_id, account_id) do nothing;
  end if;

  perform from ledger_balance b
    where b.merchant_id = merchant and b.account_id = any (found_ids) order by b.account_id for update;

  select string_agg(w.code, ', ') into wrong
    from unnest(found_ids, codes, units, normals, floors) w (id, code, unit, normal, floor)
    cross join lateral (
      select a.unit, a.normal, a.floor from ledger_account a
      where a.merchant_id = merchant and a.id >= w.id and a.id <= w.id order by a.id limit 1) a
    where (a.unit, a.normal) <> (w.unit, w.normal) or a.floor is distinct from w.floor;
  if wrong is not null then
    raise exception 'these accounts were opened with another unit, normal side or floor: %', wrong;
  end if;

  -- A limit may be changed; an account given without one keeps the one it has. Where more is held than a
  -- new limit allows, that much stays the limit until it has been brought down.
  for i in 1 .. cardinality(found_ids) loop
    continue when ceilings[i] is null;
    update ledger_account a set ceiling = greatest(ceilings[i], b.balance)
      from ledger_balance b
      where a.merchant_id = merchant and a.id = found_ids[i]
        and b.merchant_id = merchant and b.account_id = found_ids[i]
        and a.ceiling is distinct from greatest(ceilings[i], b.balance);
  end loop;

  return query
    select w.id, b.balance, b.transfers, a.ceiling
    from unnest(found_ids) with ordinality w (id, place)
    cross join lateral (
      select b.balance, b.transfers from ledger_balance b
      where b.merchant_id = merchant and b.account_id = w.id offset 0) b
    cross join lateral (
      select a.ceiling from ledger_account a
      where a.merchant_id = merchant and a.id >= w.id and a.id <= w.id order by a.id limit 1) a
    order by w.place;
end
$$;

/*
 * Posts a batch. Accounts come sorted by code and once each; debits and credits are places in that list.
 * key_slots: for each item the place of the first item with its key, so that twins in one batch are seen.
 * Items are decided in order, each on the state that the one before left; chains of linked items post all
 * or none. Then: one update for all balances, one insert for all transfers.
 */
create function ledger_post(
  merchant uuid, at timestamptz,
  account_ids uuid[], account_codes text[], account_units text[], account_normals text[],
  account_floors bigint[], account_ceilings bigint[],
  ids uuid[], keys text[], key_slots integer[], hashes bytea[], kinds text[], subject_kinds text[],
  subject_ids text[], debits integer[], credits integer[], amounts bigint[], minimums bigint[],
  undoes_keys text[], linked boolean[]
) returns table (transfer_id uuid, outcome text)
language plpgsql
set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_variable
declare
  items constant integer := cardinality(ids);
  locked_ids uuid[];
  balances bigint[];
  sequences bigint[];
  ceilings bigint[];
  known_ids uuid[];
  known_hashes bytea[];
  undone_ids uuid[] := array_fill(null::uuid, array[items]);
  posted_ids uuid[] := array_fill(null::uuid, array[items]);
  outcomes text[] := array_fill(null::text, array[items]);
  debit_sequences bigint[] := array_fill(null::bigint, array[items]);
  debit_balances bigint[] := array_fill(null::bigint, array[items]);
  credit_sequences bigint[] := array_fill(null::bigint, array[items]);
  credit_balances bigint[] := array_fill(null::bigint, array[items]);
  chain_start integer := 1;
  chain_broken boolean := false;
  slot integer;
  d integer;
  c integer;
  amount bigint;
  debit_after bigint;
  credit_after bigint;
  verdict text;
begin
  select array_agg(l.account_id), array_agg(l.balance), array_agg(l.transfers), array_agg(l.ceiling)
    into locked_ids, balances, sequences, ceilings
    from ledger_lock_accounts(merchant, at, account_ids, account_codes, account_units, account_normals,
      account_floors, account_ceilings) l;

  -- Only now: whoever posted these keys to these accounts has committed.
  select array_agg(t.id order by w.place), array_agg(t.hash order by w.place) into known_ids, known_hashes
    from unnest(keys) with ordinality w (key, place)
    left join lateral (select t.id, t.hash from ledger_transfer t
      where t.merchant_id = merchant and t.key >= w.key and t.key <= w.key order by t.key limit 1) t on true;
  if num_nonnulls(variadic undoes_keys) > 0 then
    select array_agg(t.id order by w.place) into undone_ids
      from unnest(undoes_keys) with ordinality w (key, place)
      left join lateral (select t.id from ledger_transfer t
        where t.merchant_id = merchant and t.key >= w.key and t.key <= w.key order by t.key limit 1) t on true;
  end if;

  for i in 1 .. items loop
    if i = 1 or not linked[i - 1] then
      chain_start := i;
      chain_broken := false;
    end if;
    slot := key_slots[i];
    d := debits[i];
    c := credits[i];
    amount := amounts[i];

    if known_ids[slot] is not null then
      verdict := case when known_hashes[slot] = hashes[i] then 'replayed' else 'conflict' end;
      if verdict = 'replayed' then
        posted_ids[i] := known_ids[slot];
      end if;
    elsif chain_broken then
      verdict := 'linked';
    else
      if undoes_keys[i] is not null and undone_ids[i] is null then
        raise exception 'transfer % undoes %, which is not there', keys[i], undoes_keys[i];
      end if;
      debit_after := balances[d] + case account_normals[d] when 'debit' then amount else -amount end;
      credit_after := balances[c] + case account_normals[c] when 'credit' then amount else -amount end;
      verdict := case
        when debit_after < balances[d] and debit_after < account_floors[d] then 'below_floor'
        when credit_after < balances[c] and credit_after < account_floors[c] then 'below_floor'
        when debit_after > balances[d] and debit_after > ceilings[d] then 'above_ceiling'
        when credit_after > balances[c] and credit_after > ceilings[c] then 'above_ceiling'
        when debit_after < minimums[i] then 'below_minimum'
        else 'posted' end;
    end if;
    outcomes[i] := verdict;

    if verdict = 'posted' then
      balances[d] := debit_after;
      sequences[d] := sequences[d] + 1;
      balances[c] := credit_after;
      sequences[c] := sequences[c] + 1;
      posted_ids[i] := ids[i];
      known_ids[slot] := ids[i];
      known_hashes[slot] := hashes[i];
      debit_sequences[i] := sequences[d];
      debit_balances[i] := debit_after;
      credit_sequences[i] := sequences[c];
      credit_balances[i] := credit_after;
    elsif verdict not in ('replayed', 'linked') and not chain_broken and (linked[i] or chain_start < i) then
      chain_broken := true;
      for j in reverse i - 1 .. chain_start loop
        continue when outcomes[j] <> 'posted';
        outcomes[j] := 'linked';
        posted_ids[j] := null;
        known_ids[key_slots[j]] := null;
        d := debits[j];
        c := credits[j];
        sequences[d] := sequences[d] - 1;
        sequences[c] := sequences[c] - 1;
        balances[d] := balances[d] - case account_normals[d] when 'debit' then amounts[j] else -amounts[j] end;
        balances[c] := balances[c] - case account_normals[c] when 'credit' then amounts[j] else -amounts[j] end;
      end loop;
    end if;
  end loop;

  if 'posted' = any (outcomes) then
    -- An insert that always conflicts is an update whose plan cannot go wrong.
    insert into ledger_balance as b (merchant_id, account_id, balance, transfers)
      select merchant, w.id, w.balance, w.sequence
      from unnest(locked_ids, balances, sequences) w (id, balance, sequence)
      on conflict (merchant_id, account_id) do update set balance = excluded.balance, transfers = excluded.transfers
      where b.transfers <> excluded.transfers;
    insert into ledger_transfer (merchant_id, id, key, hash, kind, subject_kind, subject_id, amount,
        debit_account_id, debit_sequence, debit_balance, credit_account_id, credit_sequence, credit_balance,
        undoes, created_at)
      select merchant, w.id, w.key, w.hash, w.kind, w.subject_kind, w.subject_id, w.amount,
        locked_ids[w.debit], w.debit_sequence, w.debit_balance,
        locked_ids[w.credit], w.credit_sequence, w.credit_balance, w.undone_id, at
      from unnest(ids, keys, hashes, kinds, subject_kinds, subject_ids, amounts, debits, debit_sequences,
          debit_balances, credits, credit_sequences, credit_balances, undone_ids, outcomes)
        w (id, key, hash, kind, subject_kind, subject_id, amount, debit, debit_sequence, debit_balance,
          credit, credit_sequence, credit_balance, undone_id, outcome)
      where w.outcome = 'posted';
  end if;
  return query select * from unnest(posted_ids, outcomes);
end
$$;
