using Dapper;
using FamilyCart.Api.Accounts;
using FamilyCart.Api.Database;
using FamilyCart.Api.Paging;
using FamilyCart.Api.Problems;
using Npgsql;

namespace FamilyCart.Api.Invitations;

/// <summary>Reads invitations: of a list for its owner, to an address for whoever proved it.</summary>
internal sealed class InvitationReader(NpgsqlDataSource database, TimeProvider time)
{
    internal async Task<Result<Page<InvitationResponse>>> GetOfListAsync(
        int listId, Guid callerId, PageRequest page, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        var owner = await connection.QuerySingleOrDefaultAsync<Guid?>(new CommandDefinition(
            InvitationQueries.SelectOwner, new { ListId = listId }, cancellationToken: cancellationToken));
        if (owner != callerId)
        {
            return owner is null ? Failure.ListUnknown : Failure.ListOwnerOnly;
        }

        return await ReadAsync(connection, InvitationQueries.SelectOfList, page, new { ListId = listId, CallerId = callerId }, cancellationToken);
    }

    internal async Task<Page<InvitationResponse>> GetMineAsync(Account account, PageRequest page, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        return await ReadAsync(
            connection, InvitationQueries.SelectMine, page, new { EmailKey = EmailAddress.ToKey(account.Email) }, cancellationToken);
    }

    private async Task<Page<InvitationResponse>> ReadAsync(
        NpgsqlConnection connection, string query, PageRequest page, object parameters, CancellationToken cancellationToken)
    {
        var all = new DynamicParameters(parameters);
        all.AddDynamicParams(new { Now = time.GetDatabaseNow(), Limit = page.Limit + 1, page.Offset });
        return page.Cut<InvitationResponse>(
            [.. await connection.QueryAsync<InvitationResponse>(new CommandDefinition(query, all, cancellationToken: cancellationToken))]);
    }
}
