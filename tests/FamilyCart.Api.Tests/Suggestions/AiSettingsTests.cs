using FamilyCart.Api.Suggestions;
using FamilyCart.ServiceDefaults.Configuration;
using Microsoft.Extensions.Configuration;

namespace FamilyCart.Api.Tests.Suggestions;

public sealed class AiSettingsTests
{
    [Fact]
    public void Read_NothingConfigured_TakesTheDefaults()
    {
        var (settings, faults) = Read();
        Assert.Empty(faults);
        Assert.Equal(SuggestionTesting.Settings(null), settings);
    }

    [Fact]
    public void Read_Ollama_TakesEverythingAsConfigured()
    {
        var (settings, faults) = Read(
            ("Provider", "Ollama"), ("Endpoint", "http://model:11434/"), ("Model", "hf.co/some/model:Q4_K_M"), ("Order", "model-first"),
            ("Timeout", "00:00:20"), ("Concurrency", "3"), ("QueueLimit", "0"));
        Assert.Empty(faults);
        Assert.Equal(
            new AiSettings(
                AiProvider.Ollama, "hf.co/some/model:Q4_K_M", new Uri("http://model:11434"), SuggestionOrder.ModelFirst, TimeSpan.FromSeconds(20), 3, 0),
            settings);
    }

    [Fact]
    public void Read_EverythingAtFault_NamesEveryKeyWithARemedy()
    {
        var (_, faults) = Read(
            ("Provider", "gemini"), ("Endpoint", "localhost:11434"), ("Model", "a b"), ("Order", "any"),
            ("Timeout", "00:00:00"), ("Concurrency", "0"), ("QueueLimit", "-1"));
        Assert.Equal(
            ["Ai:Concurrency", "Ai:Endpoint", "Ai:Model", "Ai:Order", "Ai:Provider", "Ai:QueueLimit", "Ai:Timeout"],
            faults.Select(fault => fault.Split(' ')[0]).Order(StringComparer.Ordinal));
        Assert.All(faults, fault => Assert.Contains("for example", fault, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_OllamaWithoutEndpoint_IsOneFault() =>
        Assert.StartsWith("Ai:Endpoint is missing", Assert.Single(Read(("Provider", "ollama")).Faults), StringComparison.Ordinal);

    [Fact]
    public void Read_OllamaWithAFaultyEndpoint_IsOneFault() =>
        Assert.Single(Read(("Provider", "ollama"), ("Endpoint", "ftp://model")).Faults);

    private static (AiSettings Settings, IReadOnlyList<string> Faults) Read(params (string Key, string Value)[] values)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(value => KeyValuePair.Create($"Ai:{value.Key}", (string?)value.Value)))
            .Build();
        var reader = new SettingReader(configuration.GetSection(AiSettings.Section));
        return (AiSettings.Read(reader), reader.Faults);
    }
}
