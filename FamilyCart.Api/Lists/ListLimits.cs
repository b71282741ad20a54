namespace FamilyCart.Api.Lists;

/// <summary>Characters that a list's texts may have, and how much of it an answer holds.</summary>
internal static class ListLimits
{
    internal const int Name = 100;
    internal const int Description = 500;

    /// <summary>Items in the answer to a request for one list; the rest is paged.</summary>
    internal const int Items = 500;

    /// <summary>Items of each list in the answer to a request for all.</summary>
    internal const int ItemsInOverview = 200;

    /// <summary>Lists in one answer at most, since each comes with items.</summary>
    internal const int Lists = 50;
}
