using System.Text.Json;
using Dapper;
using FamilyCart.Api.Changes;
using FamilyCart.Api.Events;
using FamilyCart.Api.Json;
using FamilyCart.Api.Lists;
using FamilyCart.Api.Problems;
using FamilyCart.Api.Suggestions;
using FamilyCart.Api.Telemetry;
using FamilyCart.Api.Usage;
using Npgsql;

namespace FamilyCart.Api.Items;

/// <summary>Adds, changes and deletes items for editors of their lists.</summary>
internal sealed class ItemWriter(ChangeRunner changes, ItemReader reader, SuggestionQueue suggestions, ListSettings settings, ApiMetrics metrics)
{
    internal async Task<Result<Changed<ItemResponse>>> AddAsync(
        int listId, CreateItemRequest request, ChangeContext context, CancellationToken cancellationToken)
    {
        var result = await changes.ChangeAsync(
            listId, ListRole.Editor, context, request, ApplyAsync, cancellationToken);
        if (result.Value is { IsReplay: false })
        {
            metrics.ItemAdded(context.Caller);
            suggestions.Wake();
        }

        return result;

        async Task<Result<ItemResponse>> ApplyAsync(ListChange change, CancellationToken token)
        {
            var added = await InsertAsync(change, request, token);
            if (added.Value is { } item && (item.Category is null || item.IconName is null))
            {
                await suggestions.AddAsync(change.Connection, item.Id, item.Name, token);
            }

            return added;
        }
    }

    internal async Task<Result<Changed<ItemResponse>>> UpdateAsync(
        int itemId, UpdateItemRequest request, ChangeContext context, CancellationToken cancellationToken)
    {
        var (wasCompleted, isRenamed) = (false, false);
        var result = await ChangeAsync(itemId, context, request, ApplyAsync, cancellationToken);
        if (result.Value is { IsReplay: false, Value.IsCompleted: true } && !wasCompleted)
        {
            metrics.ItemCompleted(context.Caller);
        }

        if (isRenamed)
        {
            suggestions.Wake();
        }

        return result;

        async Task<Result<ItemResponse>> ApplyAsync(ListChange change, ItemState before, CancellationToken token)
        {
            wasCompleted = before.IsCompleted;
            var row = await TryAsync(() => change.Connection.QuerySingleAsync<ItemRow>(new CommandDefinition(
                ItemQueries.Update, Parameters(change, itemId, request), cancellationToken: token)));
            if (row.Failure is { } failure)
            {
                return failure;
            }

            var item = ItemResponse.From(row.Value!);
            change.Tell(ListNews.ItemUpdated(item));
            isRenamed = item.Name != before.Name
                && !request.Names(nameof(UpdateItemRequest.CategoryId))
                && await suggestions.AddAsync(change.Connection, itemId, item.Name, token);
            return item;
        }
    }

    internal Task<Result<Changed<MessageResponse>>> DeleteAsync(int itemId, ChangeContext context, CancellationToken cancellationToken) =>
        ChangeAsync<MessageResponse>(
            itemId,
            context,
            null,
            async (change, _, token) =>
            {
                await change.Connection.ExecuteAsync(new CommandDefinition(
                    ItemQueries.Delete,
                    new { ItemId = itemId, ListId = change.List.Id, change.AccountId, change.Now },
                    cancellationToken: token));
                change.Tell(ListNews.ItemDeleted(itemId));
                return new MessageResponse("Item deleted successfully");
            },
            cancellationToken);

    /// <summary>Changes one item under its list's lock, if the caller knows its version; tells who asks for another's that they may not.</summary>
    internal async Task<Result<Changed<T>>> ChangeAsync<T>(
        int itemId,
        ChangeContext context,
        object? body,
        Func<ListChange, ItemState, CancellationToken, Task<Result<T>>> change,
        CancellationToken cancellationToken)
        where T : class
    {
        if (await reader.FindListAsync(itemId, cancellationToken) is not { } listId)
        {
            return Failure.ItemUnknown;
        }

        var result = await changes.ChangeAsync(listId, ListRole.Editor, context, body, ApplyAsync, cancellationToken);
        return result.Failure is Failure.ListForbidden or Failure.ListUnknown ? Failure.ItemForbidden : result;

        async Task<Result<T>> ApplyAsync(ListChange open, CancellationToken token)
        {
            var before = await open.Connection.QuerySingleOrDefaultAsync<ItemState>(new CommandDefinition(
                ItemQueries.SelectState, new { ItemId = itemId, ListId = listId }, cancellationToken: token));
            return before switch
            {
                null => Failure.ItemUnknown,
                _ when !context.Precondition.Allows(before.Version) => Failure.VersionChanged,
                _ => await change(open, before, token),
            };
        }
    }

    /// <summary>The one way in which an item is added to a list.</summary>
    internal async Task<Result<ItemResponse>> InsertAsync(ListChange change, CreateItemRequest request, CancellationToken cancellationToken)
    {
        var row = await TryAsync(() => change.Connection.QuerySingleOrDefaultAsync<ItemRow>(new CommandDefinition(
            ItemQueries.Insert,
            new
            {
                ItemLimit = settings.Items,
                ListId = change.List.Id,
                Name = request.Name!.Trim(),
                request.Quantity,
                request.Comment,
                request.StandardizedName,
                Translations = ToJson(request.Translations),
                request.IconName,
                request.CategoryName,
                request.QuantityValue,
                request.QuantityUnitId,
                request.QuantityDisplayText,
                change.AccountId,
                change.Now,
            },
            cancellationToken: cancellationToken))!);
        if (row.Value is not { } added)
        {
            return row.Failure ?? Failure.TooManyItems;
        }

        await ItemUsage.NoteAsync(change, added, cancellationToken);
        var item = ItemResponse.From(added);
        change.Tell(ListNews.ItemCreated(item));
        return item;
    }

    /// <summary>Whether the list may have one more item.</summary>
    internal Task<bool> HasRoomAsync(ListChange change, CancellationToken cancellationToken) =>
        change.Connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            ItemQueries.SelectHasRoom, new { ListId = change.List.Id, ItemLimit = settings.Items }, cancellationToken: cancellationToken));

    private static object Parameters(ListChange change, int itemId, UpdateItemRequest request) => new
    {
        ItemId = itemId,
        ListId = change.List.Id,
        request.Named,
        Name = request.Name?.Trim(),
        request.Quantity,
        request.Comment,
        request.StandardizedName,
        Translations = ToJson(request.Translations),
        request.IconName,
        request.CategoryId,
        request.QuantityValue,
        request.QuantityUnitId,
        request.QuantityDisplayText,
        request.IsCompleted,
        request.IsUnavailable,
        change.AccountId,
        change.Now,
    };

    private static string? ToJson(IReadOnlyDictionary<string, string>? translations) =>
        translations is null ? null : JsonSerializer.Serialize(translations, ApiJsonContext.Readable.IReadOnlyDictionaryStringString);

    /// <summary>The database knows which units and categories there are.</summary>
    internal static async Task<Result<ItemRow>> TryAsync(Func<Task<ItemRow>> statement)
    {
        try
        {
            return await statement();
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.ForeignKeyViolation)
        {
            return exception.ConstraintName?.Contains("unit", StringComparison.Ordinal) == true ? Failure.UnitUnknown : Failure.CategoryUnknown;
        }
    }
}
