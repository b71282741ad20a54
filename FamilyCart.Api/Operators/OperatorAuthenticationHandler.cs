using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using FamilyCart.Api.Problems;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace FamilyCart.Api.Operators;

/// <summary>`Authorization: Bearer TOKEN` with the token of an operator. Only endpoints whose policy asks for this scheme take it.</summary>
internal sealed class OperatorAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, OperatorSettings operators)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    internal const string SchemeName = "Operator";
    internal const string RoleClaim = "operator_role";

    private const string Bearer = "Bearer ";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        if (Find(header[Bearer.Length..].Trim()) is not { } found)
        {
            return Task.FromResult(AuthenticateResult.Fail("The token is no operator's."));
        }

        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.Name, found.Name), new Claim(RoleClaim, found.Role.ToString())], SchemeName);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        FailureProblems.WriteAsync(Context, Failure.Unauthorized);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        FailureProblems.WriteAsync(Context, Failure.OperatorForbidden);

    /// <summary>Compares with everybody's, whoever it is: the time of the answer tells nothing.</summary>
    private Operator? Find(string token)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(token));
        Operator? found = null;
        foreach (var one in operators.All)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, one.TokenHash))
            {
                found = one;
            }
        }

        return found;
    }
}
