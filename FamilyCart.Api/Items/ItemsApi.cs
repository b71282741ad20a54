using FamilyCart.Api.Events;
using FamilyCart.Api.Telemetry;
using FamilyCart.Api.Tokens;
using FamilyCart.Api.Validation;
using Microsoft.AspNetCore.Mvc;

namespace FamilyCart.Api.Items;

internal static class ItemsApi
{
    internal static IEndpointRouteBuilder MapItems(this IEndpointRouteBuilder routes)
    {
        var ofList = routes.MapGroup("/shopping-lists/{id:int}/items")
            .WithTags("Items").RequireAuthorization(Policies.Verified).AddEndpointFilter<ValidationFilter>();
        ofList.MapGet("/", async (int id, Caller caller, ItemStore store, CancellationToken cancellationToken) =>
            (await store.GetAllAsync(id, caller.Id, cancellationToken)).ToHttp(TypedResults.Ok));
        ofList.MapPost("/", CreateAsync);

        var items = routes.MapGroup("/items")
            .WithTags("Items").RequireAuthorization(Policies.Verified).AddEndpointFilter<ValidationFilter>();
        items.MapPut("/{id:int}", UpdateAsync);
        items.MapDelete("/{id:int}", DeleteAsync);
        return routes;
    }

    private static async Task<IResult> CreateAsync(
        int id,
        CreateItemRequest request,
        [FromHeader(Name = ChangeFeed.SessionHeader)] string? sessionId,
        Caller caller,
        ItemStore store,
        ChangeFeed changes,
        ApiMetrics metrics,
        CancellationToken cancellationToken)
    {
        var result = await store.AddAsync(id, request, caller.Id, cancellationToken);
        return result.ToHttp(row =>
        {
            var item = ItemResponse.From(row);
            metrics.ItemAdded();
            changes.ItemCreated(item, row.Sequence, new ChangeOrigin(caller.Id, sessionId));
            return TypedResults.Ok(item);
        });
    }

    private static async Task<IResult> UpdateAsync(
        int id,
        UpdateItemRequest request,
        [FromHeader(Name = ChangeFeed.SessionHeader)] string? sessionId,
        Caller caller,
        ItemStore store,
        ChangeFeed changes,
        ApiMetrics metrics,
        CancellationToken cancellationToken)
    {
        var result = await store.UpdateAsync(id, request, caller.Id, cancellationToken);
        return result.ToHttp(row =>
        {
            var item = ItemResponse.From(row);
            if (row.IsCompleted && !row.WasCompleted)
            {
                metrics.ItemCompleted();
            }

            changes.ItemUpdated(item, row.Sequence, new ChangeOrigin(caller.Id, sessionId));
            return TypedResults.Ok(item);
        });
    }

    private static async Task<IResult> DeleteAsync(
        int id,
        [FromHeader(Name = ChangeFeed.SessionHeader)] string? sessionId,
        Caller caller,
        ItemStore store,
        ChangeFeed changes,
        CancellationToken cancellationToken)
    {
        var result = await store.DeleteAsync(id, caller.Id, cancellationToken);
        return result.ToHttp(row =>
        {
            changes.ItemDeleted(id, row, new ChangeOrigin(caller.Id, sessionId));
            return TypedResults.Ok(new MessageResponse("Item deleted successfully"));
        });
    }
}
