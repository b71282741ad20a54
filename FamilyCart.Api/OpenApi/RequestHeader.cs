namespace FamilyCart.Api.OpenApi;

/// <summary>A header that an endpoint understands, as metadata of it.</summary>
internal sealed record RequestHeader(string Name, string Description)
{
    internal static readonly RequestHeader IdempotencyKey =
        new("Idempotency-Key", "A text that the client makes up for this one change; sent again with it, the change is made once.");

    internal static readonly RequestHeader IfMatch =
        new("If-Match", "The ETag that was read; 412 when somebody else has changed it meanwhile.");

    internal static readonly RequestHeader SessionId =
        new("x-session-id", "The caller's socket session, which is not told of this change.");

    internal static IReadOnlyList<RequestHeader> All { get; } = [IdempotencyKey, IfMatch, SessionId];
}
