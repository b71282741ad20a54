namespace FamilyCart.Api.Items;

internal static class ItemsExtensions
{
    internal static IHostApplicationBuilder AddItems(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ItemReader>();
        builder.Services.AddSingleton<ItemWriter>();
        return builder;
    }
}
