using FamilyCart.Api.Events;
using FamilyCart.Api.Problems;
using FamilyCart.Api.Telemetry;
using FamilyCart.Api.Tokens;
using FamilyCart.Api.Validation;
using Microsoft.AspNetCore.Mvc;

namespace FamilyCart.Api.Lists;

internal static class ListsApi
{
    internal static IEndpointRouteBuilder MapLists(this IEndpointRouteBuilder routes)
    {
        // Routing takes a path with and without its last slash for the same, as clients do.
        var lists = routes.MapGroup("/shopping-lists")
            .WithTags("Lists").RequireAuthorization(Policies.Verified).AddEndpointFilter<ValidationFilter>();
        lists.MapGet("/", async (Caller caller, ListStore store, CancellationToken cancellationToken) =>
            TypedResults.Ok(await store.GetAllAsync(caller.Id, cancellationToken)));
        lists.MapPost("/", CreateAsync);
        lists.MapGet("/{id:int}", async (int id, Caller caller, ListStore store, CancellationToken cancellationToken) =>
            (await store.GetAsync(id, caller.Id, cancellationToken)).ToHttp(TypedResults.Ok));
        lists.MapPost("/{id:int}/share", ShareAsync);
        return routes;
    }

    private static async Task<IResult> CreateAsync(
        CreateListRequest request, Caller caller, ListStore store, ApiMetrics metrics, CancellationToken cancellationToken)
    {
        var list = await store.AddAsync(request, caller.Id, cancellationToken);
        metrics.ListCreated();
        return TypedResults.Ok(ListResponse.From(list, [], [caller.Account]));
    }

    private static async Task<IResult> ShareAsync(
        int id,
        ShareRequest request,
        [FromHeader(Name = ChangeFeed.SessionHeader)] string? sessionId,
        Caller caller,
        ListStore store,
        ChangeFeed changes,
        CancellationToken cancellationToken)
    {
        var sequence = await store.AddMemberAsync(id, caller.Id, request.Email!, cancellationToken);
        var list = await store.GetAsync(id, caller.Id, cancellationToken);
        if (list.Value is { } shared && shared.OwnerId != caller.Id)
        {
            return FailureProblems.ToHttp(Failure.ListNotOwned);
        }

        if (list.Value is { } changed && sequence is { } number)
        {
            changes.ListShared(changed, request.Email!.Trim(), number, new ChangeOrigin(caller.Id, sessionId));
        }

        return list.ToHttp(TypedResults.Ok);
    }
}
