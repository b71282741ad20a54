-- What one holder at a time has. The epoch rises with every change of the holder; whoever changes the fleet shows his.
create table lease (
    name text primary key check (name ~ '^[a-z0-9][a-z0-9:._-]{0,99}$'),
    holder text not null check (length(holder) between 1 and 200),
    epoch bigint not null check (epoch > 0),
    taken_at timestamptz not null,
    expires_at timestamptz not null
);

-- A job as GitHub last described it. An attempt has an id of its own.
create table workflow_job (
    id bigint primary key,
    repository text not null check (length(repository) between 3 and 200),
    run_id bigint not null,
    run_attempt integer not null check (run_attempt > 0),
    name text not null,
    workflow_name text,
    head_branch text,
    status text not null check (status in ('waiting', 'queued', 'in_progress', 'completed')),
    conclusion text,
    labels text[] not null,
    runner_id bigint,
    runner_name text,
    created_at timestamptz not null,
    started_at timestamptz,
    completed_at timestamptz,
    -- When the fleet first heard of it, since when it may be taken, and when it was last looked at or told of.
    seen_at timestamptz not null default clock_timestamp(),
    queued_since timestamptz,
    told_at timestamptz not null default clock_timestamp()
);

create index workflow_job_open on workflow_job (seen_at, id) where status <> 'completed';
create index workflow_job_runner on workflow_job (runner_name) where runner_name is not null;

-- One row a runner, from the decision to have it until nothing of it is left, and kept after that as evidence.
create table runner (
    id bigint generated always as identity primary key,
    pool text not null,
    slot integer not null check (slot > 0),
    host text not null,
    name text not null unique check (length(name) <= 64),
    state text not null default 'wanted'
        check (state in ('wanted', 'minted', 'spawned', 'listening', 'busy', 'finished', 'lost', 'gone')),
    state_since timestamptz not null default clock_timestamp(),
    retiring boolean not null default false,
    reason text,
    github_id bigint,
    job_id bigint,
    exit_code integer,
    -- The leader's when it was decided.
    epoch bigint not null,
    created_at timestamptz not null default clock_timestamp()
);

create unique index runner_slot on runner (pool, slot) where state in ('wanted', 'minted', 'spawned', 'listening', 'busy', 'finished');
create index runner_present on runner (id) where state <> 'gone';

-- The life line of a runner.
create table runner_step (
    runner_id bigint not null references runner (id) on delete cascade,
    at timestamptz not null default clock_timestamp(),
    state text not null,
    reason text,
    primary key (runner_id, at, state)
);
