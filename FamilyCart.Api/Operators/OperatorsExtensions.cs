using FamilyCart.Api.SystemInfo;
using FamilyCart.Api.Tokens;
using FamilyCart.ServiceDefaults.Configuration;
using Microsoft.AspNetCore.Authentication;

namespace FamilyCart.Api.Operators;

internal static class OperatorsExtensions
{
    internal static IHostApplicationBuilder AddOperators(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings(OperatorSettings.Section, OperatorSettings.Read);
        builder.Services.AddSingleton<OperatorTokens>();
        builder.Services.AddSingleton<IOperatorCheck, OperatorCheck>();
        new AuthenticationBuilder(builder.Services)
            .AddScheme<AuthenticationSchemeOptions, OperatorAuthenticationHandler>(OperatorAuthenticationHandler.SchemeName, null);
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Viewer, policy => policy
                .AddAuthenticationSchemes(OperatorAuthenticationHandler.SchemeName)
                .RequireClaim(OperatorAuthenticationHandler.RoleClaim, nameof(OperatorRole.Viewer), nameof(OperatorRole.Operator)))
            .AddPolicy(Policies.Operator, policy => policy
                .AddAuthenticationSchemes(OperatorAuthenticationHandler.SchemeName)
                .RequireClaim(OperatorAuthenticationHandler.RoleClaim, nameof(OperatorRole.Operator)));
        return builder;
    }
}
