using FamilyCart.Testing;
using FamilyCart.Testing.Processes;

namespace GatewayBench.Proxies;

/// <summary>A proxy that other people wrote, from Debian's packages.</summary>
internal sealed class ServerProxy : Proxy
{
    private readonly ServerProcess _process;

    private ServerProxy(string name, ServerProcess process, Uri plain, Uri secure) => (Name, _process, Plain, Secure) = (name, process, plain, secure);

    internal override string Name { get; }

    internal override Uri Plain { get; }

    internal override Uri Secure { get; }

    protected override int ProcessId => _process.Id;

    /// <summary>nginx as operators run it, with as many workers as there are processors.</summary>
    internal static Task<ServerProxy> StartNginxAsync(string folder, Uri upstream, CertificateFiles certificate, CancellationToken cancellationToken) =>
        StartAsync(
            "nginx",
            folder,
            (plain, secure) => ServerConfigurations.Nginx(folder, upstream, certificate, plain, secure),
            configuration => ["nginx", "-c", configuration],
            "start worker process",
            cancellationToken);

    internal static Task<ServerProxy> StartCaddyAsync(string folder, Uri upstream, CertificateFiles certificate, CancellationToken cancellationToken) =>
        StartAsync(
            "caddy",
            folder,
            (plain, secure) => ServerConfigurations.Caddy(upstream, certificate, plain, secure),
            configuration => ["caddy", "run", "--adapter", "caddyfile", "--config", configuration],
            "serving initial configuration",
            cancellationToken);

    public override async ValueTask DisposeAsync() => await _process.StopAsync(ServerProcess.Terminate);

    private static async Task<ServerProxy> StartAsync(
        string name, string folder, Func<int, int, string> configure, Func<string, string[]> command, string readyText, CancellationToken cancellationToken)
    {
        var (plain, secure) = (FreePort.Next(), FreePort.Next());
        var configuration = Path.Combine(folder, $"{name}.conf");
        await File.WriteAllTextAsync(configuration, configure(plain, secure), cancellationToken);
        var process = await ServerProcess.StartAsync(
            command(configuration), [], "TERM", readyText, cancellationToken, new Dictionary<string, string> { ["HOME"] = folder });
        return new ServerProxy(name, process, new Uri($"http://127.0.0.1:{plain}"), new Uri($"https://127.0.0.1:{secure}"));
    }
}
