using FamilyCart.ServiceDefaults.Health;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FamilyCart.ServiceDefaults.Commands;

// For images without a shell or curl: the service asks itself.
internal static class HealthCommand
{
    public static async Task<int> RunAsync(IServiceProvider services, TextWriter output, CancellationToken cancellationToken)
    {
        var address = HealthAddress.Find(
            services.GetRequiredService<IConfiguration>(),
            services.GetRequiredService<HealthSettings>(),
            services.GetRequiredService<ManagementAddress>());
        if (address is null)
        {
            await output.WriteLineAsync("No http address is configured; set Health:Url, for example http://127.0.0.1:9080/health.");
            return ExitCode.Failed;
        }

        return await HealthQuestion.AskAsync(address, output, cancellationToken);
    }
}
