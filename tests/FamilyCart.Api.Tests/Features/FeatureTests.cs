using FamilyCart.Api.Features;
using FamilyCart.Api.Tests.Infrastructure;
using FamilyCart.ServiceDefaults.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace FamilyCart.Api.Tests.Features;

public sealed class FeatureTests : IDisposable
{
    private static readonly FeatureFlags _defaults = new(DebugPanel: false, PerformancePanel: false, Ai: true, Invitations: true);

    private readonly FileTree _files = new();
    private readonly LogCollector _logs = new();

    [Fact]
    public void Read_NothingConfigured_TakesTheDefaults() => Assert.Equal(_defaults, Read(Configuration([])).Flags);

    [Fact]
    public void Read_EveryValueAtFault_NamesEveryKey()
    {
        var (_, faults) = Read(Configuration(new()
        {
            ["Features:DebugPanel"] = "maybe",
            ["Features:PerformancePanel"] = "1",
            ["Features:Ai"] = "on",
            ["Features:Invitations"] = "yes",
        }));
        Assert.Equal(4, faults.Count);
        Assert.Contains("Features:Ai is 'on', which is not true or false; for example Features:Ai=true.", faults);
    }

    [Fact]
    public void Reload_ValidChange_IsTakenOverAndTold()
    {
        var configuration = Configuration(new() { ["Features:Ai"] = "true" });
        using var monitor = NewMonitor(configuration);
        FeatureFlags? told = null;
        using (monitor.OnChange((flags, _) => told = flags))
        {
            Change(configuration, ("Features:Ai", "false"), ("Features:DebugPanel", "TRUE"));
        }

        Assert.Equal(_defaults with { Ai = false, DebugPanel = true }, monitor.CurrentValue);
        Assert.Equal(monitor.CurrentValue, told);
        Assert.Contains(_logs.Lines, line => line.Id.Id == 4801);

        Change(configuration, ("Features:Ai", "true"));
        Assert.False(told!.Ai);
    }

    [Fact]
    public void Reload_OneFault_IsRefusedWholeAndLogged()
    {
        var configuration = Configuration(new() { ["Features:Ai"] = "true" });
        using var monitor = NewMonitor(configuration);
        Change(configuration, ("Features:Ai", "off"), ("Features:DebugPanel", "true"));

        Assert.Equal(_defaults, monitor.CurrentValue);
        var line = Assert.Single(_logs.Lines);
        Assert.Equal((4802, LogLevel.Error), (line.Id.Id, line.Level));
        Assert.Contains("Features:Ai is 'off'", line.Text, StringComparison.Ordinal);

        Change(configuration, ("Features:Ai", "false"));
        Assert.Equal(_defaults with { Ai = false, DebugPanel = true }, monitor.CurrentValue);
    }

    [Fact]
    public async Task Reload_ChangedFile_IsSeenWithoutARestart()
    {
        var file = _files.Write("appsettings.json", """{"Features":{"Invitations":true}}""");
        using var configuration = (ConfigurationRoot)new ConfigurationBuilder()
            .SetBasePath(_files.Root)
            .AddJsonFile("appsettings.json", optional: false, reloadOnChange: true)
            .Build();
        using var monitor = NewMonitor(configuration);
        var changed = new TaskCompletionSource<FeatureFlags>();
        using var subscription = monitor.OnChange((flags, _) => changed.TrySetResult(flags));

        await File.WriteAllTextAsync(file, """{"Features":{"Invitations":false}}""");
        Assert.Equal(_defaults with { Invitations = false }, await changed.Task.WaitAsync(TimeSpan.FromSeconds(120)));
    }

    public void Dispose()
    {
        _files.Dispose();
        _logs.Dispose();
    }

    private static IConfigurationRoot Configuration(Dictionary<string, string?> values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values).Build();

    private static void Change(IConfigurationRoot configuration, params (string Key, string Value)[] values)
    {
        foreach (var (key, value) in values)
        {
            configuration[key] = value;
        }

        configuration.Reload();
    }

    private static (FeatureFlags Flags, IReadOnlyList<string> Faults) Read(IConfiguration configuration)
    {
        var reader = new SettingReader(configuration.GetSection(FeatureFlags.Section));
        return (FeatureFlags.Read(reader), reader.Faults);
    }

    private FeatureMonitor NewMonitor(IConfiguration configuration) => new(
        Read(configuration).Flags,
        configuration,
        LoggerFactory.Create(logging => logging.AddProvider(_logs)).CreateLogger<FeatureMonitor>());
}
