-- Run after the queue's own migrations, each time: what the operator's console may see of its jobs.
create or replace view sesame_jobs.job with (security_barrier) as
  select j.id, t.identifier as name, j.payload, j.priority, j.run_at, j.attempts, j.max_attempts, j.last_error,
    j.created_at, j.updated_at, j.key, j.locked_at, j.is_available
  from graphile_worker._private_jobs j
  join graphile_worker._private_tasks t on t.id = j.task_id;
grant select on sesame_jobs.job to sesame_report;
