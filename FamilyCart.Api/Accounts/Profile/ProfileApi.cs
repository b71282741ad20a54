using FamilyCart.Api.Accounts.Administration;
using FamilyCart.Api.Limits;
using FamilyCart.Api.Problems;
using FamilyCart.Api.Tokens;
using FamilyCart.Api.Validation;

namespace FamilyCart.Api.Accounts.Profile;

internal static class ProfileApi
{
    internal static void MapProfile(this IEndpointRouteBuilder routes)
    {
        var me = routes.MapGroup("/users/me").WithTags("Accounts").AddEndpointFilter<ValidationFilter>();
        me.MapGet("/", (Caller caller) => TypedResults.Ok(caller.Account)).RequireAuthorization(Policies.Active);
        me.MapPatch("/", UpdateAsync).AddEndpointFilter<LimitFilter>().RequireAuthorization(Policies.Active).Produces<Account>();
        me.MapPut("/", UpdateAsync).AddEndpointFilter<LimitFilter>().RequireAuthorization(Policies.Verified).Produces<Account>();
        me.MapDelete("/", (Caller caller, AccountRemoval removal, CancellationToken cancellationToken) =>
            AdministrationApi.RemoveAsync(caller.Id, removal, cancellationToken)).RequireAuthorization(Policies.Active).Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> UpdateAsync(
        UpdateProfileRequest request, Caller caller, ProfileService profiles, CancellationToken cancellationToken) =>
        (await profiles.UpdateAsync(caller, request, cancellationToken)).ToHttp(TypedResults.Ok, PasswordCode.Update);
}
