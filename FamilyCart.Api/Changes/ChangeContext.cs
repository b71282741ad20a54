using System.Reflection;
using FamilyCart.Api.OpenApi;
using FamilyCart.Api.Tokens;
using Microsoft.AspNetCore.Http.Metadata;

namespace FamilyCart.Api.Changes;

/// <summary>Who changes something, and on which conditions.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="SessionId">The socket session that knows of the change already and is not told, or null.</param>
/// <param name="Retry">What makes a repetition of the request recognizable, or null.</param>
/// <param name="Precondition">The versions that the caller accepts to change.</param>
internal sealed record ChangeContext(Caller Caller, string? SessionId, IdempotencyKey? Retry, IfMatch Precondition)
    : IEndpointParameterMetadataProvider
{
    internal const string SessionHeader = "x-session-id";

    public Guid AccountId => Caller.Id;

    /// <summary>Reads the headers of a request; authorization has made sure that there is a caller.</summary>
    public static ValueTask<ChangeContext?> BindAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        var caller = context.Features.Get<Caller>();
        return ValueTask.FromResult(caller is null
            ? null
            : new ChangeContext(
                caller,
                headers[SessionHeader] is [{ Length: > 0 and <= 64 } session] ? session : null,
                IdempotencyKey.Read(context.Request),
                IfMatch.Parse(headers.IfMatch)));
    }

    /// <summary>Has the document name the headers.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        foreach (var header in RequestHeader.All)
        {
            builder.Metadata.Add(header);
        }
    }
}
