using Dapper;
using FamilyCart.Api.Import.Legacy;

namespace FamilyCart.Api.Import.Steps;

/// <summary>Who shares which list. Whoever has left it here since an earlier run does not come back.</summary>
internal sealed class MemberStep : IImportStep
{
    private const string Insert = """
        insert into list_member (list_id, account_id, joined_at)
        select l.id, a.id, @Now from shopping_list l cross join account a where l.id = @ListId and a.id = @AccountId
        on conflict do nothing
        """;

    public async Task RunAsync(ImportContext context, CancellationToken cancellationToken)
    {
        await foreach (var member in context.Source.ReadAsync<LegacyMember>(LegacySchema.Member, "shopping_list_id, user_id").WithCancellation(cancellationToken))
        {
            context.Report.Reading(ImportKind.Member, member.Id);
            if (context.Map.Find(ImportKind.Member, member.Id) is not null)
            {
                context.Report.Known(ImportKind.Member);
            }
            else if (context.Map.Find(ImportKind.List, member.ShoppingListId) is not { } list)
            {
                context.Report.Skipped(ImportKind.Member, member.Id, "Its list was not taken over.");
            }
            else if (context.Map.Find(ImportKind.Account, member.UserId) is not { } account)
            {
                context.Report.Skipped(ImportKind.Member, member.Id, "Its account was not taken over.");
            }
            else
            {
                await AddAsync(context, member, Ids.ToNumber(list), Guid.Parse(account), cancellationToken);
            }
        }
    }

    private static async Task AddAsync(
        ImportContext context, LegacyMember member, int listId, Guid accountId, CancellationToken cancellationToken)
    {
        var added = await context.Target.ExecuteAsync(new CommandDefinition(
            Insert, new { ListId = listId, AccountId = accountId, context.Now }, cancellationToken: cancellationToken));
        await context.Map.AddAsync(ImportKind.Member, member.Id, $"{listId}/{accountId}", cancellationToken);
        if (added == 0)
        {
            // The owner, who is one from the start, a merged account, or something that was deleted here.
            context.Report.Merged(ImportKind.Member);
        }
        else
        {
            context.Report.Added(ImportKind.Member);
        }
    }
}
