using System.Diagnostics.CodeAnalysis;
using FamilyCart.Ops.Restoring;
using Npgsql;

namespace FamilyCart.Ops.Tests.Support;

/// <summary>Looks into a restored folder with a server that nobody else reaches.</summary>
[SuppressMessage("Security", "CA2100", Justification = "Statements of tests.")]
internal static class RestoredServer
{
    public static async Task<T> ReadAsync<T>(BackedUpServer server, string folder, string database, string statement)
    {
        var (restored, fault) = await PrivateServer.StartAsync(server.Settings, folder, isDurable: false, CancellationToken.None);
        Assert.Null(fault);
        await using (restored)
        {
            await using var connection = await restored!.OpenAsync(database, CancellationToken.None);
            await using var command = new NpgsqlCommand(statement, connection);
            return (T)(await command.ExecuteScalarAsync())!;
        }
    }
}
