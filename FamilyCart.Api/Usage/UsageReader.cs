using Dapper;
using FamilyCart.Api.Changes;
using FamilyCart.Api.Database;
using FamilyCart.Api.Items;
using FamilyCart.Api.Problems;
using FamilyCart.Api.Text;
using Npgsql;

namespace FamilyCart.Api.Usage;

/// <summary>Suggests what the caller's lists have seen before.</summary>
internal sealed class UsageReader(NpgsqlDataSource database)
{
    /// <summary>Names of a list that are compared folded.</summary>
    internal const int PresentLimit = 5000;

    /// <summary>Of each list, the names that it has seen most.</summary>
    private const int NameLimit = 500;

    /// <summary>Lists of the caller, the latest joined first.</summary>
    private const int ListLimit = 100;

    /// <summary>What matches the query; to an empty one, what is used most and not in the named list now.</summary>
    internal async Task<Result<UsageSuggestion[]>> SuggestAsync(Guid callerId, UsageRequest request, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        var list = new { request.ListId, CallerId = callerId };
        if (request.NamesList && !await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            ItemQueries.SelectMembership, list, cancellationToken: cancellationToken)))
        {
            return await ListLock.ExplainAsync(connection, request.ListId!.Value, cancellationToken);
        }

        var rows = request.Query.Length > 0
            ? await FindAsync(connection, callerId, request, cancellationToken)
            : await FindMostUsedAsync(connection, callerId, request, cancellationToken);
        return rows.Select(UsageSuggestion.From).ToArray();
    }

    private static Task<IEnumerable<UsageRow>> FindAsync(
        NpgsqlConnection connection, Guid callerId, UsageRequest request, CancellationToken cancellationToken)
    {
        var pattern = Escape(TextFolding.Fold(request.Query));
        return connection.QueryAsync<UsageRow>(new CommandDefinition(
            UsageQueries.Select,
            new { CallerId = callerId, Beginning = $"{pattern}%", WordBeginning = $"% {pattern}%", Part = $"%{pattern}%", request.Limit },
            cancellationToken: cancellationToken));
    }

    /// <summary>What is in the list is known by its folded names; of a very long list the rest is looked up as it is written.</summary>
    private static async Task<IEnumerable<UsageRow>> FindMostUsedAsync(
        NpgsqlConnection connection, Guid callerId, UsageRequest request, CancellationToken cancellationToken)
    {
        string[] present = request.NamesList
            ? [.. await connection.QueryAsync<string>(new CommandDefinition(
                UsageQueries.SelectNames,
                new { request.ListId, CallerId = callerId, Limit = PresentLimit },
                cancellationToken: cancellationToken))]
            : [];
        return await connection.QueryAsync<UsageRow>(new CommandDefinition(
            UsageQueries.SelectMostUsed,
            new
            {
                CallerId = callerId,
                Lists = ListLimit,
                Names = NameLimit,
                Present = present.Select(TextFolding.Fold).Distinct().ToArray(),
                LongListId = present.Length == PresentLimit ? request.ListId : null,
                request.Limit,
            },
            cancellationToken: cancellationToken));
    }

    private static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("%", "\\%", StringComparison.Ordinal)
        .Replace("_", "\\_", StringComparison.Ordinal);
}
