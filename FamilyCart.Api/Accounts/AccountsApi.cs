using FamilyCart.Api.Accounts.Administration;
using FamilyCart.Api.Accounts.Logins;
using FamilyCart.Api.Accounts.Passwords;
using FamilyCart.Api.Accounts.Profile;
using FamilyCart.Api.Accounts.Registration;
using FamilyCart.Api.Accounts.Verification;
using FamilyCart.Api.Hosting;
using FamilyCart.Api.Limits;
using FamilyCart.Api.Tokens;
using FamilyCart.Api.Validation;

namespace FamilyCart.Api.Accounts;

internal static class AccountsApi
{
    internal static IEndpointRouteBuilder MapAccounts(this IEndpointRouteBuilder routes)
    {
        var open = routes.MapGroup("/auth").WithTags("Accounts").AllowAnonymous()
            .AddFilter<LimitFilter>().AddFilter<ValidationFilter>();
        open.MapPost("/register", async (RegisterRequest request, RegistrationService registration, CancellationToken cancellationToken) =>
            (await registration.RegisterAsync(request, cancellationToken)).ToHttp(account => TypedResults.Created((string?)null, account)))
            .Produces<Account>(StatusCodes.Status201Created).AddFilter<AnswerFloorFilter>();
        open.MapVerification();
        open.MapReset();
        open.MapLogins();

        routes.MapPost("/auth/jwt/logout", LoginsApi.LogOutAsync)
            .WithTags("Accounts").RequireAuthorization(Policies.Active).Produces(StatusCodes.Status204NoContent);
        routes.MapProfile();
        routes.MapAdministration();
        return routes;
    }
}
