using System.Diagnostics.CodeAnalysis;
using FamilyCart.Ops.Restoring;
using FamilyCart.Ops.Settings;
using FamilyCart.ServiceDefaults.Configuration;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace FamilyCart.Ops.Tests.Support;

/// <summary>Looks into a restored folder with a server that nobody else reaches.</summary>
[SuppressMessage("Security", "CA2100", Justification = "Statements of tests.")]
internal static class RestoredServer
{
    public static async Task<T> ReadAsync<T>(BackedUpServer server, string folder, string database, string statement)
    {
        var (restored, fault) = await PrivateServer.StartAsync(Settings(server), folder, isDurable: false, CancellationToken.None);
        Assert.Null(fault);
        await using (restored)
        {
            await using var connection = await restored!.OpenAsync(database, CancellationToken.None);
            await using var command = new NpgsqlCommand(statement, connection);
            return (T)(await command.ExecuteScalarAsync())!;
        }
    }

    private static BackupSettings Settings(BackedUpServer server)
    {
        var values = server.Environment().ToDictionary(pair => pair.Key.Replace("__", ":", StringComparison.Ordinal), pair => (string?)pair.Value);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        return BackupSettings.Read(new SettingReader(configuration.GetSection("Backup")), server.Connection);
    }
}
