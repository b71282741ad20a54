using FamilyCart.Api.Suggestions;

namespace FamilyCart.Api.Items;

internal static class ItemsExtensions
{
    internal static IHostApplicationBuilder AddItems(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ItemReader>();
        builder.Services.AddSingleton<ItemWriter>();
        builder.Services.AddSingleton<ISuggestionTarget, ItemSuggestions>();
        return builder;
    }
}
