using FamilyCart.ServiceDefaults.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FamilyCart.ServiceDefaults.Commands;

internal static class MigrateCommand
{
    public static async Task<int> RunAsync(IServiceProvider services, TextWriter output, CancellationToken cancellationToken)
    {
        if (services.GetService<MigrationRunner>() is not { } runner)
        {
            await output.WriteLineAsync("This service has no migrations.");
            return ExitCode.Failed;
        }

        await using var log = new MigrationLog(output, services.GetRequiredService<ILogger<MigrationLog>>());
        if (await runner.RunAsync(log, cancellationToken))
        {
            return ExitCode.Done;
        }

        log.LogFailed();
        return ExitCode.Failed;
    }
}
