using FamilyCart.Testing;

namespace FamilyCart.Api.Tests.Faults;

/// <summary>One instance of the API as a process of its own, which can be killed and started again at the same address.</summary>
internal sealed class ApiProcess(string databaseConnectionString, string redisConnectionString) : IAsyncDisposable
{
    private readonly int _port = FreePort.Next();
    private ServiceProcess? _process;

    internal string Authority => $"127.0.0.1:{_port}";

    internal async Task StartAsync() => _process = await ServiceProcess.StartAsync(
        typeof(Program).Assembly,
        new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = $"http://{Authority}",
            ["ConnectionStrings__familycart"] = databaseConnectionString,
            ["ConnectionStrings__redis"] = redisConnectionString,
            ["Features__Ai"] = "false",
            ["Logging__LogLevel__Default"] = "Warning",
            ["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information",

            // Whoever was away for a whole restart is to get everything one by one.
            ["Sockets__BacklogLimit"] = "5000",
        });

    internal Task KillAsync() => _process!.KillAsync();

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }
}
