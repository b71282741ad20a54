using Npgsql;

namespace FamilyCart.RunnerManager.Storage;

/// <summary>What an exception says of the database.</summary>
internal static class DatabaseTrouble
{
    /// <summary>Whether the database could not be used, so that it is worth to try again later.</summary>
    /// <remarks>Npgsql 10 throws <see cref="ObjectDisposedException"/> where a connection breaks while it is being opened or given back.</remarks>
    public static bool Is(Exception exception) => exception is NpgsqlException or TimeoutException or ObjectDisposedException;
}
