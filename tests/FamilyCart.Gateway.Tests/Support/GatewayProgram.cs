using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using FamilyCart.Testing;

namespace FamilyCart.Gateway.Tests.Support;

/// <summary>The gateway as a process of its own, which can be killed at any moment.</summary>
internal sealed class GatewayProgram : IAsyncDisposable
{
    private const int Attempts = 5;

    private readonly ServiceProcess _process;
    private readonly int _publicPort;

    private GatewayProgram(ServiceProcess process, int publicPort, int adminPort, ConcurrentQueue<string> log)
    {
        (_process, _publicPort, Log) = (process, publicPort, log);
        Public = new HttpClient(new SocketsHttpHandler { UseCookies = false, UseProxy = false }) { BaseAddress = new Uri($"http://127.0.0.1:{publicPort}") };
        Admin = new HttpClient(new SocketsHttpHandler { UseCookies = false, UseProxy = false }) { BaseAddress = new Uri($"http://127.0.0.1:{adminPort}") };
        Operator = new Operator(Admin);
    }

    public int Id => _process.Id;

    public int PublicPort => _publicPort;

    public HttpClient Public { get; }

    public HttpClient Admin { get; }

    public Operator Operator { get; }

    public ConcurrentQueue<string> Log { get; }

    /// <summary>Starts one in front of two slots, with their state file, and returns once it answers users.</summary>
    public static async Task<GatewayProgram> StartAsync(TwoSlots slots, params (string Key, string? Value)[] settings)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (publicPort, adminPort) = (FreePort.Next(), FreePort.Next());
            var log = new ConcurrentQueue<string>();
            try
            {
                var process = await ServiceProcess.StartAsync(typeof(GatewayExtensions).Assembly, EnvironmentOf(slots, publicPort, adminPort, settings), log: log.Enqueue);
                var gateway = new GatewayProgram(process, publicPort, adminPort, log);
                await Eventually.TrueAsync(async () => (await gateway.Public.GetAsync("/health")).StatusCode == HttpStatusCode.OK);
                return gateway;
            }
            catch (InvalidOperationException fault) when (attempt < Attempts && fault.Message.Contains("in use", StringComparison.Ordinal))
            {
                // Another process took one of the ports in between.
            }
        }
    }

    /// <summary>Runs one that is expected to end by itself.</summary>
    public static Task<(int ExitCode, string Output)> RunAsync(TwoSlots slots) =>
        ServiceProcess.RunAsync(typeof(GatewayExtensions).Assembly, [], EnvironmentOf(slots, FreePort.Next(), FreePort.Next(), []));

    /// <summary>Kills it without a word and waits for its end.</summary>
    public Task KillAsync() => _process.KillAsync();

    public async Task<ClientWebSocket> OpenSocketAsync()
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{_publicPort}/api/socket"), CancellationToken.None);
        return socket;
    }

    /// <summary>The slot that answers a client with a cookie.</summary>
    public async Task<string> SlotOfAsync(string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/who") { Headers = { { "Cookie", $"fc_slot={cookie}" } } };
        using var answer = await Public.SendAsync(request);
        return answer.Headers.GetValues("Answered-By").Single();
    }

    public async ValueTask DisposeAsync()
    {
        Public.Dispose();
        Admin.Dispose();
        await _process.DisposeAsync();
    }

    private static Dictionary<string, string> EnvironmentOf(TwoSlots slots, int publicPort, int adminPort, (string Key, string? Value)[] settings)
    {
        (string Key, string? Value)[] defaults =
        [
            ("ASPNETCORE_URLS", $"http://127.0.0.1:{publicPort}"),
            ("Gateway:Admin:Url", $"http://127.0.0.1:{adminPort}"),
            ("Gateway:Hosts", "127.0.0.1"),
            ("Gateway:Probe:Interval", "00:00:00.100"),
            ("Gateway:Limits:Api:Rate", "100000"),
            ("Gateway:Limits:Api:Burst", "50000"),
            ("Shutdown:ReadinessDelay", "00:00:00"),
        ];
        var environment = new Dictionary<string, string>();
        foreach (var (key, value) in defaults.Concat(slots.Settings).Concat(settings))
        {
            environment[key.Replace(":", "__", StringComparison.Ordinal)] = value!;
        }

        return environment;
    }
}
