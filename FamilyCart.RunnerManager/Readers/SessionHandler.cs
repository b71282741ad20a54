using System.Text.Encodings.Web;
using FamilyCart.ServiceDefaults.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace FamilyCart.RunnerManager.Readers;

/// <summary>The cookie of a log-in, for those who read. It answers nobody: the scheme of the tokens beside it does.</summary>
internal sealed class SessionHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ReaderSessions sessions)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Session";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
        ReaderCookie.Of(Request) is not { } id ? AuthenticateResult.NoResult()
        : sessions.Find(id) is not { } session ? AuthenticateResult.Fail("The log-in is over.")
        : AuthenticateResult.Success(new AuthenticationTicket(OperatorIdentity.Of(session.Who, SchemeName), SchemeName)));

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => Task.CompletedTask;

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Task.CompletedTask;
}
