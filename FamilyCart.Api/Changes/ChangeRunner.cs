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
    NpgsqlDataSource database, ListGate gate, ChangeSettings settings, IdempotencyStore answers, EventPublisher publisher, TimeProvider time)
{
    /// <summary>Changes of the version before lock an item before its list: two that meet may have to start anew.</summary>
    private const int Attempts = 3;

    /// <summary>How the constraints end by which a row belongs to whoever writes it.</summary>
    private static readonly string[] _ofCaller = ["_account_id_fkey", "_owner_id_fkey", "_by_id_fkey"];

    /// <summary>Nothing to ask for: who makes something has every right to it.</summary>
    private static readonly Func<NpgsqlConnection, CancellationToken, Task<Failure?>> _granted = (_, _) => Task.FromResult<Failure?>(null);

    /// <summary>Changes a list for a member of it.</summary>
    /// <param name="listId">The list.</param>
    /// <param name="required">What the caller has to be there.</param>
    /// <param name="context">Who asks, and on which conditions.</param>
    /// <param name="body">What the caller sent, to tell a retry from another request with the same key.</param>
    /// <param name="change">Makes the change and returns what the caller gets to see; a failure undoes it.</param>
    /// <param name="cancellationToken">Gives up; nothing is changed then.</param>
    /// <param name="endsAccess">
    /// The change takes the caller's own right away and its answer tells nothing of the list: it is answered again all the same.
    /// </param>
    internal Task<Result<Changed<T>>> ChangeAsync<T>(
        int listId,
        ListRole required,
        ChangeContext context,
        object? body,
        Func<ListChange, CancellationToken, Task<Result<T>>> change,
        CancellationToken cancellationToken,
        bool endsAccess = false)
        where T : class =>
        RunInTurnAsync(
            listId,
            settings.QueuePerList,
            context,
            body,
            (connection, token) => ListLock.AskToChangeAsync(connection, listId, context.AccountId, required, token),
            endsAccess ? _granted : (connection, token) => ListLock.AskAsync(connection, listId, context.AccountId, required, token),
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
        RunInTurnAsync(
            listId,
            settings.QueuePerList,
            context,
            null,
            (connection, token) => ListLock.AskToRestoreAsync(connection, listId, context.AccountId, token),
            (connection, token) => ListLock.AskAsync(connection, listId, context.AccountId, ListRole.Owner, token),
            async (connection, token) => await ApplyAsync(
                connection,
                await ListLock.TakeDeletedAsync(connection, listId, context.AccountId, token),
                context.AccountId,
                context.SessionId,
                change,
                token),
            cancellationToken);

    /// <summary>Changes a list in the name of somebody whose role does not matter.</summary>
    /// <param name="listId">The list.</param>
    /// <param name="accountId">In whose name.</param>
    /// <param name="change">Makes the change and returns what the caller gets to see; a failure undoes it.</param>
    /// <param name="cancellationToken">Gives up; nothing is changed then.</param>
    /// <param name="isInBackground">Nobody waits for it, and it is not refused, however many changes are before it.</param>
    internal Task<Result<Changed<T>>> ChangeAsServiceAsync<T>(
        int listId,
        Guid accountId,
        Func<ListChange, CancellationToken, Task<Result<T>>> change,
        CancellationToken cancellationToken,
        bool isInBackground = false)
        where T : class =>
        RunInTurnAsync(
            listId,
            isInBackground ? int.MaxValue : settings.QueuePerList,
            null,
            null,
            _granted,
            _granted,
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
            _granted,
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

    /// <summary>Only who may make the change gets a place in the list's line and waits for its lock.</summary>
    private async Task<Result<Changed<T>>> RunInTurnAsync<T>(
        int listId,
        int queueLimit,
        ChangeContext? context,
        object? body,
        Func<NpgsqlConnection, CancellationToken, Task<Failure?>> askBefore,
        Func<NpgsqlConnection, CancellationToken, Task<Failure?>> ask,
        Func<NpgsqlConnection, CancellationToken, Task<Result<Applied<T>>>> apply,
        CancellationToken cancellationToken)
        where T : class
    {
        if (await AskBeforeAsync(askBefore, cancellationToken) is { } refusal)
        {
            // A change that took the right away may have been made, and is answered again.
            return await RunAsync(context, body, ask, (_, _) => Task.FromResult<Result<Applied<T>>>(refusal), cancellationToken);
        }

        using var turn = await gate.EnterAsync(listId, queueLimit, cancellationToken);
        return turn is null ? Failure.ListBusy : await RunAsync(context, body, ask, apply, cancellationToken);
    }

    /// <summary>Asks on a connection that is given back before anything is waited for.</summary>
    private async Task<Failure?> AskBeforeAsync(
        Func<NpgsqlConnection, CancellationToken, Task<Failure?>> ask, CancellationToken cancellationToken)
    {
        if (ask == _granted)
        {
            return null;
        }

        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        return await ask(connection, cancellationToken);
    }

    private async Task<Result<Changed<T>>> RunAsync<T>(
        ChangeContext? context,
        object? body,
        Func<NpgsqlConnection, CancellationToken, Task<Failure?>> ask,
        Func<NpgsqlConnection, CancellationToken, Task<Result<Applied<T>>>> apply,
        CancellationToken cancellationToken)
        where T : class
    {
        for (var left = Attempts - 1; ; left--)
        {
            try
            {
                return await TryAsync(context, body, ask, apply, cancellationToken);
            }
            catch (PostgresException exception) when (
                left > 0 && exception.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure)
            {
                // The other one goes first.
            }
            catch (PostgresException exception) when (
                context is not null
                && exception is { SqlState: PostgresErrorCodes.ForeignKeyViolation, ConstraintName: { } constraint }
                && _ofCaller.Any(name => constraint.EndsWith(name, StringComparison.Ordinal)))
            {
                // The caller's account was removed after the token was looked at.
                return Failure.Unauthorized;
            }
        }
    }

    private async Task<Result<Changed<T>>> TryAsync<T>(
        ChangeContext? context,
        object? body,
        Func<NpgsqlConnection, CancellationToken, Task<Failure?>> ask,
        Func<NpgsqlConnection, CancellationToken, Task<Result<Applied<T>>>> apply,
        CancellationToken cancellationToken)
        where T : class
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var remembered = await answers.BeginAsync<T>(connection, context, body, cancellationToken);
        if (remembered is { } earlier)
        {
            // What was answered then may be none of the caller's business now.
            return await ask(connection, cancellationToken) is { } refusal ? refusal : earlier;
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
