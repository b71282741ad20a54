using Npgsql;

namespace FamilyCart.Api.Import;

/// <summary>The verb <c>import</c>: takes over the database of the service before, as the owner of ours.</summary>
internal static class ImportCommand
{
    private const string LegacyName = "legacy";

    internal static async Task<int> RunAsync(
        WebApplication app, IReadOnlyList<string> arguments, TextWriter output, CancellationToken cancellationToken)
    {
        if (ImportOptions.Parse(arguments) is not { } options)
        {
            await output.WriteLineAsync($"Usage: {ImportOptions.Usage}");
            return 1;
        }

        if (Read(options.Source ?? app.Configuration.GetConnectionString(LegacyName)) is not { } connectionString)
        {
            await output.WriteLineAsync(
                "The source (not shown) is missing or no PostgreSQL connection string with a Host and a Database; give it as " +
                $"--source or, so that it stands on no command line, as ConnectionStrings:{LegacyName}.");
            return 1;
        }

        await using var source = new NpgsqlDataSourceBuilder(connectionString) { Name = LegacyName }.Build();
        return await app.Services.GetRequiredService<ImportRunner>().RunAsync(source, options, output, cancellationToken) ? 0 : 1;
    }

    private static string? Read(string? text)
    {
        try
        {
            var parts = new NpgsqlConnectionStringBuilder(text) { ApplicationName = "familycart-import" };
            return string.IsNullOrWhiteSpace(parts.Host) || string.IsNullOrWhiteSpace(parts.Database) ? null : parts.ConnectionString;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException or OverflowException)
        {
            return null;
        }
    }
}
