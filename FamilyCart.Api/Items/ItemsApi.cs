using FamilyCart.Api.Changes;
using FamilyCart.Api.Hosting;
using FamilyCart.Api.Paging;
using FamilyCart.Api.Tokens;
using FamilyCart.Api.Validation;

namespace FamilyCart.Api.Items;

internal static class ItemsApi
{
    internal static IEndpointRouteBuilder MapItems(this IEndpointRouteBuilder routes)
    {
        var ofList = routes.MapGroup("/shopping-lists/{id:int}/items")
            .WithTags("Items").RequireAuthorization(Policies.Verified).AddFilter<ValidationFilter>();
        ofList.MapGet("/", GetAllAsync).Produces<ItemResponse[]>();
        ofList.MapPost("/", (int id, CreateItemRequest request, ChangeContext context, ItemWriter items, CancellationToken cancellationToken) =>
            AddAsync(id, request, context, items, cancellationToken)).Produces<ItemResponse>();

        var items = routes.MapGroup("/items")
            .WithTags("Items").RequireAuthorization(Policies.Verified).AddFilter<ValidationFilter>();
        items.MapPost("/", (CreateItemInListRequest request, ChangeContext context, ItemWriter items, CancellationToken cancellationToken) =>
            AddAsync(request.ShoppingListId!.Value, request, context, items, cancellationToken)).Produces<ItemResponse>();
        items.MapGet("/list/{id:int}", GetAllAsync).Produces<ItemResponse[]>();
        items.MapGet("/{id:int}", GetAsync).Produces<ItemResponse>();
        items.MapPut("/{id:int}", UpdateAsync).Produces<ItemResponse>();
        items.MapDelete("/{id:int}", DeleteAsync).Produces<MessageResponse>();
        return routes;
    }

    private static async Task<IResult> GetAllAsync(
        int id, PageRequest page, Caller caller, ItemReader items, CancellationToken cancellationToken)
    {
        var result = await items.GetAllAsync(id, caller.Id, page, cancellationToken);
        return result.ToHttp(found => new PageResult<ItemResponse>(found));
    }

    private static async Task<IResult> GetAsync(
        int id, Caller caller, ItemReader items, HttpResponse response, CancellationToken cancellationToken)
    {
        var result = await items.GetAsync(id, caller.Id, cancellationToken);
        return result.ToHttp(item =>
        {
            response.Headers.ETag = IfMatch.Tag(item.Version);
            return TypedResults.Ok(item);
        });
    }

    private static async Task<IResult> AddAsync(
        int id, CreateItemRequest request, ChangeContext context, ItemWriter items, CancellationToken cancellationToken) =>
        (await items.AddAsync(id, request, context, cancellationToken)).ToHttp(TagOf);

    private static async Task<IResult> UpdateAsync(
        int id, UpdateItemRequest request, ChangeContext context, ItemWriter items, CancellationToken cancellationToken) =>
        (await items.UpdateAsync(id, request, context, cancellationToken)).ToHttp(TagOf);

    private static async Task<IResult> DeleteAsync(int id, ChangeContext context, ItemWriter items, CancellationToken cancellationToken) =>
        (await items.DeleteAsync(id, context, cancellationToken)).ToHttp();

    private static string TagOf(Changed<ItemResponse> changed) => IfMatch.Tag(changed.Value.Version);
}
