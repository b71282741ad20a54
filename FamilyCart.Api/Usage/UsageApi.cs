using FamilyCart.Api.Hosting;
using FamilyCart.Api.Tokens;
using FamilyCart.Api.Validation;

namespace FamilyCart.Api.Usage;

internal static class UsageApi
{
    internal static IHostApplicationBuilder AddUsage(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<UsageReader>();
        return builder;
    }

    internal static IEndpointRouteBuilder MapUsage(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/items/suggestions", SuggestAsync)
            .WithTags("Items").RequireAuthorization(Policies.Verified).AddFilter<ValidationFilter>().Produces<UsageSuggestion[]>();
        return routes;
    }

    private static async Task<IResult> SuggestAsync(
        UsageRequest request, Caller caller, UsageReader usage, CancellationToken cancellationToken) =>
        (await usage.SuggestAsync(caller.Id, request, cancellationToken)).ToHttp(TypedResults.Ok);
}
