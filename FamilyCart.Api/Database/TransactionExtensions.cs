using Npgsql;

namespace FamilyCart.Api.Database;

internal static class TransactionExtensions
{
    /// <summary>
    /// Commits whether or not somebody still waits: whoever hangs up now has changed something all the same, and the commit and what
    /// is told of it are not to be torn apart.
    /// </summary>
    internal static Task CommitForGoodAsync(this NpgsqlTransaction transaction) => transaction.CommitAsync(CancellationToken.None);
}
