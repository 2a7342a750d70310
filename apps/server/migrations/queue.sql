-- Run after the queue's own migrations, each time: what the operator's console may see of its jobs.
create or replace view sesame_jobs.job with (security_barrier) as
  select j.id, t.identifier as name, j.payload, j.priority, j.run_at, j.attempts, j.max_attempts, j.last_error,
    j.created_at, j.updated_at, j.key, j.locked_at, j.is_available
  from graphile_worker._private_jobs j
  join graphile_worker._private_tasks t on t.id = j.task_id;
grant select on sesame_jobs.job to sesame_report;

create or replace view sesame_jobs.timetable with (security_barrier) as
  select identifier as name, known_since, last_execution from graphile_worker._private_known_crontabs;
grant select on sesame_jobs.timetable to sesame_report;

-- A dead letter starts over. False when there is no such job, or it is not dead.
create or replace function sesame_jobs.retry(job_id bigint) returns boolean
language plpgsql security definer set search_path = graphile_worker, pg_catalog as $$
begin
  perform from graphile_worker._private_jobs j
    where j.id = job_id and j.attempts >= j.max_attempts and j.locked_at is null for update;
  if not found then
    return false;
  end if;
  perform graphile_worker.reschedule_jobs(array[job_id], run_at => now(), attempts => 0);
  return true;
end
$$;
revoke execute on function sesame_jobs.retry(bigint) from public;
grant execute on function sesame_jobs.retry(bigint) to sesame_app;
