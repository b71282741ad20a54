using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FamilyCart.ServiceDefaults.Access;

/// <summary>`Authorization: Bearer TOKEN` with the token of an operator. Only endpoints whose policy asks for this scheme take it.</summary>
internal sealed class OperatorAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, OperatorTokens tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    internal const string SchemeName = "Operator";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!OperatorTokens.HasToken(Request))
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        if (tokens.Find(Request) is not { } found)
        {
            return Task.FromResult(AuthenticateResult.Fail("The token is no operator's."));
        }

        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(OperatorIdentity.Of(found, SchemeName), SchemeName)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return RefuseAsync(StatusCodes.Status401Unauthorized, "Unauthorized");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        RefuseAsync(StatusCodes.Status403Forbidden, "Only an operator may do this");

    private Task RefuseAsync(int status, string detail) => TypedResults.Problem(detail, statusCode: status).ExecuteAsync(Context);
}
