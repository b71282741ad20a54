namespace FamilyCart.Api.Lists;

internal static class ListsExtensions
{
    internal static IHostApplicationBuilder AddLists(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ListStore>();
        return builder;
    }
}
