using System.Text.Json;
using Dapper;
using FamilyCart.Api.Changes;
using FamilyCart.Api.Database;
using FamilyCart.Api.Events;
using FamilyCart.Api.Json;
using FamilyCart.Api.Problems;
using FamilyCart.Api.Suggestions;
using Npgsql;

namespace FamilyCart.Api.Items;

/// <summary>Puts suggestions into items, as changes like any other, in the name of who changed the item last.</summary>
internal sealed class ItemSuggestions(NpgsqlDataSource database, ChangeRunner changes) : ISuggestionTarget
{
    public async Task<bool> ApplyAsync(int itemId, string name, Suggestion suggestion, CancellationToken cancellationToken)
    {
        if (await FindAsync(itemId, cancellationToken) is not { } place)
        {
            return false;
        }

        var result = await changes.ChangeAsServiceAsync<ItemResponse>(
            place.ListId,
            place.AccountId,
            async (change, token) =>
            {
                var row = await change.Connection.QuerySingleOrDefaultAsync<ItemRow>(new CommandDefinition(
                    ItemQueries.ApplySuggestion, Parameters(change, itemId, name, suggestion), cancellationToken: token));
                if (row is null)
                {
                    return Failure.ItemUnknown;
                }

                var item = ItemResponse.From(row);
                change.Tell(ListNews.ItemUpdated(item));
                return item;
            },
            cancellationToken,
            isInBackground: true);
        return result.Failure is null;
    }

    private async Task<Place?> FindAsync(int itemId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Place>(new CommandDefinition(
            ItemQueries.SelectPlace, new { ItemId = itemId }, cancellationToken: cancellationToken));
    }

    private static object Parameters(ListChange change, int itemId, string name, Suggestion suggestion) => new
    {
        ItemId = itemId,
        ListId = change.List.Id,
        Name = name,
        suggestion.Category,
        suggestion.Icon,
        suggestion.StandardName,
        Translations = JsonSerializer.Serialize(suggestion.Translations, ApiJsonContext.Readable.IReadOnlyDictionaryStringString),
        change.Now,
    };

    private sealed record Place(int ListId, Guid AccountId);
}
