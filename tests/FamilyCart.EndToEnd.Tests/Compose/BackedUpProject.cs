using System.Text.Json;
using FamilyCart.EndToEnd.Tests.Running;

namespace FamilyCart.EndToEnd.Tests.Compose;

/// <summary>What an operator does with the backups of a published project that runs.</summary>
internal static class BackedUpProject
{
    /// <summary>The database server.</summary>
    public const string Database = "uat-db";

    /// <summary>The service that backs it up.</summary>
    public const string Backup = "uat-backup";

    private const int Busy = 3;

    /// <summary>A command of <c>ops</c> that succeeds.</summary>
    /// <returns>Its JSON.</returns>
    public static async Task<JsonElement> OpsAsync(this ComposeProject project, params string[] arguments)
    {
        // One job at a time: the service may be at one.
        CommandResult result = null!;
        await Patience.UntilAsync(async () => (result = await project.TryOpsAsync(arguments)).ExitCode != Busy);
        Assert.True(result.ExitCode == 0, $"{string.Join(' ', arguments)}: {result.ExitCode} {result.Output}{result.Errors}");
        using var document = JsonDocument.Parse(result.Output);
        return document.RootElement.Clone();
    }

    /// <summary>A command of <c>ops</c>, however it ends.</summary>
    public static Task<CommandResult> TryOpsAsync(this ComposeProject project, params string[] arguments) => project.ComposeAsync(["exec", "-T", Backup, "ops", "--json", .. arguments]);

    /// <summary>A command of <c>ops</c> that succeeds while the service does not run.</summary>
    public static Task AloneAsync(this ComposeProject project, params string[] arguments) => project.DoneAsync(["run", "--rm", "--no-deps", "-T", Backup, "ops", .. arguments]);

    /// <summary>A command of docker-compose that succeeds.</summary>
    public static async Task DoneAsync(this ComposeProject project, params string[] arguments)
    {
        var result = await project.ComposeAsync(arguments);
        Assert.True(result.ExitCode == 0, $"{string.Join(' ', arguments)}: {result.ExitCode} {result.Output}{result.Errors}");
    }

    /// <summary>What the database answers to a statement.</summary>
    public static async Task<string> AskAsync(this ComposeProject project, string statement)
    {
        var result = await project.ComposeAsync(
            "exec", "-T", Database, "sh", "-c", $"PGPASSWORD=$(cat /run/secrets/uat-db-password) psql --host 127.0.0.1 --username postgres --dbname familycart --tuples-only --no-align --command '{statement}'");
        Assert.True(result.ExitCode == 0, result.Errors);
        return result.Output.Trim();
    }
}
