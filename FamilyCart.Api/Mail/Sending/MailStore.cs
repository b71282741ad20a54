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

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Leases up to <paramref name="batch"/> letters that are due to one attempt.</summary>
    internal async Task<IReadOnlyList<ClaimedLetter>> ClaimAsync(
        Guid attemptId, int batch, int mostAttempts, TimeSpan lease, CancellationToken cancellationToken)
    {
        var now = Now;
        return [.. await QueryAsync<ClaimedLetter>(
            MailQueries.ClaimDue,
            new { AttemptId = attemptId, Batch = batch, MostAttempts = mostAttempts, Now = now, LeaseEndsAt = now + lease },
            cancellationToken)];
    }

    /// <summary>Ends a letter as sent, or as failed for a reason. Returns false when the lease was lost.</summary>
    internal Task<bool> FinishAsync(long id, Guid attemptId, string? failure, bool keepsModel) =>
        MarkAsync(
            MailQueries.Finish,
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
        MarkAsync(MailQueries.Postpone, new { Id = id, AttemptId = attemptId, Failure = failure, DueAt = Now + delay });

    /// <summary>Gives back a letter that was not tried. Returns false when the lease was lost.</summary>
    internal Task<bool> ReturnAsync(long id, Guid attemptId) => MarkAsync(MailQueries.Return, new { Id = id, AttemptId = attemptId, Now });

    /// <summary>Parks what was tried often enough, erases what is too old, and forgets what ended 30 days ago.</summary>
    internal async Task<Tidied> TidyAsync(int mostAttempts, CancellationToken cancellationToken)
    {
        var exhausted = await ExecuteAsync(MailQueries.Exhaust, new { Now, MostAttempts = mostAttempts, TidyBatch }, cancellationToken);
        var erased = await QueryAsync<string>(MailQueries.Expire, new { Now, TidyBatch }, cancellationToken);
        await ExecuteAsync(MailQueries.Forget, new { FinishedBefore = Now - _retention, TidyBatch }, cancellationToken);
        return new Tidied(exhausted, erased.Count(state => state == "expired"));
    }

    internal async Task<long> CountWaitingAsync(CancellationToken cancellationToken) =>
        (await QueryAsync<long>(MailQueries.Count, new { }, cancellationToken)).Single();

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
