-- Many jobs of one kind by one call: a batch asks for as many as it has orders. Absent keys and times are null.
set local role sesame_queue;
create function sesame_jobs.enqueue_each(
  name text, payloads text[], run_ats timestamptz[], job_keys text[], attempts integer
) returns void language plpgsql security definer set search_path = graphile_worker, pg_catalog as $$
begin
  perform graphile_worker.add_jobs(array(
    select (name, w.payload::json, null, w.run_at, attempts::smallint, w.job_key, null, null)::graphile_worker.job_spec
    from unnest(payloads, run_ats, job_keys) as w (payload, run_at, job_key)));
end
$$;
revoke execute on function sesame_jobs.enqueue_each(text, text[], timestamptz[], text[], integer) from public;
grant execute on function sesame_jobs.enqueue_each(text, text[], timestamptz[], text[], integer) to sesame_app;
reset role;
