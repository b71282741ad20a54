using System.Globalization;
using System.Text;
using System.Text.Json;

namespace FamilyCart.Api.Suggestions;

/// <summary>Reads what a model wrote. Whatever is not entirely as asked for is no suggestion: the words of a stranger are in it.</summary>
internal static class SuggestionFormat
{
    /// <summary>Characters that a name may have.</summary>
    internal const int NameLimit = 100;

    /// <summary>The languages that names are translated into; the name itself is English.</summary>
    internal static readonly IReadOnlyList<string> Languages = ["cs", "es", "fr", "de"];

    /// <summary>Returns the suggestion, or null when the text is anything else than a valid one.</summary>
    internal static Suggestion? Read(string? json, AllowedSuggestions allowed)
    {
        return Parse(json) is { } answer
            && allowed.Category(answer.Category) is { } category
            && allowed.HasIcon(answer.Icon)
            && IsName(answer.StandardName)
            && Translations(answer) is { } translations
                ? new Suggestion(category, answer.Icon!, answer.StandardName!.Trim(), translations, SuggestionOrigin.Model)
                : null;
    }

    /// <summary>Returns the text that <see cref="Read"/> reads.</summary>
    internal static string Write(Suggestion suggestion) => JsonSerializer.Serialize(
        new ModelAnswer(
            suggestion.Category,
            suggestion.Icon,
            suggestion.StandardName,
            suggestion.Translations.ToDictionary(translation => translation.Key, translation => (string?)translation.Value)),
        SuggestionJsonContext.Default.ModelAnswer);

    private static ModelAnswer? Parse(string? json)
    {
        try
        {
            return json is null ? null : JsonSerializer.Deserialize(json, SuggestionJsonContext.Default.ModelAnswer);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The translations without empty ones, or null when there is anything else among them.</summary>
    private static Dictionary<string, string>? Translations(ModelAnswer answer)
    {
        var translations = new Dictionary<string, string>();
        foreach (var (language, name) in answer.Translations ?? new Dictionary<string, string?>())
        {
            if (!Languages.Contains(language))
            {
                return null;
            }

            if (string.IsNullOrWhiteSpace(name))
            {
                continue;
            }

            if (!IsName(name))
            {
                return null;
            }

            translations[language] = name.Trim();
        }

        return translations;
    }

    private static bool IsName(string? text) =>
        !string.IsNullOrWhiteSpace(text) && text.EnumerateRunes().Count() <= NameLimit && text.EnumerateRunes().All(IsPlain);

    // The replacement character stands for half of a pair: whoever wrote that wrote no name.
    private static bool IsPlain(Rune letter) => letter != Rune.ReplacementChar && Rune.GetUnicodeCategory(letter) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate);
}
