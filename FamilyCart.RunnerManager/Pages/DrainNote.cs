using FamilyCart.RunnerManager.Drains;

namespace FamilyCart.RunnerManager.Pages;

/// <summary>That something is out of service, since when, by whom, and why.</summary>
internal static class DrainNote
{
    /// <returns>Nothing while it is in service.</returns>
    public static string Of(Drain? drain) => drain is null
        ? ""
        : $"<p class=\"drained\">Drained by {Html.Name(drain.Operator)} since {Html.Moment(drain.Since)}{(drain.Reason is { } reason ? $": {Html.Name(reason)}" : ".")}</p>";
}
