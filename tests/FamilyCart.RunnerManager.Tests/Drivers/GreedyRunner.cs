using System.Globalization;
using FamilyCart.RunnerManager.Drivers;
using FamilyCart.RunnerManager.Drivers.Processes;
using FamilyCart.RunnerManager.Pools;
using FamilyCart.RunnerManager.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace FamilyCart.RunnerManager.Tests.Drivers;

/// <summary>A real listener in a real control group that does whatever a test writes into its script.</summary>
internal sealed class GreedyRunner : IAsyncDisposable
{
    public const string Name = "uat-1-greedygr";

    private readonly ScriptedRunner _script = new();
    private readonly ProcessDriverSettings _settings;
    private readonly ProcessDriver _driver;

    /// <param name="script">What the listener does, in sh.</param>
    /// <param name="limits">Null for those of the machine.</param>
    /// <param name="tree">Where groups are made; null for where the machine allows it to tests.</param>
    public GreedyRunner(string script, LimitSettings? limits = null, ControlGroupTree? tree = null)
    {
        var listener = Path.Combine(_script.Distribution, ProcessDriverSettings.Listener);
        File.WriteAllText(listener, "#!/bin/sh\ncd \"$(dirname \"$0\")/..\"\necho begun >begun\n" + script);
        _settings = new ProcessDriverSettings(_script.Distribution, _script.Runners, FirstUserId);
        Groups = new ControlGroups(
            limits ?? LimitSettings.Default,
            tree ?? ControlGroupPlace.Tree,
            _script.Runners,
            NullLogger.Instance);
        _driver = new ProcessDriver(_settings, TimeProvider.System, NullLogger<ProcessDriver>.Instance, Groups);
    }

    public int FirstUserId { get; } = TestUsers.Next();

    public ControlGroups Groups { get; }

    public ProcessDriver Driver => _driver;

    public string Root => _script.Root(Name);

    public ControlGroup Group => ControlGroup.Load(Path.Combine(_script.Runners, Name, "state", "group"))!;

    public bool HasGroup => File.Exists(Path.Combine(_script.Runners, Name, "state", "group"));

    public Task<string?> StartAsync(long memory = 64 << 20, double processors = 1) =>
        _driver.StartAsync(Name, Some.Pool() with { Limits = new RunnerLimits(memory, processors) }, new Dictionary<string, byte[]>(), CancellationToken.None);

    /// <summary>Waits until the listener's id is written down, which is after the listener began.</summary>
    public async Task<int> ProcessAsync()
    {
        var file = Path.Combine(_script.Runners, Name, "state", "process");
        await Eventually.IsAsync(() => File.Exists(file), there => there);
        return int.Parse((await File.ReadAllTextAsync(file)).Split(' ')[0], CultureInfo.InvariantCulture);
    }

    public Task<ControlGroupUse> UsesAsync(Func<ControlGroupUse, bool> expected) => Eventually.IsAsync(() => Group.Use(), expected);

    public async ValueTask DisposeAsync()
    {
        foreach (var name in _driver.Names())
        {
            await _driver.RemoveAsync(name, CancellationToken.None);
        }

        _script.Dispose();
    }
}
