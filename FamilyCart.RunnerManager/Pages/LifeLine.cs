using System.Globalization;
using System.Text;
using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.History;

namespace FamilyCart.RunnerManager.Pages;

/// <summary>The steps of a runner: when it was wanted, and how long each step took from there.</summary>
internal static class LifeLine
{
    /// <returns>Nothing where no step is known.</returns>
    public static string Of(IReadOnlyList<LifeStep> steps)
    {
        if (steps.Count == 0)
        {
            return "";
        }

        var html = new StringBuilder("<ol class=\"line\">");
        for (var index = 0; index < steps.Count; index++)
        {
            var step = steps[index];
            var when = index == 0 ? Html.Clock(step.At) : After(step.At - steps[index - 1].At);
            var reason = step.Reason is { } told && index > 0 ? $" ({Html.Encode(told)})" : "";
            html.Append(CultureInfo.InvariantCulture, $"<li class=\"{Words.Of(step.State)}\">{Words.Of(step.State)} <small>{when}{reason}</small></li>");
        }

        return html.Append("</ol>").ToString();
    }

    private static string After(TimeSpan time) => time switch
    {
        { TotalSeconds: < 10 } => string.Create(CultureInfo.InvariantCulture, $"+{time.TotalSeconds:0.0} s"),
        _ => $"+{Html.Age(time)}",
    };
}
