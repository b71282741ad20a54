using Dapper;
using FamilyCart.Api.Accounts.Verification;
using FamilyCart.Api.Database;
using FamilyCart.Api.Problems;
using Npgsql;

namespace FamilyCart.Api.Accounts.Administration;

/// <summary>All accounts, for superusers.</summary>
internal sealed class AccountDirectory(NpgsqlDataSource database, AddressClaim claim, LoginEnds ends)
{
    private const string SelectPage = $"""
        select {AccountQueries.Columns} from account where id > @After order by id limit @Limit
        """;

    private const string SelectOne = $"select {AccountQueries.Columns} from account where id = @AccountId";

    private const string SelectKey = "select coalesce(email_key, pending_email_key) from account where id = @AccountId";

    private const string Update = $"""
        update account set
            nickname = coalesce(@Nickname, nickname),
            first_name = case when @HasFirstName then @FirstName else first_name end,
            last_name = case when @HasLastName then @LastName else last_name end,
            is_active = coalesce(@IsActive, is_active),
            is_superuser = coalesce(@IsSuperuser, is_superuser),
            is_verified = is_verified and coalesce(@IsVerified, true)
        where id = @AccountId
        returning {AccountQueries.Columns}
        """;

    /// <summary>Returns at most so many accounts after the cursor.</summary>
    internal async Task<AccountPage> GetPageAsync(Guid after, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        var found = await connection.QueryAsync<Account>(new CommandDefinition(
            SelectPage, new { After = after, Limit = limit + 1 }, cancellationToken: cancellationToken));
        var accounts = found.AsList();
        return accounts.Count > limit
            ? new AccountPage(accounts[..limit], accounts[limit - 1].Id)
            : new AccountPage(accounts, null);
    }

    internal async Task<Result<Account>> GetAsync(Guid accountId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Account>(new CommandDefinition(
            SelectOne, new { AccountId = accountId }, cancellationToken: cancellationToken)) is { } account
            ? account
            : Failure.AccountUnknown;
    }

    /// <summary>Returns the changed account. One that is verified this way claims its address as if it had proven it.</summary>
    internal async Task<Result<Account>> UpdateAsync(
        Guid accountId, UpdateAccountRequest request, CancellationToken cancellationToken)
    {
        var ended = new EndedLogins();
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await SuperuserGuard.TakeAsync(connection, cancellationToken);
        var emailKey = await connection.ExecuteScalarAsync<string?>(new CommandDefinition(
            SelectKey, new { AccountId = accountId }, cancellationToken: cancellationToken));
        if (emailKey is null)
        {
            return Failure.AccountUnknown;
        }

        await AddressLock.TakeAsync(connection, emailKey, cancellationToken);
        await AccountLock.TakeAsync(connection, accountId, cancellationToken);
        if ((request.IsActive == false || request.IsSuperuser == false || request.IsVerified == false)
            && await SuperuserGuard.IsLastAsync(connection, accountId, cancellationToken))
        {
            return Failure.LastSuperuser;
        }

        var account = await WriteAsync(connection, accountId, request, cancellationToken);
        if (account is { IsVerified: false } && request.IsVerified == true)
        {
            account = await claim.ClaimAsync(connection, accountId, emailKey, ended, cancellationToken);
        }

        if (account is null)
        {
            return Failure.AddressTaken;
        }

        if (!account.IsActive)
        {
            await ended.EndAsync(connection, [accountId], exceptLoginId: null, cancellationToken);
        }

        await transaction.CommitForGoodAsync();
        ends.Announce(ended, "administration");
        return account;
    }

    private static Task<Account?> WriteAsync(
        NpgsqlConnection connection, Guid accountId, UpdateAccountRequest request, CancellationToken cancellationToken) =>
        connection.QuerySingleOrDefaultAsync<Account?>(new CommandDefinition(
            Update,
            new
            {
                AccountId = accountId,
                Nickname = request.Nickname?.Trim(),
                request.HasFirstName,
                request.FirstName,
                request.HasLastName,
                request.LastName,
                request.IsActive,
                request.IsSuperuser,
                request.IsVerified,
            },
            cancellationToken: cancellationToken));
}
