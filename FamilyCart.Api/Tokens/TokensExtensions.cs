using FamilyCart.ServiceDefaults.Configuration;
using Microsoft.AspNetCore.Authentication;

namespace FamilyCart.Api.Tokens;

internal static class TokensExtensions
{
    internal static IHostApplicationBuilder AddTokens(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings(TokenSettings.Section, TokenSettings.Read);
        builder.Services.AddSettings(RefreshTokenSettings.Section, RefreshTokenSettings.Read);
        builder.Services.AddSingleton<TokenStore>();
        builder.Services.AddSingleton<RefreshTokenStore>();
        builder.Services.AddSingleton<LoginTokens>();

        // AddAuthentication would bring data protection and its key files, which opaque tokens have no use for.
        builder.Services.AddWebEncoders();
        builder.Services.AddAuthenticationCore(options => options.DefaultScheme = TokenAuthenticationHandler.SchemeName);
        new AuthenticationBuilder(builder.Services)
            .AddScheme<AuthenticationSchemeOptions, TokenAuthenticationHandler>(TokenAuthenticationHandler.SchemeName, null);
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Active, policy => policy.RequireAuthenticatedUser())
            .AddPolicy(Policies.Verified, policy => policy.RequireAuthenticatedUser().RequireClaim(TokenAuthenticationHandler.VerifiedClaim))
            .AddPolicy(Policies.Superuser, policy => policy.RequireAuthenticatedUser()
                .RequireClaim(TokenAuthenticationHandler.VerifiedClaim).RequireClaim(TokenAuthenticationHandler.SuperuserClaim));
        return builder;
    }
}
