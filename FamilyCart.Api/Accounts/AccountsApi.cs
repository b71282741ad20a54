using FamilyCart.Api.Accounts.Registration;
using FamilyCart.Api.Accounts.Verification;
using FamilyCart.Api.Events;
using FamilyCart.Api.Telemetry;
using FamilyCart.Api.Tokens;
using FamilyCart.Api.Validation;
using Microsoft.AspNetCore.Mvc;

namespace FamilyCart.Api.Accounts;

internal static class AccountsApi
{
    internal static IEndpointRouteBuilder MapAccounts(this IEndpointRouteBuilder routes)
    {
        var open = routes.MapGroup("/auth").WithTags("Accounts").AllowAnonymous().AddEndpointFilter<ValidationFilter>();
        open.MapPost("/register", RegisterAsync);
        open.MapVerification();

        // The token travels in a header, not in a cookie: a forged form has nothing to ride on.
        open.MapPost("/jwt/login", LogInAsync).DisableAntiforgery();

        routes.MapPost("/auth/jwt/logout", LogOutAsync).WithTags("Accounts").RequireAuthorization(Policies.Active);
        routes.MapGet("/users/me", (Caller caller) => TypedResults.Ok(caller.Account))
            .WithTags("Accounts").RequireAuthorization(Policies.Active);
        return routes;
    }

    private static async Task<IResult> RegisterAsync(
        RegisterRequest request, AccountService accounts, CancellationToken cancellationToken)
    {
        var result = await accounts.RegisterAsync(request, cancellationToken);
        return result.ToHttp(account => TypedResults.Created((string?)null, account));
    }

    private static async Task<IResult> LogInAsync(
        [FromForm] string? username, [FromForm] string? password, AccountService accounts, CancellationToken cancellationToken)
    {
        var form = new LoginForm(username, password);
        var errors = new ValidationErrors();
        form.Validate(errors);
        if (errors.Any)
        {
            return errors.ToHttp();
        }

        var result = await accounts.LogInAsync(form, cancellationToken);
        return result.ToHttp(TypedResults.Ok);
    }

    private static async Task<IResult> LogOutAsync(
        Caller caller, TokenStore tokens, EventPublisher events, AccountMetrics metrics, CancellationToken cancellationToken)
    {
        await tokens.RevokeAsync(caller.TokenHash, cancellationToken);
        events.Publish(Envelope.ForEndedLogin(caller.LoginId));
        metrics.TokensRevoked(1, "logged_out");
        return TypedResults.NoContent();
    }
}
