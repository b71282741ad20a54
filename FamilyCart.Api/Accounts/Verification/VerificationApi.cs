using FamilyCart.Api.Hosting;
using FamilyCart.Api.Limits;

namespace FamilyCart.Api.Accounts.Verification;

internal static class VerificationApi
{
    /// <summary>Adds the endpoints to the group that anybody may call.</summary>
    internal static void MapVerification(this IEndpointRouteBuilder open)
    {
        open.MapPost("/verify/request-verify-token", RequestAsync)
            .AddFilter<AnswerFloorFilter>().Produces(StatusCodes.Status202Accepted);
        open.MapPost("/verify/verify", VerifyAsync).Produces<Account>();
    }

    private static async Task<IResult> RequestAsync(AddressRequest request, VerificationStore store, CancellationToken cancellationToken)
    {
        await store.RequestAsync(request.Email!, cancellationToken);
        return TypedResults.StatusCode(StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> VerifyAsync(
        VerifyRequest request, LoginClient client, VerificationService verification, CancellationToken cancellationToken) =>
        (await verification.VerifyAsync(request, client, cancellationToken)).ToHttp(TypedResults.Ok);
}
