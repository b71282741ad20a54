using System.Security.Cryptography;
using System.Text;
using Dapper;
using Npgsql;

namespace FamilyCart.Api.Limits;

/// <summary>Counts in PostgreSQL what happens to an address, known or not, so that all instances see the same.</summary>
internal sealed class AddressCounter(TimeProvider time)
{
    internal const string Verify = "verify";
    internal const string Reset = "reset";
    internal const string Invitation = "invitation";
    internal const string Claim = "claim";

    /// <summary>Beyond the limit it counts one more and no further.</summary>
    private const string Increment = """
        insert into address_counter as c (purpose, address_hash, count, ends_at)
        values (@Purpose, @AddressHash, 1, @WindowEnd)
        on conflict (purpose, address_hash) do update set
            count = case when c.ends_at <= @Now then 1 else least(c.count, @Limit) + 1 end,
            ends_at = case when c.ends_at <= @Now or @IsProlonged then @WindowEnd else c.ends_at end
        returning count
        """;

    private const string Select =
        "select count from address_counter where purpose = @Purpose and address_hash = @AddressHash and ends_at > @Now";

    private const string Delete = "delete from address_counter where purpose = @Purpose and address_hash = @AddressHash";

    /// <summary>Counts one more and returns the count, at most one more than the limit.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="purpose">What is counted.</param>
    /// <param name="emailKey">The address.</param>
    /// <param name="limit">The count that matters.</param>
    /// <param name="window">After how long the count starts again.</param>
    /// <param name="isProlonged">Whether each one begins the window anew.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    internal Task<int> IncrementAsync(
        NpgsqlConnection connection,
        string purpose,
        string emailKey,
        int limit,
        TimeSpan window,
        bool isProlonged,
        CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return connection.ExecuteScalarAsync<int>(new CommandDefinition(
            Increment,
            new
            {
                Purpose = purpose,
                AddressHash = Hash(emailKey),
                Limit = limit,
                Now = now,
                WindowEnd = now + window,
                IsProlonged = isProlonged,
            },
            cancellationToken: cancellationToken));
    }

    /// <summary>Returns the count, zero when there is none.</summary>
    internal Task<int> GetAsync(NpgsqlConnection connection, string purpose, string emailKey, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<int>(new CommandDefinition(
            Select,
            new { Purpose = purpose, AddressHash = Hash(emailKey), Now = time.GetUtcNow().UtcDateTime },
            cancellationToken: cancellationToken));

    internal static Task ClearAsync(NpgsqlConnection connection, string purpose, string emailKey, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            Delete, new { Purpose = purpose, AddressHash = Hash(emailKey) }, cancellationToken: cancellationToken));

    private static byte[] Hash(string emailKey) => SHA256.HashData(Encoding.UTF8.GetBytes(emailKey));
}
