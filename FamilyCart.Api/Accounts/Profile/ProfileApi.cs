using FamilyCart.Api.Accounts.Administration;
using FamilyCart.Api.Hosting;
using FamilyCart.Api.Limits;
using FamilyCart.Api.Problems;
using FamilyCart.Api.Tokens;
using FamilyCart.Api.Validation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace FamilyCart.Api.Accounts.Profile;

internal static class ProfileApi
{
    internal static void MapProfile(this IEndpointRouteBuilder routes)
    {
        var me = routes.MapGroup("/users/me").WithTags("Accounts").AddFilter<ValidationFilter>();
        me.MapGet("/", (Caller caller) => TypedResults.Ok(caller.Account)).RequireAuthorization(Policies.Active);
        me.MapPatch("/", UpdateAsync).AddFilter<LimitFilter>().RequireAuthorization(Policies.Active).Produces<Account>();
        me.MapPut("/", UpdateAsync).AddFilter<LimitFilter>().RequireAuthorization(Policies.Verified).Produces<Account>();
        me.MapDelete("/", DeleteAsync)
            .AddFilter<LimitFilter>().RequireAuthorization(Policies.Active).Produces(StatusCodes.Status204NoContent);
    }

    /// <summary>Clients of the service before send no body: for them a recent log-in stands for the password.</summary>
    private static async Task<IResult> DeleteAsync(
        [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] DeleteProfileRequest? request,
        Caller caller,
        ProfileService profiles,
        AccountRemoval removal,
        CancellationToken cancellationToken) => AdministrationApi.ToHttp(
            await profiles.ConfirmAsync(caller, request?.CurrentPassword, cancellationToken)
            ?? await removal.RemoveAsync(caller.Id, cancellationToken));

    private static async Task<IResult> UpdateAsync(
        UpdateProfileRequest request, Caller caller, ProfileService profiles, CancellationToken cancellationToken) =>
        (await profiles.UpdateAsync(caller, request, cancellationToken)).ToHttp(TypedResults.Ok, PasswordCode.Update);
}
