using FamilyCart.Api.Hosting;
using FamilyCart.Api.Tokens;
using FamilyCart.Api.Validation;

namespace FamilyCart.Api.Suggestions;

internal static class SuggestionsApi
{
    internal static IEndpointRouteBuilder MapSuggestions(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/ai/status", async (AiStatus status, CancellationToken cancellationToken) =>
            TypedResults.Ok(await status.GetAsync(cancellationToken))).WithTags("Suggestions").AllowAnonymous();

        var questions = routes.MapGroup("/ai").WithTags("Suggestions").RequireAuthorization(Policies.Verified)
            .AddFilter<SuggestionLimitFilter>().AddFilter<ValidationFilter>();
        questions.MapPost(
            "/categorize-item",
            async (CategorizeItemRequest request, SuggestionService suggestions, CancellationToken cancellationToken) =>
                TypedResults.Ok(CategoryResponse.From(await suggestions.AnswerAsync(request.ItemName!.Trim(), cancellationToken))));
        questions.MapPost(
            "/suggest-icon",
            async (SuggestIconRequest request, SuggestionService suggestions, CancellationToken cancellationToken) =>
                TypedResults.Ok(IconResponse.From(await suggestions.AnswerAsync(request.ItemName!.Trim(), cancellationToken))));
        return routes;
    }
}
