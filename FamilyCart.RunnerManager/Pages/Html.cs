using System.Globalization;
using System.Net;

namespace FamilyCart.RunnerManager.Pages;

/// <summary>How the page writes what others wrote, and times.</summary>
internal static class Html
{
    /// <summary>For text and for attributes in quotes alike.</summary>
    public static string Encode(string text) => WebUtility.HtmlEncode(text);

    /// <summary>A name that a stranger chose: letters that run from right to left turn nothing around it.</summary>
    public static string Name(string text) => $"<bdi>{WebUtility.HtmlEncode(text)}</bdi>";

    /// <summary>Such as <c>12 s</c>; less than a second is said so.</summary>
    public static string Age(TimeSpan age) => age switch
    {
        { TotalSeconds: < 1 } => "less than 1 s",
        { TotalMinutes: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalSeconds} s"),
        { TotalHours: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalMinutes} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalHours} h"),
    };

    /// <summary>The day and the time.</summary>
    public static string Moment(DateTimeOffset moment) => Element(moment, "d MMMM yyyy, HH:mm:ss 'UTC'");

    /// <summary>The time alone.</summary>
    public static string Clock(DateTimeOffset moment) => Element(moment, "HH:mm:ss");

    public static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Element(DateTimeOffset moment, string form)
    {
        var utc = moment.UtcDateTime;
        return string.Create(CultureInfo.InvariantCulture, $"<time datetime=\"{utc:yyyy-MM-dd'T'HH:mm:ss'Z'}\">{utc.ToString(form, CultureInfo.InvariantCulture)}</time>");
    }
}
