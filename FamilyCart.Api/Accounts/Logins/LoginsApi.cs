using FamilyCart.Api.Hosting;
using FamilyCart.Api.Limits;
using FamilyCart.Api.Tokens;
using FamilyCart.Api.Validation;
using Microsoft.AspNetCore.Mvc;

namespace FamilyCart.Api.Accounts.Logins;

internal static class LoginsApi
{
    /// <summary>Adds the endpoints to the group that anybody may call.</summary>
    internal static void MapLogins(this IEndpointRouteBuilder open)
    {
        // The token travels in a header, not in a cookie: a forged form has nothing to ride on.
        open.MapPost("/jwt/login", LogInAsync).AddFilter<AnswerFloorFilter>().DisableAntiforgery().Produces<LoginResponse>();
        open.MapPost("/jwt/refresh", async (RefreshRequest request, RefreshService refresh, CancellationToken cancellationToken) =>
            (await refresh.RefreshAsync(request.RefreshToken!, cancellationToken)).ToHttp(TypedResults.Ok)).Produces<LoginResponse>();
    }

    internal static async Task<IResult> LogOutAsync(
        Caller caller, LoginStore store, LoginEnds ends, CancellationToken cancellationToken)
    {
        var ended = new EndedLogins();
        await store.EndAsync(caller, ended, cancellationToken);
        ends.Announce(ended, "logged_out");
        return TypedResults.NoContent();
    }

    private static async Task<IResult> LogInAsync(
        [FromForm] string? username,
        [FromForm] string? password,
        [FromForm] string? scope,
        LoginClient client,
        LoginService logins,
        CancellationToken cancellationToken)
    {
        var form = new LoginForm(username, password, scope);
        var errors = new ValidationErrors();
        form.Validate(errors);
        return errors.Any ? errors.ToHttp() : (await logins.LogInAsync(form, client, cancellationToken)).ToHttp(TypedResults.Ok);
    }
}
