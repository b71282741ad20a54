namespace FamilyCart.RunnerManager.Fleet;

/// <summary>What <see cref="PostgresFleetStore"/> says to PostgreSQL.</summary>
internal static class PostgresFleetSql
{
    // GitHub names the runner of a job twice: where the two disagree, nobody's job is over. Nor is it by one that began before this
    // runner had the registration. Both are GitHub's own times, of whole seconds; the database's clock may be another.
    public const string RunnerColumns = """
        id, pool, slot, host, name, state, state_since, retiring, github_id, job_id, silent_since, phantom_since, phantom_told_at, scope, registration, reason,
        case when state = 'busy' then (
            select max(coalesce(job.over_at, job.told_at)) from workflow_job job
            where job.runner_name = coalesce(runner.registration, runner.name) and job.runner_id = runner.github_id and job.status = 'completed'
              and (runner.registration is null
                   or coalesce(job.started_at, job.completed_at) + interval '1 second' > coalesce(runner.free_at, runner.created_at))) end as job_over_since
        """;

    public const string Load = $"""
        select clock_timestamp();
        select substring(name from 6) as name, case when expires_at <= clock_timestamp() then expires_at end as lost_since
        from lease where name like 'host:%' order by name;
        select id, repository, run_id, run_attempt, name, workflow_name, head_branch, status, conclusion, labels, runner_id, runner_name,
               created_at, started_at, completed_at, seen_at, queued_since
        from workflow_job where status <> 'completed' order by coalesce(queued_since, seen_at), id;
        select {RunnerColumns} from runner where state <> 'gone' order by id;
        select pool, fault, detail, refusals, since, retry_at from pool_refusal order by pool;
        select target, name, operator, reason, since from drain
        where target <> 'runner' or exists (select from runner where runner.name = drain.name and state <> 'gone') order by target, name;
        """;

    public const string RunnersOf = $"select {RunnerColumns} from runner where host = @host and state <> 'gone' order by id";

    /// <summary>Holds the lease still until the transaction ends: nobody can take it over in between.</summary>
    public const string Fence = """
        select true from lease where name = @Name and holder = @Holder and epoch = @Epoch and expires_at > clock_timestamp() for share
        """;

    /// <summary>A leader that stands still in the middle of a transaction, or whose network does, must not hold the lease still for longer than it runs.</summary>
    public const string Patience = "set local idle_in_transaction_session_timeout = '1s'";

    public const string Start = """
        with started as (
            insert into runner (pool, slot, host, name, reason, epoch, scope) values (@pool, @slot, @host, @name, @reason, @epoch, @scope)
            on conflict (pool, slot) where state in ('wanted', 'minted', 'spawned', 'listening', 'busy', 'finished') do nothing
            returning id)
        insert into runner_step (runner_id, state, reason) select id, 'wanted', @reason from started
        """;

    public const string Retire = "update runner set retiring = true, reason = @reason where id = @id and state not in ('busy', 'lost', 'gone')";

    public const string GiveUp = """
        with lost as (
            update runner set state = 'lost', state_since = clock_timestamp(), retiring = true, reason = @reason
            where id = @id and (state <> 'busy' or @busy) and state not in ('lost', 'gone') returning id)
        insert into runner_step (runner_id, state, reason) select id, 'lost', @reason from lost
        """;

    // One of each job, since no row changes twice in one statement. The condition is JobRules.Replaces.
    public const string Record = """
        insert into workflow_job as known (
            id, repository, run_id, run_attempt, name, workflow_name, head_branch, status, conclusion, labels, runner_id, runner_name,
            created_at, started_at, completed_at, queued_since, over_at)
        select told.*, case when status = 'queued' then clock_timestamp() end, case when status = 'completed' then clock_timestamp() end
        from jsonb_to_recordset(@jobs::jsonb) as told (
            id bigint, repository text, run_id bigint, run_attempt integer, name text, workflow_name text, head_branch text, status text,
            conclusion text, labels text[], runner_id bigint, runner_name text, created_at timestamptz, started_at timestamptz, completed_at timestamptz)
        order by id
        on conflict (id) do update
        set status = excluded.status,
            conclusion = excluded.conclusion,
            runner_id = coalesce(excluded.runner_id, known.runner_id),
            runner_name = coalesce(excluded.runner_name, known.runner_name),
            started_at = coalesce(excluded.started_at, known.started_at),
            completed_at = coalesce(excluded.completed_at, known.completed_at),
            queued_since = case when excluded.status = 'queued' then coalesce(known.queued_since, clock_timestamp()) end,
            over_at = case when excluded.status = 'completed' then coalesce(known.over_at, case when known.status = 'completed' then known.told_at end, clock_timestamp()) end,
            told_at = clock_timestamp()
        where known.status in ('waiting', 'queued')
           or excluded.status = 'completed'
           or (known.status = 'in_progress' and excluded.status = 'in_progress')
        """;

    public const string Advance = $"""
        with fence as ({Fence}), moved as (
            update runner
            set state = @To, state_since = case when state = @To then state_since else clock_timestamp() end, github_id = coalesce(@GitHubId, github_id), job_id = coalesce(@JobId, job_id),
                exit_code = coalesce(@ExitCode, exit_code), registration = coalesce(@Registration, registration),
                free_at = coalesce(@FreeAt, free_at), reason = coalesce(@Reason, reason)
            where id = @Runner and state = @From and exists (select from fence)
            returning id)
        insert into runner_step (runner_id, state, reason) select id, @To, @Reason from moved on conflict do nothing
        """;

    public const string MarkSilent = $"""
        with fence as ({Fence})
        update runner set silent_since = case when id = any(@doubted) then coalesce(silent_since, clock_timestamp()) end
        where id = any(@among) and exists (select from fence)
        """;

    public const string MarkPhantom = $"""
        with fence as ({Fence})
        update runner set phantom_since = case when id = any(@doubted) then coalesce(phantom_since, moment) end, phantom_told_at = case when id = any(@doubted) then moment end
        from (select clock_timestamp() as moment) told
        where id = any(@among) and exists (select from fence)
        """;

    // A runner that is gone needs no drain any more.
    public const string Drain = """
        with ended as (
            delete from drain where target = 'runner' and not exists (select from runner where runner.name = drain.name and state <> 'gone')),
        noted as (
            insert into drain (target, name, operator, reason) values (@Target, @Name, @Operator, @Reason) on conflict do nothing returning name),
        audited as (
            insert into operator_action (operator, verb, target, name, reason, changed)
            values (@Operator, 'drain', @Target, @Name, @Reason, exists (select from noted)))
        select exists (select from noted)
        """;

    public const string Resume = """
        with resumed as (delete from drain where target = @Target and name = @Name returning name),
        audited as (
            insert into operator_action (operator, verb, target, name, reason, changed)
            values (@Operator, 'resume', @Target, @Name, @Reason, exists (select from resumed)))
        select exists (select from resumed)
        """;

    public const string WakeLeader = "select pg_notify('fleet', 'leader')";
    public const string WakeHosts = "select pg_notify('fleet', 'hosts')";
}
