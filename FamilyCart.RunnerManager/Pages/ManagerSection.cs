using System.Globalization;
using System.Text;
using FamilyCart.RunnerManager.Status;

namespace FamilyCart.RunnerManager.Pages;

/// <summary>The manager that answers.</summary>
internal static class ManagerSection
{
    public static void Write(StringBuilder html, ManagerStatus status) => html.AppendLine(
        CultureInfo.InvariantCulture,
        $"""
        <section id="manager">
        <h2>This manager</h2>
        <dl>
        <dt>Version</dt><dd>{Html.Encode(status.Version)}</dd>
        <dt>Running since</dt><dd>{Html.Moment(status.StartedAt)}</dd>
        <dt>Runner pools</dt><dd>{status.Pools}</dd>
        <dt>Limits of runners</dt><dd>{(status.LimitsObstacle is { } obstacle ? $"not kept: {Html.Encode(obstacle)}" : "kept")}</dd>
        <dt>Webhook deliveries</dt><dd>{status.Deliveries.Stored} stored, {status.Deliveries.Unprocessed} unprocessed</dd>
        <dt>Last delivery</dt><dd>{(status.Deliveries.LastReceivedAt is { } last ? Html.Moment(last) : "none")}</dd>
        </dl>
        </section>
        """);
}
