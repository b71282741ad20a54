-- What a workflow holds: one row each time that somebody got it. The epoch counts them, so the last row of a name is never removed.
create table workflow_lease (
    name text not null check (name ~ '^[a-z0-9][a-z0-9._-]{0,59}$'),
    epoch bigint not null check (epoch > 0),
    holder text not null check (length(holder) between 1 and 200),
    -- SHA-256 of the lease's id, which its holder alone knows.
    id_hash bytea not null check (length(id_hash) = 32),
    reason text check (length(reason) <= 500),
    run_url text check (length(run_url) <= 500),
    -- The operator whose token it was.
    taken_by text not null,
    taken_at timestamptz not null,
    expires_at timestamptz not null,
    ended_at timestamptz,
    ending text check (ending in ('released', 'expired')),
    primary key (name, epoch),
    check ((ended_at is null) = (ending is null))
);

create unique index workflow_lease_held on workflow_lease (name) where ended_at is null;
create index workflow_lease_ended on workflow_lease (ended_at) where ended_at is not null;

-- What is told to the rollback hook: one row for each lease that expired in its holder's hands.
create table rollback_hook (
    name text not null,
    epoch bigint not null,
    delivery_id uuid not null default gen_random_uuid() unique,
    due_at timestamptz not null default clock_timestamp(),
    attempts integer not null default 0,
    -- The last answer's HTTP status; null where there was none.
    status integer,
    outcome text check (outcome in ('delivered', 'failed', 'unconfigured')),
    finished_at timestamptz,
    primary key (name, epoch),
    foreign key (name, epoch) references workflow_lease (name, epoch) on delete cascade,
    check ((outcome is null) = (finished_at is null))
);

create index rollback_hook_due on rollback_hook (due_at) where outcome is null;

-- A gate asks how the last start of a pool went.
create index runner_pool_latest on runner (pool, id);
