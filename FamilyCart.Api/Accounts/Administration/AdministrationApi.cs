using FamilyCart.Api.Hosting;
using FamilyCart.Api.Problems;
using FamilyCart.Api.Tokens;
using FamilyCart.Api.Validation;

namespace FamilyCart.Api.Accounts.Administration;

internal static class AdministrationApi
{
    internal static void MapAdministration(this IEndpointRouteBuilder routes)
    {
        var users = routes.MapGroup("/users").WithTags("Accounts")
            .RequireAuthorization(Policies.Superuser).AddFilter<ValidationFilter>();
        users.MapGet("/", async (AccountsRequest request, AccountDirectory directory, CancellationToken cancellationToken) =>
            TypedResults.Ok(await directory.GetPageAsync(request.After!.Value, request.Limit!.Value, cancellationToken)));
        users.MapGet("/{id:guid}", async (Guid id, AccountDirectory directory, CancellationToken cancellationToken) =>
            (await directory.GetAsync(id, cancellationToken)).ToHttp(TypedResults.Ok)).Produces<Account>();
        users.MapPatch(
            "/{id:guid}",
            async (
                Guid id,
                UpdateAccountRequest request,
                Caller caller,
                AccountDirectory directory,
                AdministrationAudit audit,
                CancellationToken cancellationToken) =>
                (await audit.UpdateAsync(caller, id, request, () => directory.UpdateAsync(id, request, cancellationToken)))
                    .ToHttp(TypedResults.Ok)).Produces<Account>();
        users.MapDelete(
            "/{id:guid}",
            async (Guid id, Caller caller, AccountRemoval removal, AdministrationAudit audit, CancellationToken cancellationToken) =>
                ToHttp(await audit.RemoveAsync(caller, id, () => removal.RemoveAsync(id, cancellationToken)))).Produces(StatusCodes.Status204NoContent);
    }

    /// <summary>Answers a removal: 204, or what stood against it.</summary>
    internal static IResult ToHttp(Failure? failure) =>
        failure is { } reason ? FailureProblems.ToHttp(reason) : TypedResults.NoContent();
}
