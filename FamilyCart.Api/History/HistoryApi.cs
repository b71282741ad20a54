using FamilyCart.Api.Changes;
using FamilyCart.Api.Hosting;
using FamilyCart.Api.Items;
using FamilyCart.Api.Paging;
using FamilyCart.Api.Tokens;
using FamilyCart.Api.Validation;

namespace FamilyCart.Api.History;

internal static class HistoryApi
{
    internal static IHostApplicationBuilder AddHistory(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<HistoryReader>();
        builder.Services.AddSingleton<HistoryWriter>();
        builder.Services.AddSingleton<ChangesReader>();
        return builder;
    }

    internal static IEndpointRouteBuilder MapHistory(this IEndpointRouteBuilder routes)
    {
        var ofList = routes.MapGroup("/shopping-lists/{id:int}")
            .WithTags("History").RequireAuthorization(Policies.Verified).AddFilter<ValidationFilter>();
        ofList.MapGet("/changes", GetChangesAsync).Produces<object[]>().ProducesProblem(StatusCodes.Status410Gone);
        ofList.MapGet("/history", GetAllAsync).Produces<HistoryEntry[]>();
        ofList.MapDelete("/history", ForgetAsync).Produces(StatusCodes.Status204NoContent);
        ofList.MapPost("/history/{itemId:int}/restore", RestoreAsync).Produces<ItemResponse>();
        ofList.MapPost("/history/{itemId:int}/re-add", AddAgainAsync).Produces<ItemResponse>();
        return routes;
    }

    private static async Task<IResult> GetChangesAsync(
        int id, ChangesRequest request, Caller caller, ChangesReader changes, CancellationToken cancellationToken)
    {
        var result = await changes.GetAsync(id, caller.Id, request, cancellationToken);
        return result.ToHttp(page => new ChangesResult(page, request));
    }

    private static async Task<IResult> GetAllAsync(
        int id, PageRequest page, Caller caller, HistoryReader history, CancellationToken cancellationToken)
    {
        var result = await history.GetAllAsync(id, caller.Id, page, cancellationToken);
        return result.ToHttp(found => new PageResult<HistoryEntry>(found));
    }

    private static async Task<IResult> ForgetAsync(
        int id, ChangeContext context, HistoryWriter history, CancellationToken cancellationToken) =>
        (await history.ForgetAsync(id, context, cancellationToken)).ToHttp(_ => TypedResults.NoContent());

    private static async Task<IResult> RestoreAsync(
        int id, int itemId, ChangeContext context, HistoryWriter history, CancellationToken cancellationToken) =>
        (await history.RestoreAsync(id, itemId, context, cancellationToken)).ToHttp(TagOf);

    private static async Task<IResult> AddAgainAsync(
        int id, int itemId, ChangeContext context, HistoryWriter history, CancellationToken cancellationToken) =>
        (await history.AddAgainAsync(id, itemId, context, cancellationToken)).ToHttp(TagOf);

    private static string TagOf(Changed<ItemResponse> changed) => IfMatch.Tag(changed.Value.Version);
}
