namespace FamilyCart.RunnerManager.WorkflowLeases;

/// <summary>What <see cref="WorkflowLeaseStore"/> says to PostgreSQL, whose clock is the only one that counts.</summary>
internal static class WorkflowLeaseSql
{
    private const string Columns = "name, epoch, holder, reason, run_url, taken_at, expires_at, ended_at, ending, expires_at - clock_timestamp() as remaining";

    /// <summary>Whoever takes a lease waits for those who take it too; held until the transaction ends.</summary>
    public const string Lock = "select pg_advisory_xact_lock(hashtextextended('workflow_lease:' || @name, 0))";

    /// <summary>The lease that nobody has ended. Its row stays as it is until the transaction ends.</summary>
    public const string Open = $"select {Columns}, id_hash from workflow_lease where name = @name and ended_at is null for update";

    public const string Latest = $"select {Columns}, id_hash from workflow_lease where name = @name order by epoch desc limit 1";

    public const string Own = $"select {Columns}, id_hash from workflow_lease where name = @name and epoch = @epoch and id_hash = @idHash";

    /// <summary>The lease that the same request got before, and that is over.</summary>
    public const string Spent = $"""
        select {Columns}, id_hash from workflow_lease
        where name = @Name and id_hash = @IdHash and ended_at is not null order by epoch desc limit 1
        """;

    public const string Insert = $"""
        insert into workflow_lease (name, epoch, holder, id_hash, reason, run_url, taken_by, taken_at, expires_at)
        select @Name, coalesce((select max(epoch) from workflow_lease where name = @Name), 0) + 1, @Holder, @IdHash, @Reason, @RunUrl, @TakenBy,
               clock_timestamp(), clock_timestamp() + @Duration
        returning {Columns}, id_hash
        """;

    // Whoever waited for the row asks the clock again.
    public const string Renew = $"""
        update workflow_lease set expires_at = clock_timestamp() + @duration
        where name = @name and epoch = @epoch and id_hash = @idHash and ended_at is null and expires_at > clock_timestamp()
        returning {Columns}, id_hash
        """;

    public const string Release = $"""
        update workflow_lease set ended_at = clock_timestamp(), ending = 'released'
        where name = @name and epoch = @epoch and id_hash = @idHash and ended_at is null and expires_at > clock_timestamp()
        returning {Columns}, id_hash
        """;

    /// <summary>A manager that stands still in the middle must not keep the name from everybody.</summary>
    public const string Patience = "set local idle_in_transaction_session_timeout = '2s'";

    /// <summary>Whoever takes one of the leases that are counted waits for those who take one too.</summary>
    public const string LockCounted = "select pg_advisory_xact_lock(hashtextextended('workflow_leases', 0))";

    /// <summary>How many are held of the leases that are counted.</summary>
    public const string CountCounted = "select count(*) from workflow_lease where ended_at is null and expires_at > clock_timestamp() and not name = any(@exact)";

    /// <summary>Notes what has expired, each once, and with it that the rollback hook is to be told. A null name means any.</summary>
    public const string Expire = $"""
        with over as (
            select name as over_name, epoch as over_epoch from workflow_lease
            where ended_at is null and expires_at <= clock_timestamp() and (@name::text is null or name = @name)
            order by expires_at limit 10000 for update skip locked),
        expired as (
            update workflow_lease set ended_at = clock_timestamp(), ending = 'expired'
            from over where name = over_name and epoch = over_epoch
            returning {Columns}, id_hash),
        told as (insert into rollback_hook (name, epoch) select name, epoch from expired)
        select * from expired
        """;

    public const string CountHeld = "select count(*) from workflow_lease where ended_at is null and expires_at > clock_timestamp()";

    /// <summary>Removes what ended long ago, but for the last one of each name, from which the next epoch is counted.</summary>
    public const string Forget = """
        delete from workflow_lease where (name, epoch) in (
            select name, epoch from workflow_lease old
            where ended_at < clock_timestamp() - @keep
              and exists (select from workflow_lease later where later.name = old.name and later.epoch > old.epoch)
            order by ended_at limit 1000 for update skip locked)
        """;
}
