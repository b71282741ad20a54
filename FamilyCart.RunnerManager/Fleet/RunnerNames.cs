using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace FamilyCart.RunnerManager.Fleet;

/// <summary>Names of registrations: the slot, and eight letters that are never the same twice.</summary>
internal static partial class RunnerNames
{
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <returns>Such as <c>uat-runner-1-k7m2xq4d</c>, at most 64 letters, as GitHub allows.</returns>
    public static string New(string pool, int slot) =>
        string.Create(CultureInfo.InvariantCulture, $"{pool}-{slot}-{RandomNumberGenerator.GetString(Letters, 8)}");

    /// <summary>The pool of a name that <see cref="New"/> could have made; null for any other.</summary>
    public static string? PoolOf(string name) => Form().Match(name) is { Success: true } match ? match.Groups["pool"].Value : null;

    [GeneratedRegex($"^(?<pool>[a-z][a-z0-9-]{{0,39}})-[1-9][0-9]{{0,4}}-[{Letters}]{{8}}\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
