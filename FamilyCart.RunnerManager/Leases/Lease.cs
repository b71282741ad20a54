namespace FamilyCart.RunnerManager.Leases;

/// <summary>Something that one holder at a time has, until it expires.</summary>
/// <param name="Name">What: <c>leader</c>, <c>host:NAME</c>, or what a workflow asked for.</param>
/// <param name="Holder">Who.</param>
/// <param name="Epoch">Rises with every change of the holder; a change made under a lower one is refused.</param>
/// <param name="ExpiresAt">Until when, by the store's clock.</param>
internal sealed record Lease(string Name, string Holder, long Epoch, DateTimeOffset ExpiresAt);
