using FamilyCart.Api.Changes;
using FamilyCart.Api.Hosting;
using FamilyCart.Api.Items;
using FamilyCart.Api.Tokens;
using FamilyCart.Api.Validation;

namespace FamilyCart.Api.Ordering;

internal static class OrderingApi
{
    internal static IHostApplicationBuilder AddOrdering(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ItemMover>();
        return builder;
    }

    internal static IEndpointRouteBuilder MapOrdering(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/items/{id:int}/move", MoveAsync)
            .WithTags("Items").RequireAuthorization(Policies.Verified).AddFilter<ValidationFilter>().Produces<ItemResponse>();
        return routes;
    }

    private static async Task<IResult> MoveAsync(
        int id, MoveRequest request, ChangeContext context, ItemMover mover, CancellationToken cancellationToken) =>
        (await mover.MoveAsync(id, request, context, cancellationToken)).ToHttp(changed => IfMatch.Tag(changed.Value.Version));
}
