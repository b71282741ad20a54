using System.Globalization;
using System.Security.Cryptography;

namespace FamilyCart.RunnerManager.Fleet;

/// <summary>Names of registrations: the slot, and eight letters that are never the same twice.</summary>
internal static class RunnerNames
{
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <returns>Such as <c>uat-runner-1-k7m2xq4d</c>, at most 64 letters, as GitHub allows.</returns>
    public static string New(string pool, int slot) =>
        string.Create(CultureInfo.InvariantCulture, $"{pool}-{slot}-{RandomNumberGenerator.GetString(Letters, 8)}");
}
