namespace FamilyCart.Api.Lists;

internal static class ListsExtensions
{
    internal static IHostApplicationBuilder AddLists(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ListReader>();
        builder.Services.AddSingleton<ListJsonReader>();
        builder.Services.AddSingleton<ListWriter>();
        return builder;
    }
}
