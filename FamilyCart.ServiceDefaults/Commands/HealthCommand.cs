using FamilyCart.ServiceDefaults.Health;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FamilyCart.ServiceDefaults.Commands;

// For images without a shell or curl: the service asks itself.
internal static class HealthCommand
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

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

        using var handler = new SocketsHttpHandler { UseProxy = false };
        using var client = new HttpClient(handler) { Timeout = s_patience };
        try
        {
            using var response = await client.GetAsync(address, cancellationToken);
            await output.WriteLineAsync(await response.Content.ReadAsStringAsync(cancellationToken));
            return response.IsSuccessStatusCode ? ExitCode.Done : ExitCode.Failed;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            await output.WriteLineAsync($"{address} does not answer.");
            return ExitCode.Failed;
        }
    }
}
