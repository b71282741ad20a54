using System.Security.Cryptography;

namespace FamilyCart.Gateway.Protection.Limits;

/// <summary>The buckets of all classes.</summary>
internal sealed class ClientLimits
{
    private readonly TokenBuckets[] _buckets;

    public ClientLimits(LimitSettings settings, TimeProvider time) =>
        _buckets =
        [
            .. Enumerable.Range(0, LimitClasses.Count).Select(limit =>
                new TokenBuckets(settings.Of((LimitClass)limit), BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))), time)),
        ];

    /// <summary>Takes a token of a client.</summary>
    /// <param name="limit">The class.</param>
    /// <param name="client">From <see cref="AddressKey"/>.</param>
    /// <param name="wait">Until there is a token.</param>
    public bool TryTake(LimitClass limit, ulong client, out TimeSpan wait) => _buckets[(int)limit].TryTake(client, out wait);
}
