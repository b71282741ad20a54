using FamilyCart.ServiceDefaults.Preflight;
using FamilyCart.ServiceDefaults.Secrets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FamilyCart.ServiceDefaults.Commands;

// Looks at what an operator has to provide before anything else starts.
internal static class PreflightCommand
{
    public static async Task<int> RunAsync(IServiceProvider services, TextWriter output)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        var plan = PreflightPlan.Read(configuration);
        List<string> faults = [.. services.GetService<SecretFaults>()?.All ?? [], .. plan.Faults];
        if (SecretFolder.Read(configuration, faults) is { } folder)
        {
            faults.AddRange(SecretChecks.Faults(plan.Secrets, folder));
        }

        faults.AddRange(plan.Settings
            .Where(setting => string.IsNullOrWhiteSpace(setting.Value))
            .Select(setting => $"{setting.Variable} has no value; set it in .env."));
        if (faults.Count > 0)
        {
            await StartFaults.WriteAsync(output, faults.Distinct());
            return ExitCode.Failed;
        }

        await output.WriteLineAsync($"{plan.Secrets.Count} secrets and {plan.Settings.Count} settings are as they should be.");
        return ExitCode.Done;
    }
}
