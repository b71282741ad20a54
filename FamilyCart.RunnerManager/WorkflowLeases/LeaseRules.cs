using System.Globalization;
using System.Text.RegularExpressions;

namespace FamilyCart.RunnerManager.WorkflowLeases;

/// <summary>What a request for a lease may say.</summary>
internal static partial class LeaseRules
{
    private const int LongestText = 500;

    /// <summary>Whether a lease can have that name.</summary>
    public static bool IsName(string name) => Name().IsMatch(name);

    /// <summary>Whether it is a key by which a repeated request is known: long enough that nobody guesses it.</summary>
    public static bool IsKey(string key) => Key().IsMatch(key);

    /// <summary>What is wrong with a request; null when nothing is.</summary>
    public static string? FaultOf(LeaseRequest request, TimeSpan longest)
    {
        if (!Holder().IsMatch(request.Holder))
        {
            return "holder has to be 1 to 200 letters, digits, blanks or ._:/@#+- and begin with a letter or digit.";
        }

        if (request.Reason is { } reason && (reason.Length > LongestText || reason.Any(char.IsControl)))
        {
            return "reason has to be one line of at most 500 letters.";
        }

        return request.RunUrl is { } url && !IsUrl(url) ? "run_url has to be an http or https address of at most 500 letters." : FaultOf(request.Seconds, longest);
    }

    /// <summary>What is wrong with a duration; null when nothing is.</summary>
    public static string? FaultOf(int seconds, TimeSpan longest) => seconds >= 1 && seconds <= longest.TotalSeconds
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"seconds has to be 1 to {(int)longest.TotalSeconds}.");

    private static bool IsUrl(string text) =>
        text.Length <= LongestText && !text.Any(char.IsControl) && Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp);

    [GeneratedRegex(@"^[a-z0-9][a-z0-9._-]{0,59}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9 ._:/@#+-]{0,199}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Holder();

    [GeneratedRegex(@"^[!-~]{16,200}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Key();
}
