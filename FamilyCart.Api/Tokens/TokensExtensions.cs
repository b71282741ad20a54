using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace FamilyCart.Api.Tokens;

internal static class TokensExtensions
{
    internal static IHostApplicationBuilder AddTokens(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<TokenOptions>().BindConfiguration(TokenOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<TokenOptions>, TokenOptionsValidator>();
        builder.Services.AddSingleton<TokenStore>();
        builder.Services.AddAuthentication(TokenAuthenticationHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, TokenAuthenticationHandler>(TokenAuthenticationHandler.SchemeName, null);
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Active, policy => policy.RequireAuthenticatedUser())
            .AddPolicy(Policies.Verified, policy => policy.RequireAuthenticatedUser().RequireClaim(TokenAuthenticationHandler.VerifiedClaim));
        return builder;
    }
}
