using FamilyCart.Api.Telemetry;

namespace FamilyCart.Api.Accounts.Verification;

internal static class VerificationApi
{
    /// <summary>Adds the endpoints to the group that anybody may call.</summary>
    internal static void MapVerification(this IEndpointRouteBuilder open)
    {
        open.MapPost("/verify/request-verify-token", RequestAsync).Produces(StatusCodes.Status202Accepted);
        open.MapPost("/verify/verify", VerifyAsync).Produces<Account>();
    }

    private static async Task<IResult> RequestAsync(AddressRequest request, VerificationStore store, CancellationToken cancellationToken)
    {
        await store.RequestAsync(request.Email!, cancellationToken);
        return TypedResults.StatusCode(StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> VerifyAsync(
        VerifyRequest request, VerificationStore store, LoginEnds ends, AccountMetrics metrics, CancellationToken cancellationToken)
    {
        var ended = new EndedLogins();
        var result = await store.VerifyAsync(request.Token!, ended, cancellationToken);
        return result.ToHttp(account =>
        {
            ends.Announce(ended, "address_proven");
            metrics.AccountVerified();
            return TypedResults.Ok(account);
        });
    }
}
