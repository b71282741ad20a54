-- When the fleet first heard that a job is over: a runner that still holds it long after that hangs. Null for those from before.
alter table workflow_job add column over_at timestamptz;

-- When GitHub said last that a runner has no session: one answer alone replaces nobody.
alter table runner add column phantom_told_at timestamptz;

-- The name by which GitHub knows a runner whose registration serves for several jobs; each of them has a row of its own. Null: the row's own name.
alter table runner add column registration text check (length(registration) between 1 and 64);

create index runner_registration on runner (registration, id) where registration is not null;
