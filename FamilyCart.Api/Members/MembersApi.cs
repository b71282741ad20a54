using FamilyCart.Api.Changes;
using FamilyCart.Api.Hosting;
using FamilyCart.Api.Lists;
using FamilyCart.Api.Tokens;
using FamilyCart.Api.Validation;

namespace FamilyCart.Api.Members;

internal static class MembersApi
{
    internal static IHostApplicationBuilder AddMembers(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<MemberStore>();
        return builder;
    }

    internal static IEndpointRouteBuilder MapMembers(this IEndpointRouteBuilder routes)
    {
        var ofList = routes.MapGroup("/shopping-lists/{id:int}")
            .WithTags("Members").RequireAuthorization(Policies.Verified).AddFilter<ValidationFilter>();
        ofList.MapGet("/members", async (int id, Caller caller, MemberStore members, CancellationToken cancellationToken) =>
            (await members.GetAllAsync(id, caller.Id, cancellationToken)).ToHttp(TypedResults.Ok)).Produces<MemberResponse[]>();
        ofList.MapPatch("/members/{accountId:guid}", UpdateAsync).Produces<MemberResponse>();
        ofList.MapDelete("/members/{accountId:guid}", RemoveAsync).Produces(StatusCodes.Status204NoContent);
        ofList.MapDelete("/share/{email}", RemoveByEmailAsync).Produces<ListResponse>();
        return routes;
    }

    private static async Task<IResult> UpdateAsync(
        int id,
        Guid accountId,
        UpdateMemberRequest request,
        ChangeContext context,
        MemberStore members,
        CancellationToken cancellationToken) =>
        (await members.UpdateAsync(id, accountId, request, context, cancellationToken)).ToHttp();

    private static async Task<IResult> RemoveAsync(
        int id, Guid accountId, ChangeContext context, MemberStore members, CancellationToken cancellationToken) =>
        (await members.RemoveAsync(id, accountId, context, cancellationToken)).ToHttp(_ => TypedResults.NoContent());

    private static async Task<IResult> RemoveByEmailAsync(
        int id, string email, ChangeContext context, MemberStore members, CancellationToken cancellationToken) =>
        (await members.RemoveAsync(id, email, context, cancellationToken)).ToHttp();
}
