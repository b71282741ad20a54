using FamilyCart.Api.Hosting;
using FamilyCart.Api.Limits;
using FamilyCart.Api.Problems;

namespace FamilyCart.Api.Accounts.Passwords;

internal static class ResetApi
{
    /// <summary>Adds the endpoints to the group that anybody may call.</summary>
    internal static void MapReset(this IEndpointRouteBuilder open)
    {
        open.MapPost("/reset-password/forgot-password", ForgotAsync)
            .AddFilter<AnswerFloorFilter>().Produces(StatusCodes.Status202Accepted);
        open.MapPost("/reset-password/reset-password", ResetAsync);
    }

    private static async Task<IResult> ForgotAsync(AddressRequest request, ResetStore store, CancellationToken cancellationToken)
    {
        await store.RequestAsync(request.Email!, cancellationToken);
        return TypedResults.StatusCode(StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> ResetAsync(ResetRequest request, ResetService service, CancellationToken cancellationToken) =>
        await service.ResetAsync(request, cancellationToken) is { } failure
            ? FailureProblems.ToHttp(failure, PasswordCode.Reset)
            : TypedResults.Ok();
}
