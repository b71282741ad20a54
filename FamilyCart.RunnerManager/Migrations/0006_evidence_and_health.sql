-- What its host counted of a runner before it removed it. Null where the machine does not count.
create table runner_evidence (
    runner_id bigint primary key references runner (id) on delete cascade,
    processor_seconds double precision check (processor_seconds >= 0),
    peak_memory_bytes bigint check (peak_memory_bytes >= 0),
    memory_limit_bytes bigint check (memory_limit_bytes >= 0),
    memory_kills bigint check (memory_kills >= 0),
    processes_refused bigint check (processes_refused >= 0),
    -- Of the log that the host keeps; null when it keeps none.
    log_bytes bigint check (log_bytes >= 0),
    kept_at timestamptz not null default clock_timestamp()
);

-- Since when a runner that should listen gives no sign on its host, and since when GitHub says that it has no session.
alter table runner add column silent_since timestamptz;
alter table runner add column phantom_since timestamptz;

-- What happened since, for the metrics; and what is old, for the clean-up.
create index runner_step_at on runner_step (at);
create index runner_gone on runner (state_since) where state = 'gone';
create index workflow_job_over on workflow_job (told_at) where status = 'completed';
