namespace FamilyCart.Api.Items;

internal static class ItemsExtensions
{
    internal static IHostApplicationBuilder AddItems(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ItemStore>();
        return builder;
    }
}
