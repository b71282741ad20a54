using System.Text;
using System.Text.Json;

namespace FamilyCart.Api.Import;

/// <summary>Brings the texts of one row into the limits of ours, and reports each that had to change.</summary>
internal sealed class RowText(ImportReport report, string kind, string legacyId)
{
    internal const string Unnamed = "(unnamed)";

    /// <summary>A text of 1 to <paramref name="limit"/> characters.</summary>
    internal string Required(string field, string? value, int limit, string fallback = Unnamed)
    {
        if (!string.IsNullOrWhiteSpace(Clean(value, multiline: false)))
        {
            return Optional(field, value!.Trim(), limit)!;
        }

        report.Adjusted(kind, legacyId, field, "It was empty and has a stand-in.");
        return Cut(fallback, limit);
    }

    /// <summary>No text, or one of at most <paramref name="limit"/> characters without control characters.</summary>
    internal string? Optional(string field, string? value, int limit, bool multiline = false)
    {
        if (value is null)
        {
            return null;
        }

        var clean = Clean(value, multiline)!;
        if (clean != value)
        {
            report.Adjusted(kind, legacyId, field, "Control characters were removed.");
        }

        var cut = Cut(clean, limit);
        if (cut != clean)
        {
            report.Adjusted(kind, legacyId, field, $"It was cut to {limit} characters.");
        }

        return cut;
    }

    /// <summary>Names by language as a JSON object; {} for anything else.</summary>
    internal string Translations(string field, string? json)
    {
        if (json is null or "null")
        {
            return "{}";
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.EnumerateObject().All(property => property.Value.ValueKind == JsonValueKind.String))
            {
                return json;
            }
        }
        catch (JsonException)
        {
            // Reported below.
        }

        report.Adjusted(kind, legacyId, field, "It was not an object of texts and was left out.");
        return "{}";
    }

    /// <summary>A moment in UTC; a missing one is taken from <paramref name="fallback"/>.</summary>
    internal DateTime Time(string field, DateTime? value, DateTime fallback)
    {
        if (value is { } moment && moment > DateTime.MinValue && moment < DateTime.MaxValue)
        {
            return DateTime.SpecifyKind(moment, DateTimeKind.Utc);
        }

        report.Adjusted(kind, legacyId, field, "It was missing and has a stand-in.");
        return fallback;
    }

    private static string? Clean(string? value, bool multiline) =>
        value is not null && value.Any(letter => IsUnwanted(letter, multiline))
            ? string.Concat(value.Where(letter => !IsUnwanted(letter, multiline)))
            : value;

    private static bool IsUnwanted(char letter, bool multiline) =>
        char.IsControl(letter) && !(multiline && letter is '\n' or '\r' or '\t');

    // By characters, as the limits count: half of a surrogate pair is none.
    private static string Cut(string value, int limit)
    {
        var text = new StringBuilder();
        foreach (var rune in value.EnumerateRunes().Take(limit))
        {
            text.Append(rune.ToString());
        }

        return text.ToString();
    }
}
