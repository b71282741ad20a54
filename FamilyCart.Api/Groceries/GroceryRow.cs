namespace FamilyCart.Api.Groceries;

/// <summary>A line of the dictionary.</summary>
/// <param name="Grocery">What it is, as an exact match.</param>
/// <param name="Terms">Every name of it: English, the translations, synonyms and forms that no rule makes.</param>
internal sealed record GroceryRow(Grocery Grocery, IReadOnlyList<string> Terms);
