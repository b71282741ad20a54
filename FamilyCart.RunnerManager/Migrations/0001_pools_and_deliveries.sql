-- The pools of the last configuration that was accepted whole. All hosts of the fleet read them here, so that they agree.
create table runner_pool (
    name text primary key check (name ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    role text not null check (role in ('primary', 'secondary')),
    environment text not null check (environment in ('production', 'staging', 'uat')),
    authorized_for_prod boolean not null default false,
    labels text[] not null check (cardinality(labels) between 1 and 100),
    minimum_idle integer not null check (minimum_idle >= 0),
    maximum integer not null check (maximum between 1 and 10000 and maximum >= minimum_idle),
    accepted_at timestamptz not null default now()
);

-- Every webhook delivery, stored before it is acknowledged. GitHub sends one delivery id more than once: the key drops the
-- second. run_id, run_attempt and job_id are those of a workflow_job event, null for others.
create table webhook_delivery (
    delivery_id uuid primary key,
    event text not null check (length(event) between 1 and 100),
    action text check (length(action) <= 100),
    run_id bigint,
    run_attempt integer check (run_attempt > 0),
    job_id bigint,
    body bytea not null check (length(body) <= 26214400),
    received_at timestamptz not null default now(),
    processed_at timestamptz check (processed_at >= received_at)
);

-- What is left to do, oldest first; done deliveries are the many and stay out of it.
create index webhook_delivery_unprocessed on webhook_delivery (received_at) where processed_at is null;
