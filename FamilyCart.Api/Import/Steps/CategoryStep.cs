using Dapper;
using FamilyCart.Api.Import.Legacy;

namespace FamilyCart.Api.Import.Steps;

/// <summary>Categories; one that is here by name, but for case, stays as it is here.</summary>
internal sealed class CategoryStep : IImportStep
{
    private const int NameLimit = 100;
    private const int IconLimit = 50;

    private const string SelectByName = "select id from category where lower(name) = lower(@Name) order by name <> @Name, id limit 1";

    private const string Insert =
        "insert into category (name, icon_name, translations) values (@Name, @IconName, @Translations::jsonb) returning id";

    public async Task RunAsync(ImportContext context, CancellationToken cancellationToken)
    {
        await foreach (var category in context.Source.ReadAsync<LegacyCategory>(LegacySchema.Category, "id").WithCancellation(cancellationToken))
        {
            context.Report.Reading(ImportKind.Category, category.Id);
            if (context.Map.Find(ImportKind.Category, category.Id) is not null)
            {
                context.Report.Known(ImportKind.Category);
                continue;
            }

            var text = new RowText(context.Report, ImportKind.Category, category.Id);
            var name = text.Required("name", category.Name, NameLimit);
            var ours = await context.Target.ExecuteScalarAsync<int?>(new CommandDefinition(
                SelectByName, new { Name = name }, cancellationToken: cancellationToken));
            if (ours is null)
            {
                context.Report.Added(ImportKind.Category);
            }
            else
            {
                context.Report.Merged(ImportKind.Category);
            }

            var id = ours ?? await context.Target.ExecuteScalarAsync<int>(new CommandDefinition(
                Insert,
                new
                {
                    Name = name,
                    IconName = text.Optional("icon_name", category.IconName, IconLimit),
                    Translations = text.Translations("translations", category.Translations),
                },
                cancellationToken: cancellationToken));
            await context.Map.AddAsync(ImportKind.Category, category.Id, Ids.ToText(id), cancellationToken);
        }
    }
}
