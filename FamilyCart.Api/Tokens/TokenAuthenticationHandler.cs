using System.Security.Claims;
using System.Text.Encodings.Web;
using FamilyCart.Api.Problems;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace FamilyCart.Api.Tokens;

/// <summary>`Authorization: Bearer TOKEN`.</summary>
internal sealed class TokenAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, TokenStore tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    internal const string SchemeName = "Bearer";
    internal const string VerifiedClaim = "verified";
    internal const string SuperuserClaim = "superuser";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith($"{SchemeName} ", StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }

        var caller = await tokens.FindCallerAsync(header[(SchemeName.Length + 1)..].Trim(), Context.RequestAborted);
        if (caller is null)
        {
            return AuthenticateResult.Fail("The token is unknown or has ended.");
        }

        Context.Features.Set(caller);
        var claims = new List<Claim> { new(ClaimTypes.NameIdentifier, caller.Id.ToString()) };
        if (caller.Account.IsVerified)
        {
            claims.Add(new Claim(VerifiedClaim, "true"));
        }

        if (caller.Account.IsSuperuser)
        {
            claims.Add(new Claim(SuperuserClaim, "true"));
        }

        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(claims, SchemeName)), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        FailureProblems.WriteAsync(Context, Failure.Unauthorized);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        FailureProblems.WriteAsync(Context, Failure.NotVerified);
}
