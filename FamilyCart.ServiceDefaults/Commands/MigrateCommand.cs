using FamilyCart.ServiceDefaults.Migrations;
using Microsoft.Extensions.DependencyInjection;

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

        return await runner.RunAsync(output, cancellationToken) ? ExitCode.Done : ExitCode.Failed;
    }
}
