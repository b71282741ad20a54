namespace FamilyCart.Api.Groceries;

internal static class GroceriesExtensions
{
    internal static IHostApplicationBuilder AddGroceries(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<GroceryDictionary>();
        return builder;
    }
}
