using FamilyCart.Api.Hosting;
using FamilyCart.Api.Mail.Transports;
using FamilyCart.Api.Pages;
using FamilyCart.Api.Problems;
using FamilyCart.Api.Validation;
using FamilyCart.ServiceDefaults.Access;

namespace FamilyCart.Api.Mail.Outbox;

/// <summary>Where letters are read while nothing sends them. The gateway does not let anybody here.</summary>
internal static class OutboxApi
{
    internal static IEndpointRouteBuilder MapOutbox(this IEndpointRouteBuilder routes)
    {
        var outbox = routes.MapGroup("/outbox").WithTags("Outbox").AddFilter<ValidationFilter>();
        outbox.MapGet("/messages", GetAsync).RequireAuthorization(AccessPolicies.Operator).AddFilter<OperatorAudit>()
            .Produces<IReadOnlyList<OutboxMessage>>();

        // The page holds nothing before the operator's token is typed into it.
        outbox.MapGet("/", GetPage).AllowAnonymous().ExcludeFromDescription();
        return routes;
    }

    private static IResult GetPage(IMailTransport transport) =>
        transport.KeepsLetters ? Page.Outbox : FailureProblems.ToHttp(Failure.OutboxAbsent);

    private static async Task<IResult> GetAsync(
        OutboxQuery query,
        OutboxStore store,
        IMailTransport transport,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        if (!transport.KeepsLetters)
        {
            return FailureProblems.ToHttp(Failure.OutboxAbsent);
        }

        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(await store.GetAsync(query, cancellationToken));
    }
}
