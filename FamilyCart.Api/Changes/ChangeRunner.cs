using FamilyCart.Api.Database;
using FamilyCart.Api.Events;
using FamilyCart.Api.Problems;
using Npgsql;

namespace FamilyCart.Api.Changes;

/// <summary>
/// The one way to change a list, its items or its members. The list's lock puts all changes in one order; the change, its number,
/// what is told of it and the answer to a retry are committed together, and only then is anybody told.
/// </summary>
internal sealed class ChangeRunner(
    NpgsqlDataSource database, IdempotencyStore answers, EventPublisher publisher, TimeProvider time)
{
    /// <summary>Changes of the version before lock an item before its list: two that meet may have to start anew.</summary>
    private const int Attempts = 3;

    /// <summary>Changes a list for a member of it.</summary>
    /// <param name="listId">The list.</param>
    /// <param name="required">What the caller has to be there.</param>
    /// <param name="context">Who asks, and on which conditions.</param>
    /// <param name="body">What the caller sent, to tell a retry from another request with the same key.</param>
    /// <param name="change">Makes the change and returns what the caller gets to see; a failure undoes it.</param>
    /// <param name="cancellationToken">Gives up; nothing is changed then.</param>
    internal Task<Result<Changed<T>>> ChangeAsync<T>(
        int listId,
        ListRole required,
        ChangeContext context,
        object? body,
        Func<ListChange, CancellationToken, Task<Result<T>>> change,
        CancellationToken cancellationToken)
        where T : class =>
        RunAsync(
            context,
            body,
            async (connection, token) => await ApplyAsync(
                connection,
                await ListLock.TakeAsync(connection, listId, context.AccountId, required, token),
                context.AccountId,
                context.SessionId,
                change,
                token),
            cancellationToken);

    /// <summary>Changes a deleted list for its owner.</summary>
    internal Task<Result<Changed<T>>> ChangeDeletedAsync<T>(
        int listId, ChangeContext context, Func<ListChange, CancellationToken, Task<Result<T>>> change, CancellationToken cancellationToken)
        where T : class =>
        RunAsync(
            context,
            null,
            async (connection, token) => await ApplyAsync(
                connection,
                await ListLock.TakeDeletedAsync(connection, listId, context.AccountId, token),
                context.AccountId,
                context.SessionId,
                change,
                token),
            cancellationToken);

    /// <summary>Changes a list in the name of somebody who did not ask for it just now, whatever their role.</summary>
    internal Task<Result<Changed<T>>> ChangeAsServiceAsync<T>(
        int listId, Guid accountId, Func<ListChange, CancellationToken, Task<Result<T>>> change, CancellationToken cancellationToken)
        where T : class =>
        RunAsync(
            null,
            null,
            async (connection, token) => await ApplyAsync(
                connection, await ListLock.TakeAsync(connection, listId, token), accountId, null, change, token),
            cancellationToken);

    /// <summary>Makes something that nobody watches yet.</summary>
    /// <param name="context">Who asks, and on which conditions.</param>
    /// <param name="body">What the caller sent.</param>
    /// <param name="create">Makes it, given the open transaction's connection and the time.</param>
    /// <param name="cancellationToken">Gives up; nothing is made then.</param>
    internal Task<Result<Changed<T>>> CreateAsync<T>(
        ChangeContext context,
        object? body,
        Func<NpgsqlConnection, DateTime, CancellationToken, Task<Result<T>>> create,
        CancellationToken cancellationToken)
        where T : class =>
        RunAsync<T>(
            context,
            body,
            async (connection, token) =>
            {
                var made = await create(connection, time.GetDatabaseNow(), token);
                return made.Failure is { } failure ? failure : new Applied<T>(made.Value!, []);
            },
            cancellationToken);

    private async Task<Result<Applied<T>>> ApplyAsync<T>(
        NpgsqlConnection connection,
        Result<LockedList> list,
        Guid accountId,
        string? sessionId,
        Func<ListChange, CancellationToken, Task<Result<T>>> change,
        CancellationToken cancellationToken)
        where T : class
    {
        if (list.Failure is { } refusal)
        {
            return refusal;
        }

        var open = new ListChange(connection, list.Value!, accountId, time.GetDatabaseNow());
        var outcome = await change(open, cancellationToken);
        return outcome.Failure is { } failure
            ? failure
            : new Applied<T>(outcome.Value!, await ListEventStore.AppendAsync(open, sessionId, cancellationToken));
    }

    private async Task<Result<Changed<T>>> RunAsync<T>(
        ChangeContext? context,
        object? body,
        Func<NpgsqlConnection, CancellationToken, Task<Result<Applied<T>>>> apply,
        CancellationToken cancellationToken)
        where T : class
    {
        for (var left = Attempts - 1; ; left--)
        {
            try
            {
                return await TryAsync(context, body, apply, cancellationToken);
            }
            catch (PostgresException exception) when (left > 0 && exception.SqlState == PostgresErrorCodes.DeadlockDetected)
            {
                // The other one goes first.
            }
        }
    }

    private async Task<Result<Changed<T>>> TryAsync<T>(
        ChangeContext? context,
        object? body,
        Func<NpgsqlConnection, CancellationToken, Task<Result<Applied<T>>>> apply,
        CancellationToken cancellationToken)
        where T : class
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var remembered = await answers.BeginAsync<T>(connection, context, body, cancellationToken);
        if (remembered is { } earlier)
        {
            return earlier;
        }

        var applied = await apply(connection, cancellationToken);
        if (applied.Failure is { } failure)
        {
            return failure;
        }

        var (value, envelopes) = applied.Value!;
        var changed = new Changed<T>(value, envelopes.Count > 0 ? envelopes[^1].Header.Sequence : null);
        await IdempotencyStore.CompleteAsync(connection, context, changed, cancellationToken);

        await transaction.CommitForGoodAsync();
        foreach (var envelope in envelopes)
        {
            publisher.Publish(envelope);
        }

        return changed;
    }

    private sealed record Applied<T>(T Value, IReadOnlyList<Envelope> Envelopes);
}
