using Dapper;
using FamilyCart.Api.Import.Legacy;

namespace FamilyCart.Api.Import.Steps;

/// <summary>Items. A list that an earlier run took over takes its next sequence number with each, so that clients see the gap.</summary>
internal sealed class ItemStep : IImportStep
{
    private const string Insert = """
        with target as (
            update shopping_list set last_sequence = last_sequence + @Steps where id = @ListId returning id, owner_id)
        insert into item (
            list_id, name, quantity, comment, is_completed, owner_id, last_modified_by_id, created_at, updated_at,
            category_id, icon_name, standardized_name, translations, quantity_value, quantity_unit_id, quantity_display_text)
        select
            target.id, @Name, @Quantity, @Comment, @IsCompleted,
            coalesce(o.id, target.owner_id), coalesce(e.id, o.id, target.owner_id), @CreatedAt, @UpdatedAt,
            c.id, @IconName, @StandardizedName, @Translations::jsonb, @QuantityValue, u.id, @QuantityDisplayText
        from target
        left join account o on o.id = @OwnerId
        left join account e on e.id = @LastModifiedById
        left join category c on c.id = @CategoryId
        left join unit u on u.id = @UnitId
        returning id
        """;

    public async Task RunAsync(ImportContext context, CancellationToken cancellationToken)
    {
        await foreach (var item in context.Source.ReadAsync<LegacyItem>(LegacySchema.Item, "id").WithCancellation(cancellationToken))
        {
            context.Report.Reading(ImportKind.Item, item.Id);
            if (context.Map.Find(ImportKind.Item, item.Id) is not null)
            {
                context.Report.Known(ImportKind.Item);
            }
            else if (context.Map.Find(ImportKind.List, item.ShoppingListId ?? "") is not { } list)
            {
                context.Report.Skipped(ImportKind.Item, item.Id, "Its list was not taken over.");
            }
            else
            {
                await AddAsync(context, item, list, cancellationToken);
            }
        }
    }

    private static async Task AddAsync(ImportContext context, LegacyItem item, string list, CancellationToken cancellationToken)
    {
        var row = ItemRowBuilder.Build(context, item, Ids.ToNumber(list));
        var id = await context.Target.ExecuteScalarAsync<int?>(new CommandDefinition(Insert, row, cancellationToken: cancellationToken));
        if (id is null)
        {
            context.Report.Skipped(ImportKind.Item, item.Id, "Its list was deleted here.");
            return;
        }

        await context.Map.AddAsync(ImportKind.Item, item.Id, Ids.ToText(id.Value), cancellationToken);
        context.Report.Added(ImportKind.Item);
    }
}
