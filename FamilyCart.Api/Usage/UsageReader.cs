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

        var present = request is { Query.Length: 0, NamesList: true }
            ? await connection.QueryAsync<string>(new CommandDefinition(
                UsageQueries.SelectNames, list, cancellationToken: cancellationToken))
            : [];
        var pattern = Escape(TextFolding.Fold(request.Query));
        var rows = await connection.QueryAsync<UsageRow>(new CommandDefinition(
            UsageQueries.Select,
            new
            {
                CallerId = callerId,
                Beginning = $"{pattern}%",
                WordBeginning = $"% {pattern}%",
                Part = $"%{pattern}%",
                Present = present.Select(TextFolding.Fold).Distinct().ToArray(),
                request.Limit,
            },
            cancellationToken: cancellationToken));
        return rows.Select(UsageSuggestion.From).ToArray();
    }

    private static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("%", "\\%", StringComparison.Ordinal)
        .Replace("_", "\\_", StringComparison.Ordinal);
}
