using FamilyCart.Api.Problems;

namespace FamilyCart.Api.Changes;

/// <summary>What the answer to a change says beside its body.</summary>
internal static class ChangeHeaders
{
    /// <summary>The change's number in its list, for clients that are not told of it by their socket.</summary>
    internal const string Sequence = "List-Sequence";

    /// <summary>The change was made by an earlier request with the same idempotency key.</summary>
    internal const string Replayed = "Idempotency-Replayed";

    internal static IResult ToHttp<T>(this Result<Changed<T>> result, Func<Changed<T>, string?>? tag = null)
        where T : class => result.ToHttp(changed => new ChangedResult<T>(changed, tag?.Invoke(changed)));
}
