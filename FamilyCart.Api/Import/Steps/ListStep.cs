using Dapper;
using FamilyCart.Api.Import.Legacy;

namespace FamilyCart.Api.Import.Steps;

/// <summary>Lists, each with its owner as a member.</summary>
internal sealed class ListStep : IImportStep
{
    private const int NameLimit = 100;
    private const int DescriptionLimit = 500;

    private const string Insert = """
        with l as (
            insert into shopping_list (name, description, owner_id, created_at, updated_at)
            select @Name, @Description, a.id, @CreatedAt, @UpdatedAt from account a where a.id = @OwnerId
            returning id, owner_id, created_at),
        joined as (
            insert into list_member (list_id, account_id, joined_at) select l.id, l.owner_id, l.created_at from l)
        select id from l
        """;

    public async Task RunAsync(ImportContext context, CancellationToken cancellationToken)
    {
        await foreach (var list in context.Source.ReadAsync<LegacyList>(LegacySchema.List, "id").WithCancellation(cancellationToken))
        {
            context.Report.Reading(ImportKind.List, list.Id);
            if (context.Map.Find(ImportKind.List, list.Id) is not null)
            {
                context.Report.Known(ImportKind.List);
            }
            else if (context.Map.Find(ImportKind.Account, list.OwnerId ?? "") is not { } owner)
            {
                context.Report.Skipped(ImportKind.List, list.Id, "Its owner was not taken over.");
            }
            else
            {
                await AddAsync(context, list, Guid.Parse(owner), cancellationToken);
            }
        }
    }

    private static async Task AddAsync(ImportContext context, LegacyList list, Guid ownerId, CancellationToken cancellationToken)
    {
        var text = new RowText(context.Report, ImportKind.List, list.Id);
        var createdAt = text.Time("created_at", list.CreatedAt, context.Now);
        var id = await context.Target.ExecuteScalarAsync<int?>(new CommandDefinition(
            Insert,
            new
            {
                Name = text.Required("name", list.Name, NameLimit),
                Description = text.Optional("description", list.Description, DescriptionLimit, multiline: true),
                OwnerId = ownerId,
                CreatedAt = createdAt,
                UpdatedAt = text.Time("updated_at", list.UpdatedAt, createdAt),
            },
            cancellationToken: cancellationToken));
        if (id is null)
        {
            context.Report.Skipped(ImportKind.List, list.Id, "Its owner's account was deleted here.");
            return;
        }

        await context.Map.AddAsync(ImportKind.List, list.Id, Ids.ToText(id.Value), cancellationToken);
        context.Report.Added(ImportKind.List);
    }
}
