using FamilyCart.ServiceDefaults.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FamilyCart.ServiceDefaults.Commands;

internal static class MigrateCommand
{
    public static async Task<int> RunAsync(
        IServiceProvider services, IReadOnlyList<string> options, TextWriter output, CancellationToken cancellationToken)
    {
        if (services.GetService<MigrationRunner>() is not { } runner)
        {
            await output.WriteLineAsync("This service has no migrations.");
            return ExitCode.Failed;
        }

        // Asked first: one that is misconfigured stops the migration before it has begun.
        var steps = services.GetServices<IAfterMigration>().ToList();
        if (steps.SelectMany(step => step.Validate(options)).ToList() is { Count: > 0 } faults)
        {
            await StartFaults.WriteAsync(output, faults);
            return ExitCode.Failed;
        }

        await using var log = new MigrationLog(output, services.GetRequiredService<ILogger<MigrationLog>>());
        if (!await runner.RunAsync(log, cancellationToken))
        {
            log.LogFailed();
            return ExitCode.Failed;
        }

        foreach (var step in steps)
        {
            if (!await step.RunAsync(options, log, cancellationToken))
            {
                return ExitCode.Failed;
            }
        }

        return ExitCode.Done;
    }
}
