using FamilyCart.ServiceDefaults.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FamilyCart.ServiceDefaults.Commands;

internal static class MigrateCommand
{
    public static async Task<int> RunAsync(IServiceProvider services, TextWriter output, CancellationToken cancellationToken)
    {
        try
        {
            if (services.GetService<MigrationRunner>() is { } runner)
            {
                return await runner.RunAsync(output, cancellationToken) ? ExitCode.Done : ExitCode.Failed;
            }

            await output.WriteLineAsync("This service has no migrations.");
            return ExitCode.Failed;
        }
        catch (OptionsValidationException exception)
        {
            await StartFaults.WriteAsync(output, exception.Failures);
            return ExitCode.Failed;
        }
    }
}
