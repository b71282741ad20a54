using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Api.Lists;

internal static class ListsExtensions
{
    internal static IHostApplicationBuilder AddLists(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings(ListSettings.Section, ListSettings.Read);
        builder.Services.AddSingleton<ListReader>();
        builder.Services.AddSingleton<ListJsonReader>();
        builder.Services.AddSingleton<ListWriter>();
        return builder;
    }
}
