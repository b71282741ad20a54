namespace FamilyCart.Api.Demo;

/// <summary>Who the demo family is, and what it needs: in the languages that it speaks.</summary>
internal static class DemoFamily
{
    internal static IReadOnlyList<DemoPerson> People { get; } =
    [
        new(Guid.Parse("d0000000-0000-4000-8000-000000000001"), "demo.anna@example.org", "Anna"),
        new(Guid.Parse("d0000000-0000-4000-8000-000000000002"), "demo.petr@example.org", "Petr"),
        new(Guid.Parse("d0000000-0000-4000-8000-000000000003"), "demo.chloe@example.org", "Chloé"),
    ];

    internal static IReadOnlyList<DemoList> Lists { get; } =
    [
        new("groceries", "Týdenní nákup", "Co doma chybí.", Owner: 0, Members: [1, 2],
        [
            new("Mléko", "2 l", By: 0), new("Rohlíky", "10", By: 0), new("Jablka", "1 kg", By: 1, IsCompleted: true),
            new("Máslo", "250 g", By: 1), new("Vejce", "10", By: 0),
            new("Oat milk", "1 l", By: 2), new("Cheddar", "200 g", By: 2), new("Bananas", "6", By: 1, IsCompleted: true),
            new("Washing-up liquid", null, By: 0), new("Toothpaste", "2", By: 1),
            new("Vollkornbrot", "1", By: 1), new("Kartoffeln", "2 kg", By: 0), new("Quark", "500 g", By: 2, IsCompleted: true),
            new("Mineralwasser", "6", By: 0), new("Spülmaschinentabs", null, By: 1),
        ]),
        new("barbecue", "Barbecue du week-end", null, Owner: 2, Members: [0],
        [
            new("Baguette", "3", By: 2), new("Fromage de chèvre", "1", By: 2), new("Tomates", "1 kg", By: 0),
            new("Moutarde", null, By: 2, IsCompleted: true), new("Charbon de bois", "5 kg", By: 0),
            new("Chorizo", "400 g", By: 0), new("Aceite de oliva", "1 l", By: 2), new("Pimientos", "4", By: 2),
            new("Limones", "6", By: 0, IsCompleted: true), new("Servilletas", "1", By: 2),
        ]),
    ];
}

/// <param name="Id">Always the same, by which a second seed knows the account.</param>
/// <param name="Email">An address that no mail can reach.</param>
/// <param name="Nickname">A first name.</param>
internal sealed record DemoPerson(Guid Id, string Email, string Nickname);

/// <param name="Key">Always the same, by which a second seed knows the list.</param>
/// <param name="Name">Shown.</param>
/// <param name="Description">Shown.</param>
/// <param name="Owner">An index of the people.</param>
/// <param name="Members">Indexes of the others who share it.</param>
/// <param name="Items">In the order in which they were added.</param>
internal sealed record DemoList(string Key, string Name, string? Description, int Owner, int[] Members, DemoItem[] Items);

/// <param name="Name">Shown.</param>
/// <param name="Quantity">Shown.</param>
/// <param name="By">An index of the people.</param>
/// <param name="IsCompleted">Ticked off.</param>
internal sealed record DemoItem(string Name, string? Quantity, int By, bool IsCompleted = false);
