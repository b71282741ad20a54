using FamilyCart.ServiceDefaults.Configuration;
using FamilyCart.ServiceDefaults.Secrets;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace FamilyCart.ServiceDefaults.Access;

/// <summary>Access for those who look after a service. Nobody is trusted by address: behind the gateway every caller is loopback.</summary>
public static class AccessExtensions
{
    /// <summary>
    /// Adds the operators of section <c>Operators</c> and the policies of <see cref="AccessPolicies"/>. An endpoint that asks for one
    /// answers 401 without a token of an operator and 403 to one of the wrong role, both as problem details.
    /// </summary>
    /// <param name="builder">The service's builder.</param>
    /// <returns>The same builder.</returns>
    public static IHostApplicationBuilder AddAccess(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings(OperatorSettings.Section, OperatorSettings.Read);
        builder.Services.TryAddSingleton(LiveSecrets.None);
        builder.Services.AddSingleton<OperatorTokens>();
        builder.Services.AddAuthentication()
            .AddScheme<AuthenticationSchemeOptions, OperatorAuthenticationHandler>(OperatorAuthenticationHandler.SchemeName, null);
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(AccessPolicies.Viewer, policy => Take(policy, OperatorRole.Viewer, OperatorRole.Operator))
            .AddPolicy(AccessPolicies.Ci, policy => Take(policy, OperatorRole.Ci, OperatorRole.Operator))
            .AddPolicy(AccessPolicies.Gateway, policy => Take(policy, OperatorRole.Gateway, OperatorRole.Operator))
            .AddPolicy(AccessPolicies.Operator, policy => Take(policy, OperatorRole.Operator));
        return builder;
    }

    private static void Take(AuthorizationPolicyBuilder policy, params IEnumerable<OperatorRole> roles) => policy
        .AddAuthenticationSchemes(OperatorAuthenticationHandler.SchemeName)
        .RequireClaim(OperatorIdentity.RoleClaim, roles.Select(role => role.ToString()));
}
