namespace FamilyCart.Api.Changes;

internal static class ChangesExtensions
{
    internal static IHostApplicationBuilder AddChanges(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IdempotencyStore>();
        builder.Services.AddSingleton<ChangeRunner>();
        return builder;
    }
}
