using FamilyCart.RunnerManager.Drains;

namespace FamilyCart.RunnerManager.Pages;

/// <summary>That something is out of service, since when, by whom, and why. It has an id, as all has that comes and goes beside a button: the script keeps the focus by it.</summary>
internal static class DrainNote
{
    /// <returns>Nothing while it is in service.</returns>
    public static string Of(Drain? drain) => drain is null
        ? ""
        : $"<p class=\"drained\" id=\"drained-{Html.Lower(drain.Target)}-{Html.Encode(drain.Name)}\">Drained by {Html.Name(drain.Operator)} since {Html.Moment(drain.Since)}{(drain.Reason is { } reason ? $": {Html.Name(reason)}" : ".")}</p>";
}
