using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using FamilyCart.EndToEnd.Tests.Images;
using FamilyCart.EndToEnd.Tests.Running;

namespace FamilyCart.EndToEnd.Tests.Compose;

/// <summary>A topology published to a folder of its own, for docker-compose to run on the engine of the tests.</summary>
internal sealed class ComposeProject : IAsyncDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(6);

    private static readonly string[] s_up = ["up", "--detach", "--wait", "--wait-timeout", "180"];

    private readonly ImageEngine _engine;
    private readonly TemporaryFolder _folder = new();

    private ComposeProject(ImageEngine engine, int offset) => (_engine, Offset) = (engine, offset);

    /// <summary>The tag of the services' images.</summary>
    public const string Tag = "compose";

    public string Folder => _folder.Path;

    public int Offset { get; }

    public string Name => string.Create(CultureInfo.InvariantCulture, $"c{Offset}");

    /// <summary>The public door.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"https://localhost:{8443 + Offset}");

    /// <summary>Publishes it; nothing runs yet.</summary>
    /// <param name="engine">Has the images.</param>
    /// <param name="offset">Of its ports, which also names it.</param>
    /// <param name="settings">Besides the ordinary ones.</param>
    public static async Task<ComposeProject> PublishAsync(ImageEngine engine, int offset, params string[] settings)
    {
        var project = new ComposeProject(engine, offset);
        var result = await project.TryPublishAsync(["--Publish:SelfSigned", "true", "--Publish:Set:PUBLIC_ADDRESS", project.Address, .. settings]);
        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
        return project;
    }

    /// <summary>Publishes into the same folder again.</summary>
    public Task<CommandResult> TryPublishAsync(params string[] settings) => RunningCommand.RunAsync(
        [
            "dotnet", Repository.File("FamilyCart.AppHost/bin/Debug/net10.0/FamilyCart.AppHost.dll"),
            "--operation", "publish", "--step", "publish", "--output-path", Folder,
            "--Publish:Values", "true", "--Publish:Tag", Tag, "--Publish:Profiles", "uat",
            "--Topology:Name", Name, "--Topology:PortOffset", Offset.ToString(CultureInfo.InvariantCulture), .. settings,
        ],
        limit: s_limit);

    /// <summary>Starts all of it and waits until it is healthy, or cannot be.</summary>
    public Task<CommandResult> UpAsync() => ComposeAsync(s_up);

    /// <summary>The same without some services.</summary>
    public async Task<CommandResult> UpAsync(IReadOnlyCollection<string> absent)
    {
        if (absent.Count == 0)
        {
            return await UpAsync();
        }

        var services = (await ComposeAsync("config", "--services")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Subset(services.ToHashSet(), absent.ToHashSet());
        return await ComposeAsync([.. s_up, .. services.Except(absent)]);
    }

    /// <summary>What docker-compose makes of the files: the object <c>services</c>.</summary>
    public async Task<JsonElement> ServicesAsync()
    {
        using var plan = JsonDocument.Parse((await ComposeAsync("config", "--format", "json")).Output);
        return plan.RootElement.GetProperty("services").Clone();
    }

    /// <summary>Changes a value of <c>.env</c>.</summary>
    public async Task SetAsync(string name, string value)
    {
        var lines = await System.IO.File.ReadAllLinesAsync(File(".env"));
        await System.IO.File.WriteAllLinesAsync(File(".env"), lines.Select(line => line.StartsWith($"{name}=", StringComparison.Ordinal) ? $"{name}={value}" : line));
    }

    /// <summary>A client that trusts what signs itself here, with the operator's token where it is asked to bring it.</summary>
    /// <param name="address">Where it asks.</param>
    /// <param name="isOperator">Whether it brings the token.</param>
    public HttpClient Client(string address, bool isOperator = false)
    {
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.ImportFromPemFile(File("tls", "fullchain.pem"));
        var client = new HttpClient(new SocketsHttpHandler { SslOptions = new() { CertificateChainPolicy = trust } }) { BaseAddress = new Uri(address) };
        client.DefaultRequestHeaders.Authorization = isOperator ? new("Bearer", System.IO.File.ReadAllText(File("secrets", "operator-token"))) : null;
        return client;
    }

    /// <summary>Where a port that is published on loopback answers.</summary>
    /// <param name="port">Before the offset.</param>
    public string Loopback(int port) => string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port + Offset}");

    /// <summary>What docker-compose makes of a command for this project.</summary>
    public Task<CommandResult> ComposeAsync(params string[] arguments) => RunningCommand.RunAsync(
        [_engine.Program("docker-compose"), "--project-directory", Folder, "--ansi", "never", .. Files(), .. arguments], _engine.Variables, s_limit);

    /// <summary>What the engine tells of a service's container.</summary>
    /// <param name="service">Its name.</param>
    /// <param name="format">A template of the engine's.</param>
    public Task<string> InspectAsync(string service, string format) => _engine.AskAsync("inspect", "--format", format, Container(service));

    /// <summary>The services that run.</summary>
    public async Task<IReadOnlyList<string>> RunningAsync() =>
        (await ComposeAsync("ps", "--services", "--status", "running")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The container of a service.</summary>
    public string Container(string service) => $"familycart-{Name}-{service}-1";

    /// <summary>The whole name of a network.</summary>
    public string Network(string name) => $"familycart-{Name}_{name}";

    public string File(params string[] path) => Path.Combine([Folder, .. path]);

    public async ValueTask DisposeAsync()
    {
        await ComposeAsync("down", "--volumes", "--remove-orphans", "--timeout", "5");
        _folder.Dispose();
    }

    // Started elsewhere, it does not read COMPOSE_FILE of the project's own file.
    private string[] Files() => ["--file", File("docker-compose.yaml"), "--file", File("compose.limits.yaml")];
}
