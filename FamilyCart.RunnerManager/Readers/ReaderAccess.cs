using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace FamilyCart.RunnerManager.Readers;

/// <summary>Whether a request may look, for pages that answer themselves when it may not.</summary>
internal sealed class ReaderAccess(IAuthorizationPolicyProvider policies, IPolicyEvaluator evaluator)
{
    public async Task<bool> MayReadAsync(HttpContext context)
    {
        var policy = await policies.GetPolicyAsync(ReaderExtensions.Policy) ?? throw new InvalidOperationException("Readers have no policy.");
        var known = await evaluator.AuthenticateAsync(policy, context);
        context.User = known.Principal ?? context.User;
        return (await evaluator.AuthorizeAsync(policy, known, context, null)).Succeeded;
    }

    /// <summary>Whose log-in the request came with, if it may look; null without one.</summary>
    public static string? LoggedIn(HttpContext context) =>
        context.User.Identities.FirstOrDefault(identity => identity.AuthenticationType == SessionHandler.SchemeName)?.Name;
}
