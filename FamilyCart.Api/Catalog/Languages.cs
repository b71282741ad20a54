using Microsoft.Net.Http.Headers;

namespace FamilyCart.Api.Catalog;

/// <summary>The languages that names exist in, by their two letters of ISO 639-1.</summary>
internal static class Languages
{
    internal const string English = "en";

    internal static readonly IReadOnlyList<string> All = [English, "cs", "es", "fr", "de"];

    /// <summary>
    /// Chooses the language of an answer: the one asked for, else the caller's favourite in Accept-Language, else English.
    /// Regions do not matter (cs-CZ is cs), and languages that are not spoken here are passed over.
    /// </summary>
    internal static string Choose(string? asked, HttpRequest request) =>
        Find(asked)
        ?? Preferred(request).Select(Find).FirstOrDefault(language => language is not null)
        ?? English;

    /// <summary>Returns the language of a tag such as cs or cs-CZ, or null when it is none of ours.</summary>
    internal static string? Find(string? tag)
    {
        var primary = tag?.Trim().Split('-', 2)[0];
        return All.FirstOrDefault(language => language.Equals(primary, StringComparison.OrdinalIgnoreCase));
    }

    private static IEnumerable<string?> Preferred(HttpRequest request)
    {
        _ = StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var accepted);
        return (accepted ?? [])
            .Where(language => language.Quality is not 0)
            .OrderByDescending(language => language.Quality ?? 1)
            .Select(language => language.Value.Value);
    }
}
