using FamilyCart.AppHost.Launch;
using FamilyCart.AppHost.Topology;
using Microsoft.Extensions.Configuration;

namespace FamilyCart.AppHost.Tests.Topology;

public sealed class SettingsTests
{
    private readonly List<Fault> _faults = [];

    [Fact]
    public void Read_NothingGiven_HasDefaults()
    {
        var settings = Read();

        Assert.Empty(_faults);
        Assert.Equal(("uat", 0, RuntimePreference.Auto, null), (settings.Topology.Name, settings.Topology.PortOffset, settings.Topology.Runtime, settings.Topology.DataDirectory));
        Assert.Equal((TimeSpan.FromSeconds(90), false, null), (settings.Launch.Timeout, settings.Launch.Smoke, settings.Launch.Json));
        Assert.Equal((256, "allkeys-lru", false), (settings.Redis.MaximumMemoryMegabytes, settings.Redis.EvictionPolicy, settings.Redis.AppendOnly));
        Assert.False(settings.Ollama.Enabled);
    }

    [Fact]
    public void Read_EverythingGiven_IsTaken()
    {
        var settings = Read(
            ("Topology:Name", "test-1"), ("Topology:PortOffset", "20000"), ("Topology:Runtime", "Processes"), ("Topology:DataDirectory", "/tmp/x"),
            ("Launch:Timeout", "30"), ("Launch:Smoke", "true"), ("Launch:Json", "/tmp/x.json"),
            ("Redis:MaximumMemoryMegabytes", "64"), ("Redis:EvictionPolicy", "volatile-ttl"), ("Redis:AppendOnly", "True"),
            ("Ollama:Enabled", "true"), ("Ollama:Model", "llama3.2:1b"));

        Assert.Empty(_faults);
        Assert.Equal(("test-1", 20000, RuntimePreference.Processes, "/tmp/x"), (settings.Topology.Name, settings.Topology.PortOffset, settings.Topology.Runtime, settings.Topology.DataDirectory));
        Assert.Equal((TimeSpan.FromSeconds(30), true, "/tmp/x.json"), (settings.Launch.Timeout, settings.Launch.Smoke, settings.Launch.Json));
        Assert.Equal((64, "volatile-ttl", true), (settings.Redis.MaximumMemoryMegabytes, settings.Redis.EvictionPolicy, settings.Redis.AppendOnly));
        Assert.Equal((true, "llama3.2:1b"), (settings.Ollama.Enabled, settings.Ollama.Model));
    }

    [Theory]
    [InlineData("Topology:Name", "UAT")]
    [InlineData("Topology:Name", "a-name-that-is-longer-than-twenty")]
    [InlineData("Topology:Name", "../etc")]
    [InlineData("Topology:PortOffset", "-1")]
    [InlineData("Topology:PortOffset", "46646")]
    [InlineData("Topology:PortOffset", "many")]
    [InlineData("Topology:Runtime", "vm")]
    [InlineData("Topology:Runtime", "1")]
    [InlineData("Topology:DataDirectory", "relative/path")]
    [InlineData("Launch:Timeout", "0")]
    [InlineData("Launch:Timeout", "1.5")]
    [InlineData("Launch:Smoke", "yes")]
    [InlineData("Launch:Json", "report.json")]
    [InlineData("Launch:LogDirectory", "logs")]
    [InlineData("Launch:Logs", "all")]
    [InlineData("Launch:Verbose", "2")]
    [InlineData("Redis:MaximumMemoryMegabytes", "8")]
    [InlineData("Redis:EvictionPolicy", "random")]
    [InlineData("Redis:AppendOnly", "on")]
    [InlineData("Ollama:Enabled", "maybe")]
    [InlineData("Ollama:Model", "a b")]
    [InlineData("Ollama:MemoryMegabytes", "1")]
    [InlineData("Ollama:Cpus", "0")]
    [InlineData("RegistryCache:Upstream", "registry")]
    [InlineData("RegistryCache:Upstream", "ftp://registry")]
    [InlineData("RegistryCache:Address", "0.0.0.0")]
    [InlineData("RegistryCache:Address", "localhost")]
    public void Read_UnusableValue_IsOneFaultThatNamesKeyValueAndExample(string key, string value)
    {
        Read((key, value));

        var fault = Assert.Single(_faults);
        Assert.Equal(ExitCode.BadConfiguration, fault.Code);
        Assert.Contains($"{key} is '{value}'", fault.Message, StringComparison.Ordinal);
        Assert.Contains($"for example {key}=", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ManyFaults_ReportsAllAtOnce()
    {
        Read(("Topology:Name", "?"), ("Topology:PortOffset", "x"), ("Launch:Smoke", "x"), ("Redis:AppendOnly", "x"));

        Assert.Equal(4, _faults.Count);
    }

    [Fact]
    public void Read_KeyOfTheApi_IsLeftToIt()
    {
        Read(("Redis:UnhealthyAfter", "00:02:00"));

        Assert.Empty(_faults);
    }

    [Fact]
    public void Read_UnknownKey_IsFaultThatListsTheKnown()
    {
        Read(("Topology:PortOfset", "1"));

        var fault = Assert.Single(_faults);
        Assert.Contains("Topology:PortOfset is not a setting", fault.Message, StringComparison.Ordinal);
        Assert.Contains("PortOffset", fault.Message, StringComparison.Ordinal);
    }

    private Settings Read(params (string Key, string Value)[] values) =>
        Settings.Read(new ConfigurationBuilder().AddInMemoryCollection(values.ToDictionary(v => v.Key, string? (v) => v.Value)).Build(), _faults);
}
