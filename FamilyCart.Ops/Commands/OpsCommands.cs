using System.CommandLine;
using FamilyCart.Ops.Secrets;

namespace FamilyCart.Ops.Commands;

/// <summary>The operator's command line.</summary>
internal static class OpsCommands
{
    /// <returns>The exit code of the command, or that of wrong use with a line for each fault.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var result = Create().Parse(args);
        if (result.Errors.Count == 0)
        {
            // A server that was started has to be stopped, and what it was restored into removed.
            return await result.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(2) });
        }

        foreach (var error in result.Errors)
        {
            await Console.Error.WriteLineAsync(error.Message);
        }

        await Console.Error.WriteLineAsync("ops --help lists the commands.");
        return (int)ExitCode.Usage;
    }

    private static RootCommand Create()
    {
        var root = new RootCommand("Backups, restores and secrets of FamilyCart.") { OpsOptions.Json, OpsOptions.Settings };
        foreach (var command in BackupCommands.Create().Concat(RestoreCommands.Create()).Append(SecretsCommands.Create()))
        {
            root.Add(command);
        }

        return root;
    }
}
