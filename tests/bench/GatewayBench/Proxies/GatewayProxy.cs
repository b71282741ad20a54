using System.Globalization;
using System.Reflection;
using Bench;
using FamilyCart.Testing;

namespace GatewayBench.Proxies;

/// <summary>Our gateway, published with ReadyToRun, set up as the AppHost does it.</summary>
internal sealed class GatewayProxy : Proxy
{
    private static readonly Assembly _service = Assembly.Load("FamilyCart.Gateway");

    private readonly ServiceProcess _process;

    private GatewayProxy(ServiceProcess process, Uri plain, Uri secure, Uri admin)
    {
        (_process, Plain, Secure) = (process, plain, secure);
        Administrator = new Administrator(admin);
    }

    internal override string Name => "gateway";

    internal override Uri Plain { get; }

    internal override Uri Secure { get; }

    /// <summary>Somebody who may deploy.</summary>
    internal Administrator Administrator { get; }

    protected override int ProcessId => _process.Id;

    /// <param name="folder">For its state.</param>
    /// <param name="slots">Blue, which is active, and green.</param>
    /// <param name="certificate">Its pair.</param>
    /// <param name="settings">More of them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal static async Task<GatewayProxy> StartAsync(
        string folder, IReadOnlyList<Uri> slots, CertificateFiles certificate, IEnumerable<(string Key, string Value)> settings, CancellationToken cancellationToken)
    {
        var (plain, secure, admin) = (Door("http"), Door("https"), Door("http"));
        Dictionary<string, string> environment = new()
        {
            ["ASPNETCORE_URLS"] = plain.AbsoluteUri,
            ["Gateway__Admin__Url"] = admin.AbsoluteUri,
            ["Gateway__Https__Url"] = secure.AbsoluteUri,
            ["Gateway__Https__CertificateFile"] = certificate.Certificate,
            ["Gateway__Https__KeyFile"] = certificate.Key,
            ["Gateway__Https__Redirect"] = "false",
            ["Gateway__Transport__Inline"] = "true",
            ["MALLOC_ARENA_MAX"] = "2",
            ["MALLOC_MMAP_THRESHOLD_"] = "16000",
            ["MALLOC_TRIM_THRESHOLD_"] = "131072",
            ["Gateway__Hosts"] = "127.0.0.1",
            ["Gateway__Deployments__StateFile"] = Path.Combine(folder, "deployments.json"),
            ["Gateway__Limits__Api__Rate"] = "100000",
            ["Gateway__Limits__Api__Burst"] = "50000",
            ["Gateway__Limits__ConnectionsPerAddress"] = "5000",
            ["Gateway__SlotToken"] = Administrator.SlotToken,
            ["Operators__bench__Token"] = Administrator.Token,
            ["Operators__bench__Role"] = "operator",
            ["Shutdown__ReadinessDelay"] = "00:00:00",
        };
        foreach (var (slot, address) in new[] { "blue", "green" }.Zip(slots))
        {
            environment[$"Gateway__Slots__{slot}__Address"] = address.AbsoluteUri;
        }

        foreach (var (key, value) in Tried())
        {
            Figures.Note($"tried: {key} = {value}");
        }

        foreach (var (key, value) in settings.Concat(Tried()))
        {
            environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        var gateway = new GatewayProxy(await ServiceProcess.StartAsync(_service, environment, cancellationToken: cancellationToken), plain, secure, admin);
        await gateway.Administrator.UntilHealthyAsync(cancellationToken);
        return gateway;
    }

    public override async ValueTask DisposeAsync()
    {
        Administrator.Dispose();
        await _process.DisposeAsync();
    }

    // What somebody wants to try: GATEWAY_SETTINGS="Gateway:Transport:Inline=false Gateway:Transport:Threads=1".
    private static IEnumerable<(string Key, string Value)> Tried() =>
        from setting in (Environment.GetEnvironmentVariable("GATEWAY_SETTINGS") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
        let parts = setting.Split('=', 2)
        where parts.Length == 2
        select (parts[0], parts[1]);

    private static Uri Door(string scheme) => new(string.Create(CultureInfo.InvariantCulture, $"{scheme}://127.0.0.1:{FreePort.Next()}"));
}
