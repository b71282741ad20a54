using FamilyCart.Api.Telemetry;
using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Api.Suggestions;

internal static class SuggestionsExtensions
{
    /// <summary>Suggestions, for whatever is registered as their target.</summary>
    internal static IHostApplicationBuilder AddSuggestions(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings(AiSettings.Section, AiSettings.Read);
        builder.Services.AddSingleton<IAiFlag, AiFlag>();
        builder.Services.AddSingleton<IAllowedSuggestions, CatalogSuggestions>();
        builder.Services.AddSingleton<IGroceryDictionary, GrocerySuggestions>();
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
