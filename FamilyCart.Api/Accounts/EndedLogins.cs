using Dapper;
using Npgsql;

namespace FamilyCart.Api.Accounts;

/// <summary>The log-ins that a transaction ends; they are told of when it has committed.</summary>
internal sealed class EndedLogins
{
    /// <summary>Takes the lock of each account; otherwise a log-in that is just starting is missed.</summary>
    private const string DeleteOfAccounts = """
        with access as (
            delete from access_token where account_id = any(@AccountIds) and login_id is distinct from @ExceptLoginId returning login_id),
        refresh as (
            delete from refresh_token where account_id = any(@AccountIds) and login_id is distinct from @ExceptLoginId returning login_id)
        select login_id from access union all select login_id from refresh
        """;

    private const string DeleteOfLogin = """
        with access as (delete from access_token where login_id = @LoginId returning login_id),
        refresh as (delete from refresh_token where login_id = @LoginId returning login_id)
        select login_id from access union all select login_id from refresh
        """;

    private readonly HashSet<Guid> _loginIds = [];

    internal IReadOnlyCollection<Guid> LoginIds => _loginIds;

    /// <summary>Access and refresh tokens that went with them.</summary>
    internal int Tokens { get; private set; }

    /// <summary>Ends every log-in of the accounts but one, within the transaction that is open on the connection.</summary>
    internal async Task EndAsync(
        NpgsqlConnection connection, IReadOnlyCollection<Guid> accountIds, Guid? exceptLoginId, CancellationToken cancellationToken) =>
        Add(await connection.QueryAsync<Guid>(new CommandDefinition(
            DeleteOfAccounts,
            new { AccountIds = accountIds.ToArray(), ExceptLoginId = exceptLoginId },
            cancellationToken: cancellationToken)));

    /// <summary>Ends one log-in, within the transaction that is open on the connection.</summary>
    internal async Task EndAsync(NpgsqlConnection connection, Guid loginId, CancellationToken cancellationToken)
    {
        Add(await connection.QueryAsync<Guid>(new CommandDefinition(
            DeleteOfLogin, new { LoginId = loginId }, cancellationToken: cancellationToken)));
        _loginIds.Add(loginId);
    }

    private void Add(IEnumerable<Guid> loginIds)
    {
        foreach (var loginId in loginIds)
        {
            _loginIds.Add(loginId);
            Tokens++;
        }
    }
}
