using FamilyCart.Api.Changes;
using FamilyCart.Api.Hosting;
using FamilyCart.Api.Paging;
using FamilyCart.Api.Tokens;
using FamilyCart.Api.Validation;

namespace FamilyCart.Api.Lists;

internal static class ListsApi
{
    internal static IEndpointRouteBuilder MapLists(this IEndpointRouteBuilder routes)
    {
        // Routing takes a path with and without its last slash for the same, as clients do.
        var lists = routes.MapGroup("/shopping-lists")
            .WithTags("Lists").RequireAuthorization(Policies.Verified).AddFilter<ValidationFilter>();
        lists.MapGet("/", GetAllAsync).Produces<ListResponse[]>();
        lists.MapPost("/", AddAsync).Produces<ListResponse>();
        lists.MapGet("/deleted", GetDeletedAsync).Produces<DeletedListResponse[]>();
        lists.MapGet("/{id:int}", GetAsync).Produces<ListResponse>().Produces(StatusCodes.Status304NotModified);
        lists.MapPut("/{id:int}", UpdateAsync).Produces<ListResponse>();
        lists.MapDelete("/{id:int}", DeleteAsync).Produces(StatusCodes.Status204NoContent);
        lists.MapPost("/{id:int}/restore", RestoreAsync).Produces<ListResponse>();
        return routes;
    }

    private static async Task<IResult> GetAllAsync(PageRequest page, Caller caller, ListReader lists, CancellationToken cancellationToken) =>
        new PageResult<ListResponse>(await lists.GetAllAsync(caller.Id, page, cancellationToken));

    private static async Task<IResult> GetDeletedAsync(PageRequest page, Caller caller, ListReader lists, CancellationToken cancellationToken) =>
        new PageResult<DeletedListResponse>(await lists.GetDeletedAsync(caller.Id, page, cancellationToken));

    /// <summary>A client that has the list already gets no more than that said, without its items being read.</summary>
    private static async Task<IResult> GetAsync(
        int id, Caller caller, ListJsonReader lists, HttpContext context, CancellationToken cancellationToken)
    {
        var known = context.Request.Headers.IfNoneMatch;
        if (known.Count > 0 && await lists.FindTagAsync(id, caller.Id, cancellationToken) is { } tag && IfNoneMatch.Names(known, tag))
        {
            context.Response.Headers.ETag = tag;
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        }

        return (await lists.GetAsync(id, caller.Id, cancellationToken)).ToHttp(list => list);
    }

    private static async Task<IResult> AddAsync(
        CreateListRequest request, ChangeContext context, ListWriter lists, CancellationToken cancellationToken) =>
        (await lists.AddAsync(request, context, cancellationToken)).ToHttp(TagOf);

    private static async Task<IResult> UpdateAsync(
        int id, UpdateListRequest request, ChangeContext context, ListWriter lists, CancellationToken cancellationToken) =>
        (await lists.UpdateAsync(id, request, context, cancellationToken)).ToHttp(TagOf);

    private static async Task<IResult> DeleteAsync(int id, ChangeContext context, ListWriter lists, CancellationToken cancellationToken) =>
        (await lists.DeleteAsync(id, context, cancellationToken)).ToHttp(_ => TypedResults.NoContent());

    private static async Task<IResult> RestoreAsync(int id, ChangeContext context, ListWriter lists, CancellationToken cancellationToken) =>
        (await lists.RestoreAsync(id, context, cancellationToken)).ToHttp(TagOf);

    private static string TagOf(Changed<ListResponse> changed) => IfMatch.Tag(changed.Value.Version, changed.Value.Sequence);
}
