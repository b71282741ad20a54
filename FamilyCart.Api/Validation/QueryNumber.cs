using System.Globalization;

namespace FamilyCart.Api.Validation;

/// <summary>Whole numbers in a query: digits alone.</summary>
internal static class QueryNumber
{
    /// <summary>The number; <paramref name="fallback"/> for none, null for what cannot be read or is larger than <paramref name="largest"/>.</summary>
    internal static long? Read(string? text, long fallback, long largest = long.MaxValue) =>
        string.IsNullOrEmpty(text) ? fallback
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= largest ? number
        : null;

    /// <summary>The same of a smaller number.</summary>
    internal static int? Read(string? text, int fallback) => (int?)Read(text, fallback, int.MaxValue);
}
