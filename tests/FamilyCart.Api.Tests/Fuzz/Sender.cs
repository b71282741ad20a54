namespace FamilyCart.Api.Tests.Fuzz;

/// <summary>Somebody who sends requests, and what they can name.</summary>
/// <param name="Name">What failures call them.</param>
/// <param name="Token">What they show; null for nothing.</param>
internal sealed record Sender(string Name, string? Token)
{
    internal static IReadOnlyList<Shelf> NoShelf { get; } = [new Shelf(999_999, [999_999], [999_999], [999_999])];

    /// <summary>The lists that they ask for: those that they are members of, if any.</summary>
    internal IReadOnlyList<Shelf> Shelves { get; init; } = NoShelf;

    /// <summary>Lists of their family that may be deleted, with or without their history.</summary>
    internal IReadOnlyList<Shelf> Doomed { get; init; } = NoShelf;

    /// <summary>Lists that were deleted.</summary>
    internal IReadOnlyList<Shelf> Deleted { get; init; } = NoShelf;

    /// <summary>Lists of others.</summary>
    internal IReadOnlyList<Shelf> Foreign { get; init; } = NoShelf;

    /// <summary>Invitations to their own address.</summary>
    internal IReadOnlyList<long> Offers { get; init; } = [999_999];

    /// <summary>Tokens of letters that invite to lists.</summary>
    internal IReadOnlyList<string> Letters { get; init; } = ["guessed"];

    /// <summary>Accounts that they may name, and that may be changed or removed.</summary>
    internal IReadOnlyList<string> People { get; init; } = [$"{Guid.Empty}"];

    /// <summary>Addresses that may be invited and removed; none is another sender's.</summary>
    internal IReadOnlyList<string> Addresses { get; init; } = ["nobody@example.org"];

    /// <summary>The words that no answer to them may contain.</summary>
    internal IReadOnlyList<string> Unseen { get; init; } = [];
}
