using System.Diagnostics.Metrics;
using FamilyCart.Api.Suggestions;
using FamilyCart.Api.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace FamilyCart.Api.Tests.Suggestions;

/// <summary>What tests of suggestions share.</summary>
internal static class SuggestionTesting
{
    internal static readonly Suggestion Milk = new(
        "Dairy", "egg", "Milk", new Dictionary<string, string> { ["cs"] = "Mléko" }, SuggestionOrigin.Dictionary);

    /// <summary>The defaults, with Ollama at this address.</summary>
    internal static AiSettings Settings(Uri? endpoint) => new(
        endpoint is null ? AiProvider.None : AiProvider.Ollama,
        "gemma3:4b",
        endpoint,
        SuggestionOrder.DictionaryFirst,
        TimeSpan.FromSeconds(15),
        Concurrency: 2,
        QueueLimit: 10_000);

    /// <summary>Instruments that nobody reads.</summary>
    internal static SuggestionMetrics Metrics() =>
        new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());
}
