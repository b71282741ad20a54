namespace FamilyCart.Api.Business;

/// <summary>What families do at one moment, without the prober.</summary>
internal sealed record BusinessFigures
{
    /// <summary>Accounts whose address is proven.</summary>
    public required long Members { get; init; }

    /// <summary>Of those, who used the service within the last day.</summary>
    public required long ActiveMembers { get; init; }

    /// <summary>Owners of lists that changed within the last week: a family is who shares lists of one owner.</summary>
    public required long ActiveFamilies { get; init; }

    public required long Lists { get; init; }

    /// <summary>Items on them.</summary>
    public required long Items { get; init; }

    public required long PendingInvitations { get; init; }
}
