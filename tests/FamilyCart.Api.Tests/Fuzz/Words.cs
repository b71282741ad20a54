namespace FamilyCart.Api.Tests.Fuzz;

/// <summary>The words that give a family away, wherever they turn up.</summary>
/// <param name="List">In the names and descriptions of its lists.</param>
/// <param name="Item">In the names of its items, deleted ones too.</param>
/// <param name="Note">In the comments of its items.</param>
/// <param name="Person">In the names and addresses of its people.</param>
internal sealed record Words(string List, string Item, string Note, string Person)
{
    internal static Words OfTheOnes { get; } = new("marmoset", "quokka", "pangolin", "tamarin");

    internal static Words OfTheOthers { get; } = new("axolotl", "numbat", "okapi", "dugong");

    internal string[] All => [List, Item, Note, Person];

    /// <summary>Whoever administers accounts knows people, and nothing that is theirs.</summary>
    internal string[] Belongings => [List, Item, Note];

    /// <summary>Whoever reads letters knows who is invited to what, and nothing that is in it.</summary>
    internal string[] Contents => [Item, Note];
}
