-- Where a runner is registered: it can be removed there when its pool is not configured any more. Null for those from before.
alter table runner add column scope text check (length(scope) between 1 and 200);

-- The scopes of late, without reading all the evidence.
create index runner_scope on runner (state_since, scope, pool) where scope is not null;

-- GitHub registers no runners for a pool. The mark changes with what was refused: the credential, or the pool's scope, labels or group.
create table pool_refusal (
    pool text primary key check (length(pool) between 1 and 63),
    mark text not null check (length(mark) between 1 and 64),
    fault text not null check (length(fault) between 1 and 40),
    detail text not null check (length(detail) between 1 and 1000),
    refusals integer not null check (refusals > 0),
    -- One runner tries for all of them.
    probing boolean not null default false,
    since timestamptz not null default clock_timestamp(),
    retry_at timestamptz not null
);
