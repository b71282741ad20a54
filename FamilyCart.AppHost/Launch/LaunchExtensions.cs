using FamilyCart.AppHost.Resources.Services;
using FamilyCart.AppHost.Smoke;
using FamilyCart.AppHost.Topology;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace FamilyCart.AppHost.Launch;

internal static class LaunchExtensions
{
    private static readonly TimeSpan s_stopLimit = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Publishes when asked to. Otherwise checks everything that can be checked, starts the topology, waits until it is up,
    /// and keeps it until interrupted.
    /// </summary>
    /// <returns>The process's exit code, one of <see cref="ExitCode"/>.</returns>
    public static async Task<int> LaunchAsync(this IDistributedApplicationBuilder builder)
    {
        var console = new LaunchConsole(AnsiConsole.Console, Console.Error);
        if (builder.ExecutionContext.IsPublishMode)
        {
            return (int)await builder.PublishAsync(console, TimeProvider.System);
        }

        if (builder.Topology() is { Settings.Launch.ShowRuntime: true } topology)
        {
            console.Line(topology.Runtime.ToString().ToLowerInvariant());
            return (int)ExitCode.Ok;
        }

        using var interruption = new Interruption();
        if (builder.Topology() is { Settings.Launch: { SmokeAt: not null } options, Faults.Count: 0 })
        {
            return (int)await PublishedSmoke.RunAsync(options, builder.Configuration.OperatorToken(), console, TimeProvider.System, interruption.Token);
        }

        return (int)await builder.LaunchAsync(console, TimeProvider.System, interruption.Token);
    }

    /// <inheritdoc cref="LaunchAsync(IDistributedApplicationBuilder)"/>
    public static async Task<ExitCode> LaunchAsync(
        this IDistributedApplicationBuilder builder, LaunchConsole console, TimeProvider time, CancellationToken interruption)
    {
        var topology = builder.Topology();
        var (data, faults) = Preflight.Check(topology, Preflight.PortsOf(topology, builder.Resources));
        if (data is null)
        {
            console.Faults(faults);
            Report(topology, faults);
            return faults[0].Code;
        }

        using (data)
        {
            if (SecretsFault(topology) is { } unsaved)
            {
                console.Faults([unsaved]);
                Report(topology, [unsaved]);
                return unsaved.Code;
            }

            Configure(builder, topology.Settings.Launch);
            await using var application = builder.Build();
            var run = new TopologyRun(topology, application, [.. builder.Resources], console, time, DashboardLogin(builder));
            return await run.RunAsync(interruption);
        }
    }

    private static Fault? SecretsFault(UatTopology topology)
    {
        try
        {
            topology.Secrets.Save();
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Fault(ExitCode.BadConfiguration, $"The secrets file {topology.Secrets.Path} cannot be written: {exception.Message} Set XDG_DATA_HOME to a folder that you may write to.");
        }
    }

    private static void Configure(IDistributedApplicationBuilder builder, LaunchOptions options)
    {
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = s_stopLimit);
        if (!options.Verbose)
        {
            // A start that fails or is interrupted is told in one sentence, not as the host's stack trace.
            // The table says what people ask for; the library's own account of it would drown the progress lines.
            builder.Services.AddLogging(logging => logging
                .AddFilter("Aspire", LogLevel.Warning)
                .AddFilter("Aspire.Hosting.Orchestration", LogLevel.None)
                .AddFilter("Microsoft", LogLevel.Warning)
                .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None)
                .AddFilter("System.Net.Http", LogLevel.Warning));
        }
    }

    private static string DashboardLogin(IDistributedApplicationBuilder builder)
    {
        var address = builder.Configuration["ASPNETCORE_URLS"]!;
        return builder.Configuration["AppHost:BrowserToken"] is { Length: > 0 } token ? $"{address}/login?t={token}" : address;
    }

    private static void Report(UatTopology topology, IReadOnlyList<Fault> faults)
    {
        if (topology.Settings.Launch.Json is { } path)
        {
            TopologyRun.Describe(topology, faults[0].Code, string.Join(' ', faults.Select(fault => fault.Message)), [], null, null).TryWrite(path);
        }
    }
}
