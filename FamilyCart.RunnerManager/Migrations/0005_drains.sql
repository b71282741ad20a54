-- What an operator took out of service: nothing starts there, what is idle ends, what has a job finishes it. One row while it is so.
-- A runner's row names its registration, so that its successor is not concerned.
create table drain (
    target text not null check (target in ('pool', 'host', 'runner')),
    name text not null check (length(name) between 1 and 64),
    operator text not null check (length(operator) between 1 and 100),
    reason text check (length(reason) between 1 and 200),
    since timestamptz not null default clock_timestamp(),
    primary key (target, name)
);

-- Who did what, kept; also what changed nothing.
create table operator_action (
    id bigint generated always as identity primary key,
    at timestamptz not null default clock_timestamp(),
    operator text not null,
    verb text not null check (verb in ('drain', 'resume')),
    target text not null check (target in ('pool', 'host', 'runner')),
    name text not null,
    reason text,
    changed boolean not null
);

-- The page shows the jobs that ended last.
create index workflow_job_ended on workflow_job ((coalesce(completed_at, told_at))) where status = 'completed';
