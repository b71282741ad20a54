using FamilyCart.Api.Catalog;
using FamilyCart.Api.Hosting;
using FamilyCart.Api.Tokens;
using FamilyCart.Api.Validation;

namespace FamilyCart.Api.Entry;

internal static class EntryApi
{
    internal static IEndpointRouteBuilder MapEntry(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/items/parse", (ParseItemRequest request) =>
                TypedResults.Ok(ParseItemResponse.From(EntryParser.Parse(request.Text!, Languages.Find(request.Language)))))
            .WithTags("Items").RequireAuthorization(Policies.Verified).AddFilter<ValidationFilter>();
        return routes;
    }
}
