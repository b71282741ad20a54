using FamilyCart.Api.Changes;
using FamilyCart.Api.Hosting;
using FamilyCart.Api.Lists;
using FamilyCart.Api.Paging;
using FamilyCart.Api.Problems;
using FamilyCart.Api.Tokens;
using FamilyCart.Api.Validation;

namespace FamilyCart.Api.Invitations;

internal static class InvitationsApi
{
    internal static IEndpointRouteBuilder MapInvitations(this IEndpointRouteBuilder routes)
    {
        var ofList = routes.MapGroup("/shopping-lists/{id:int}")
            .WithTags("Invitations").RequireAuthorization(Policies.Verified).AddFilter<ValidationFilter>();
        ofList.MapPost("/share", ShareAsync).AddFilter<InvitationsSwitch>().Produces<ListResponse>();
        ofList.MapGet("/invitations", GetOfListAsync).Produces<InvitationResponse[]>();
        ofList.MapPost("/invitations", InviteAsync).AddFilter<InvitationsSwitch>().Produces<InvitationResponse>();
        ofList.MapPost("/invitations/{invitationId:long}/resend", ResendAsync)
            .AddFilter<InvitationsSwitch>().Produces<InvitationResponse>();
        ofList.MapDelete("/invitations/{invitationId:long}", CancelAsync).Produces<InvitationResponse>();

        var mine = routes.MapGroup("/invitations")
            .WithTags("Invitations").RequireAuthorization(Policies.Verified).AddFilter<ValidationFilter>();
        mine.MapGet("/", GetMineAsync).Produces<InvitationResponse[]>();
        mine.MapPost("/{invitationId:long}/accept", AcceptAsync).Produces<ListResponse>();
        mine.MapPost("/{invitationId:long}/decline", DeclineAsync).Produces(StatusCodes.Status204NoContent);

        // The letter's token is all that its reader needs.
        routes.MapPost("/invitations/accept", AcceptByTokenAsync)
            .WithTags("Invitations").AllowAnonymous().AddFilter<ValidationFilter>().Produces<AcceptedInvitation>();
        return routes;
    }

    private static async Task<IResult> ShareAsync(
        int id, InvitationRequest request, ChangeContext context, InvitationWriter invitations, CancellationToken cancellationToken)
    {
        var result = await invitations.ShareAsync(id, request, context, cancellationToken);
        return result.Failure is Failure.ListOwnerOnly ? FailureProblems.ToHttp(Failure.ListNotOwned) : result.ToHttp();
    }

    private static async Task<IResult> GetOfListAsync(
        int id, PageRequest page, Caller caller, InvitationReader invitations, CancellationToken cancellationToken) =>
        (await invitations.GetOfListAsync(id, caller.Id, page, cancellationToken)).ToHttp(found => new PageResult<InvitationResponse>(found));

    private static async Task<IResult> InviteAsync(
        int id, InvitationRequest request, ChangeContext context, InvitationWriter invitations, CancellationToken cancellationToken) =>
        (await invitations.InviteAsync(id, request, context, cancellationToken)).ToHttp();

    private static async Task<IResult> ResendAsync(
        int id, long invitationId, ChangeContext context, InvitationWriter invitations, CancellationToken cancellationToken) =>
        (await invitations.ResendAsync(id, invitationId, context, cancellationToken)).ToHttp();

    private static async Task<IResult> CancelAsync(
        int id, long invitationId, ChangeContext context, InvitationWriter invitations, CancellationToken cancellationToken) =>
        (await invitations.CancelAsync(id, invitationId, context, cancellationToken)).ToHttp();

    private static async Task<IResult> GetMineAsync(
        PageRequest page, Caller caller, InvitationReader invitations, CancellationToken cancellationToken) =>
        new PageResult<InvitationResponse>(await invitations.GetMineAsync(caller.Account, page, cancellationToken));

    private static async Task<IResult> AcceptAsync(
        long invitationId, Caller caller, InvitationAcceptance invitations, CancellationToken cancellationToken) =>
        (await invitations.AcceptAsync(invitationId, caller.Account, cancellationToken)).ToHttp();

    private static async Task<IResult> DeclineAsync(
        long invitationId, Caller caller, InvitationAcceptance invitations, CancellationToken cancellationToken) =>
        await invitations.DeclineAsync(invitationId, caller.Account, cancellationToken) is { } failure
            ? FailureProblems.ToHttp(failure)
            : TypedResults.NoContent();

    private static async Task<IResult> AcceptByTokenAsync(
        AcceptByTokenRequest request, HttpContext context, InvitationAcceptance invitations, CancellationToken cancellationToken)
    {
        // Anybody may come here, but whoever is logged in joins as themselves.
        var caller = context.Features.Get<Caller>();
        var account = caller is { Account.IsVerified: true } ? caller.Account : null;
        return (await invitations.AcceptAsync(request.Token!, account, cancellationToken)).ToHttp(TypedResults.Ok);
    }
}
