using System.Reflection;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.Testing;

namespace FamilyCart.RunnerManager.Tests.Door;

/// <summary>The real gateway as a process of its own, with a manager behind it.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private const int Attempts = 5;

    // Not compiled against: they meet over HTTP alone.
    private static readonly Assembly s_gateway = Assembly.Load("FamilyCart.Gateway");

    private readonly ServiceProcess _process;

    private GatewayProcess(ServiceProcess process, Uri address) => (_process, Address) = (process, address);

    /// <summary>Its public door.</summary>
    public Uri Address { get; }

    /// <summary>Starts it and returns once the manager answers through it.</summary>
    public static async Task<GatewayProcess> StartAsync(Uri manager)
    {
        for (var attempt = 1; ; attempt++)
        {
            var address = new Uri($"http://127.0.0.1:{FreePort.Next()}/");
            var environment = new Dictionary<string, string>
            {
                ["ASPNETCORE_URLS"] = address.ToString(),
                ["Gateway__Admin__Url"] = $"http://127.0.0.1:{FreePort.Next()}",
                ["Gateway__Hosts"] = "127.0.0.1",
                ["Gateway__RunnerManager__Address"] = manager.ToString(),
                ["Shutdown__ReadinessDelay"] = "00:00:00",
            };
            try
            {
                var gateway = new GatewayProcess(await ServiceProcess.StartAsync(s_gateway, environment), address);
                using var http = new HttpClient { BaseAddress = address };
                await Eventually.IsAsync(() => (int)http.GetAsync("/runners/").GetAwaiter().GetResult().StatusCode, status => status is 200 or 401);
                return gateway;
            }
            catch (InvalidOperationException fault) when (attempt < Attempts && fault.Message.Contains("in use", StringComparison.Ordinal))
            {
                // Another process took one of the ports in between.
            }
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
