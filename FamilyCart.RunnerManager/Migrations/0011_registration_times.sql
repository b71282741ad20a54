-- GitHub's own time when its registration was without a job, before the runner began with it: by no other clock can one say which of the
-- registration's jobs are the runner's. Null for those from before, and where the registration is the runner's alone.
alter table runner add column free_at timestamptz;
