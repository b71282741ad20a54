namespace FamilyCart.Api.Suggestions;

/// <summary>A suggestion in the form in which models write it and the cache keeps it; nothing of it is trusted.</summary>
internal sealed record ModelAnswer(string? Category, string? Icon, string? StandardName, IReadOnlyDictionary<string, string?>? Translations);
