using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using FamilyCart.GitHubEmulator;
using FamilyCart.GitHubEmulator.Control;
using FamilyCart.GitHubEmulator.Hooks;
using FamilyCart.Testing;

namespace RunnerBench;

/// <summary>A manager with GitHub's emulator, which tells it of jobs by the webhook.</summary>
internal sealed class Managed(Emulator emulator) : IAsyncDisposable
{
    internal const string Token = "ghp_0123456789abcdefghijABCDEFGHIJ012345";
    internal const string HookSecret = "a secret of the webhook";
    internal const string Repository = "family/cart";

    private readonly string _folder = PassableFolder();
    private ServiceProcess? _process;

    internal EmulatorControl GitHub => emulator.Control;

    internal Uri Address { get; } = new($"http://127.0.0.1:{FreePort.Next()}");

    internal Dictionary<string, string> Environment(string distribution, IReadOnlyDictionary<string, string> settings) => new(settings)
    {
        ["Shutdown__ReadinessDelay"] = "00:00:00",
        ["ASPNETCORE_URLS"] = Address.ToString(),
        ["GitHub__Mode"] = "emulator",
        ["GitHub__ApiAddress"] = emulator.Address.ToString(),
        ["GitHub__Token"] = Token,
        ["GitHub__WebhookSecret"] = HookSecret,
        ["Pools__uat__Scope"] = Repository,
        ["Pools__uat__Labels"] = "self-hosted,uat",
        ["Runner__Distribution"] = distribution,
        ["Runner__Folder"] = Path.Combine(_folder, "runners"),
        ["Runner__FirstUserId"] = "61001",
        // The bench's runners end with it.
        ["Host__RunnersOutlive"] = "false",
        ["Host__Name"] = "here",
    };

    /// <summary>Starts the process, and has the emulator tell it of jobs.</summary>
    internal async Task StartAsync(Assembly service, bool pretending, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        _process = pretending
            ? await ServiceProcess.StartAsync(typeof(Managed).Assembly, environment, arguments: ["manager"], cancellationToken: cancellationToken)
            : await ServiceProcess.StartAsync(service, environment, cancellationToken: cancellationToken);
        GitHub.Add(new HookRequest(new Uri(Address, "/webhooks/github").ToString(), HookSecret, Repository));
    }

    internal async Task UntilAsync(Func<EmulatorControl, bool> condition, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        await GitHub.UntilAsync(condition, limit.Token);
    }

    /// <summary>What the process has used of all processors so far.</summary>
    internal TimeSpan ProcessorTime()
    {
        using var process = Process.GetProcessById(_process!.Id);
        return process.TotalProcessorTime;
    }

    /// <summary>Private resident memory in bytes: RssAnon and RssShmem, without mapped files, which processes share.</summary>
    internal async Task<long> MemoryAsync() => (await File.ReadAllLinesAsync($"/proc/{_process!.Id}/status"))
        .Where(line => line.StartsWith("RssAnon:", StringComparison.Ordinal) || line.StartsWith("RssShmem:", StringComparison.Ordinal))
        .Sum(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024);

    // Whoever the runners are, they must reach their folders.
    private static string PassableFolder()
    {
        var folder = Directory.CreateTempSubdirectory("runners-").FullName;
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_001_001);
        return folder;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        await emulator.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
