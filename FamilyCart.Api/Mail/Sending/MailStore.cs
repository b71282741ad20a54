using Dapper;
using FamilyCart.Api.Database;
using Npgsql;

namespace FamilyCart.Api.Mail.Sending;

/// <summary>
/// Letters on their way. A claim is a lease: it moves <c>due_at</c> to its own end, so that whoever dies holding it gives the letter
/// back by doing nothing. All that follows names the attempt, so that a lease that was lost changes nothing.
/// </summary>
internal sealed class MailStore(NpgsqlDataSource database, TimeProvider time)
{
    private static readonly TimeSpan _retention = TimeSpan.FromDays(30);
    private const int TidyBatch = 500;

    private const string ClaimDue = """
        with due as (
            select id, attempt_id is not null as is_doubtful
            from mail_message
            where state = 'pending' and due_at <= @Now and expires_at > @Now and attempts < @MostAttempts
            order by due_at, id
            limit @Batch
            for update skip locked)
        update mail_message m
        set attempt_id = @AttemptId, attempts = m.attempts + 1, due_at = @LeaseEndsAt
        from due
        where m.id = due.id
        returning m.id, m.message_key, m.recipient, m.template, m.language, m.model::text as model, m.attempts, due.is_doubtful,
            m.due_at as lease_ends_at
        """;

    private const string Finish = """
        update mail_message
        set state = @State, failure = @Failure, attempt_id = null, finished_at = @Now, model = case when @KeepsModel then model end
        where id = @Id and attempt_id = @AttemptId
        """;

    private const string Postpone = """
        update mail_message
        set attempt_id = null, due_at = @DueAt, failure = @Failure
        where id = @Id and attempt_id = @AttemptId
        """;

    private const string Return = """
        update mail_message
        set attempt_id = null, due_at = @Now, attempts = attempts - 1
        where id = @Id and attempt_id = @AttemptId
        """;

    // An attempt that never ended counts: a letter that kills its sender is not tried for ever.
    private const string Exhaust = """
        with spent as (
            select id from mail_message
            where state = 'pending' and due_at <= @Now and attempts >= @MostAttempts
            limit @TidyBatch
            for update skip locked)
        update mail_message m
        set state = 'failed', failure = 'exhausted', model = null, attempt_id = null, finished_at = @Now
        from spent where m.id = spent.id
        """;

    private const string Expire = """
        with old as (
            select id from mail_message
            where model is not null and expires_at <= @Now and (state <> 'pending' or due_at <= @Now)
            limit @TidyBatch
            for update skip locked)
        update mail_message m
        set model = null,
            attempt_id = null,
            finished_at = coalesce(m.finished_at, @Now),
            state = case when m.state = 'pending' then 'expired' else m.state end
        from old where m.id = old.id
        returning m.state
        """;

    private const string Forget = """
        delete from mail_message where id in (
            select id from mail_message where state <> 'pending' and finished_at <= @FinishedBefore limit @TidyBatch for update skip locked)
        """;

    private const string Count = "select count(*) from mail_message where state = 'pending'";

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Leases up to <paramref name="batch"/> letters that are due to one attempt.</summary>
    internal async Task<IReadOnlyList<ClaimedLetter>> ClaimAsync(
        Guid attemptId, int batch, int mostAttempts, TimeSpan lease, CancellationToken cancellationToken)
    {
        var now = Now;
        return [.. await QueryAsync<ClaimedLetter>(
            ClaimDue,
            new { AttemptId = attemptId, Batch = batch, MostAttempts = mostAttempts, Now = now, LeaseEndsAt = now + lease },
            cancellationToken)];
    }

    /// <summary>Ends a letter as sent, or as failed for a reason. Returns false when the lease was lost.</summary>
    internal Task<bool> FinishAsync(long id, Guid attemptId, string? failure, bool keepsModel) =>
        MarkAsync(
            Finish,
            new
            {
                Id = id,
                AttemptId = attemptId,
                State = failure is null ? "sent" : "failed",
                Failure = failure,
                KeepsModel = keepsModel,
                Now,
            });

    /// <summary>Has a letter tried again after the delay. Returns false when the lease was lost.</summary>
    internal Task<bool> PostponeAsync(long id, Guid attemptId, string failure, TimeSpan delay) =>
        MarkAsync(Postpone, new { Id = id, AttemptId = attemptId, Failure = failure, DueAt = Now + delay });

    /// <summary>Gives back a letter that was not tried. Returns false when the lease was lost.</summary>
    internal Task<bool> ReturnAsync(long id, Guid attemptId) => MarkAsync(Return, new { Id = id, AttemptId = attemptId, Now });

    /// <summary>Parks what was tried often enough, erases what is too old, and forgets what ended 30 days ago.</summary>
    internal async Task<Tidied> TidyAsync(int mostAttempts, CancellationToken cancellationToken)
    {
        var exhausted = await ExecuteAsync(Exhaust, new { Now, MostAttempts = mostAttempts, TidyBatch }, cancellationToken);
        var erased = await QueryAsync<string>(Expire, new { Now, TidyBatch }, cancellationToken);
        await ExecuteAsync(Forget, new { FinishedBefore = Now - _retention, TidyBatch }, cancellationToken);
        return new Tidied(exhausted, erased.Count(state => state == "expired"));
    }

    internal async Task<long> CountWaitingAsync(CancellationToken cancellationToken) =>
        (await QueryAsync<long>(Count, new { }, cancellationToken)).Single();

    // Not to be cancelled: what has happened is to be written down even while the instance stops.
    private async Task<bool> MarkAsync(string sql, object parameters) => await ExecuteAsync(sql, parameters, CancellationToken.None) == 1;

    private async Task<IEnumerable<T>> QueryAsync<T>(string sql, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        return await connection.QueryAsync<T>(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
    }

    private async Task<int> ExecuteAsync(string sql, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
    }

    /// <param name="Exhausted">Letters that failed for good.</param>
    /// <param name="Expired">Letters that nobody waits for any more.</param>
    internal sealed record Tidied(int Exhausted, int Expired);
}
