using FamilyCart.RunnerManager.Pools;
using FamilyCart.RunnerManager.Tests.GitHub;
using FamilyCart.ServiceDefaults.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace FamilyCart.RunnerManager.Tests.Pools;

/// <summary>Pools of a configuration that changes while the manager runs.</summary>
public sealed class PoolSourceTests : IDisposable
{
    private const int Accepted = 3030;
    private const int Refused = 3031;

    private readonly IConfigurationRoot _configuration = new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?> { ["Pools:uat:Scope"] = "family/cart", ["Pools:uat:Maximum"] = "3" })
        .Build();

    private readonly LogSink _sink = new();
    private readonly LoggerFactory _logs;
    private readonly PoolSource _source;

    public PoolSourceTests()
    {
        _logs = new LoggerFactory([_sink]);
        _source = new PoolSource(PoolSettings.Read(new SettingReader(_configuration.GetSection(PoolSettings.Section))), _configuration, _logs.CreateLogger<PoolSource>());
    }

    public void Dispose()
    {
        _source.Dispose();
        _logs.Dispose();
        _sink.Dispose();
    }

    [Fact]
    public void Reload_ValidConfiguration_IsTaken()
    {
        _configuration["Pools:uat:Maximum"] = "9";
        _configuration["Pools:more:Scope"] = "family/more";
        _configuration.Reload();

        Assert.Equal([("more", 3), ("uat", 9)], _source.Current.Select(pool => (pool.Name, pool.Maximum)).Order());
        Assert.Equal(Accepted, Assert.Single(_sink.Lines).Event);
    }

    [Fact]
    public void Reload_OneFault_IsRefusedWholeAndThePoolsBeforeStay()
    {
        var before = _source.Current;

        _configuration["Pools:uat:Maximum"] = "9";
        _configuration["Pools:more:Scope"] = "family/more/and/more";
        _configuration.Reload();

        Assert.Same(before, _source.Current);
        Assert.Equal(3, Assert.Single(_source.Current).Maximum);
        var (logged, text) = Assert.Single(_sink.Lines);
        Assert.Equal(Refused, logged);
        Assert.Contains("Pools:more:Scope", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Reload_FaultMended_IsTaken()
    {
        _configuration["Pools:uat:Maximum"] = "many";
        _configuration.Reload();
        _configuration["Pools:uat:Maximum"] = "4";
        _configuration.Reload();

        Assert.Equal(4, Assert.Single(_source.Current).Maximum);
        Assert.Equal([Refused, Accepted], _sink.Lines.Select(line => line.Event));
    }

    [Fact]
    public void Reload_AfterTheEnd_ChangesNothing()
    {
        _source.Dispose();

        _configuration["Pools:uat:Maximum"] = "9";
        _configuration.Reload();

        Assert.Equal(3, Assert.Single(_source.Current).Maximum);
        Assert.Empty(_sink.Lines);
    }
}
