using System.Diagnostics;
using Dapper;
using FamilyCart.Api.Database;
using Npgsql;

namespace FamilyCart.Api.Suggestions;

/// <summary>The requests as workers see them. Each is claimed for a while; a worker that dies leaves it to another.</summary>
internal sealed class SuggestionStore(NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>Claims the oldest requests that are nobody's, at most so many, for so long.</summary>
    internal async Task<IReadOnlyList<SuggestionRequest>> ClaimAsync(
        bool needsModel, int count, TimeSpan duration, CancellationToken cancellationToken)
    {
        using var unrecorded = Unrecorded();
        var now = time.GetUtcNow().UtcDateTime;
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        return (await connection.QueryAsync<SuggestionRequest>(new CommandDefinition(
            SuggestionQueries.Claim,
            new { NeedsModel = needsModel, Count = count, Now = now, Until = now + duration },
            cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>Hands the request on to those who ask the model.</summary>
    internal Task ForwardAsync(SuggestionRequest request, CancellationToken cancellationToken) =>
        ExecuteAsync(SuggestionQueries.Forward, request, default, cancellationToken);

    /// <summary>Leaves the request alone for so long.</summary>
    internal Task PostponeAsync(SuggestionRequest request, TimeSpan duration, CancellationToken cancellationToken) =>
        ExecuteAsync(SuggestionQueries.Postpone, request, duration, cancellationToken);

    internal Task RemoveAsync(SuggestionRequest request, CancellationToken cancellationToken) =>
        ExecuteAsync(SuggestionQueries.Delete, request, default, cancellationToken);

    /// <summary>Returns how many requests wait, those in work included.</summary>
    internal async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        using var unrecorded = Unrecorded();
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            SuggestionQueries.Count, cancellationToken: cancellationToken));
    }

    /// <summary>Several looks every two seconds would bury every other trace: what has this for its parent is not sampled.</summary>
    private static Activity Unrecorded()
    {
        var activity = new Activity("suggestion.look");
        activity.Start();
        return activity;
    }

    private async Task ExecuteAsync(string statement, SuggestionRequest request, TimeSpan duration, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            statement,
            new { request.ItemId, request.Name, request.RequestedAt, Until = time.GetUtcNow().UtcDateTime + duration },
            cancellationToken: cancellationToken));
    }
}
