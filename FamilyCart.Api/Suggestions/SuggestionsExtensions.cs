using FamilyCart.Api.Telemetry;
using FamilyCart.ServiceDefaults.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FamilyCart.Api.Suggestions;

internal static class SuggestionsExtensions
{
    /// <summary>Suggestions for items. Whoever registers a dictionary, a target or another interface of this folder before is used.</summary>
    internal static IHostApplicationBuilder AddSuggestions(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings(AiSettings.Section, AiSettings.Read);
        builder.Services.TryAddSingleton<IAiFlag, AiFlag>();
        builder.Services.TryAddSingleton<IAllowedSuggestions, KnownSuggestions>();
        builder.Services.TryAddSingleton<IGroceryDictionary, NoGroceryDictionary>();
        builder.Services.TryAddSingleton<ISuggestionTarget, NoSuggestionTarget>();
        builder.Services.AddSingleton<SuggestionMetrics>();
        builder.Services.AddSingleton<SuggestionCache>();
        builder.Services.AddSingleton<SuggestionService>();
        builder.Services.AddSingleton<SuggestionSignal>();
        builder.Services.AddSingleton<SuggestionQueue>();
        builder.Services.AddSingleton<SuggestionStore>();
        builder.Services.AddSingleton<SuggestionLimits>();
        builder.Services.AddSingleton<AiStatus>();
        builder.Services.AddHostedService<SuggestionWorker>();
        return builder;
    }
}
