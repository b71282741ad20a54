using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Dapper;
using FamilyCart.Api.Json;
using FamilyCart.Api.Problems;
using Npgsql;

namespace FamilyCart.Api.Changes;

/// <summary>
/// Remembers answers by their idempotency keys, in the transaction of the change itself. A second request with the same key waits
/// for the first one's commit and then finds its answer.
/// </summary>
internal sealed class IdempotencyStore(TimeProvider time)
{
    private const string Insert = """
        insert into idempotency_key (account_id, key, request_hash, created_at)
        values (@AccountId, @Key, @RequestHash, @Now)
        on conflict do nothing
        """;

    private const string Select = """
        select request_hash, answer::text as answer, sequence from idempotency_key where account_id = @AccountId and key = @Key
        """;

    private const string Update = """
        update idempotency_key set answer = @Answer::json, sequence = @Sequence where account_id = @AccountId and key = @Key
        """;

    /// <summary>Takes the request's key, if it has one; returns what is to be answered when it was taken before.</summary>
    internal async Task<Result<Changed<T>>?> BeginAsync<T>(
        NpgsqlConnection connection, ChangeContext? context, object? body, CancellationToken cancellationToken)
        where T : class
    {
        if (context?.Retry is not { } retry)
        {
            return null;
        }

        var fingerprint = retry.Fingerprint(body);
        var taken = await connection.ExecuteAsync(new CommandDefinition(
            Insert,
            new { context.AccountId, retry.Key, RequestHash = fingerprint, Now = time.GetUtcNow().UtcDateTime },
            cancellationToken: cancellationToken));
        if (taken > 0)
        {
            return null;
        }

        var remembered = await connection.QuerySingleAsync<RememberedAnswer>(new CommandDefinition(
            Select, new { context.AccountId, retry.Key }, cancellationToken: cancellationToken));
        return remembered.RequestHash.AsSpan().SequenceEqual(fingerprint)
            ? new Changed<T>(JsonSerializer.Deserialize(remembered.Answer, TypeOf<T>())!, remembered.Sequence, IsReplay: true)
            : Failure.IdempotencyKeyReused;
    }

    /// <summary>Remembers the answer.</summary>
    internal static async Task CompleteAsync<T>(
        NpgsqlConnection connection, ChangeContext? context, Changed<T> changed, CancellationToken cancellationToken)
        where T : class
    {
        if (context?.Retry is { } retry)
        {
            await connection.ExecuteAsync(new CommandDefinition(
                Update,
                new { context.AccountId, retry.Key, Answer = JsonSerializer.Serialize(changed.Value, TypeOf<T>()), changed.Sequence },
                cancellationToken: cancellationToken));
        }
    }

    private static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)ApiJsonContext.Readable.GetTypeInfo(typeof(T))!;
}
