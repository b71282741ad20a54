using System.Globalization;
using System.Text;
using FamilyCart.RunnerManager.Drivers.Containers;
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
        <dt>Runner</dt><dd>{Runner(status.Distribution)}</dd>
        <dt>Runner in containers</dt><dd>{(status.Image is null ? "not known" : Runner(status.Image))}</dd>
        <dt>Limits of runners</dt><dd>{Limits(status.LimitsObstacle)}</dd>
        <dt>Container engine</dt><dd>{(status.Engine is { } engine ? Engine(engine) : "not used")}</dd>
        <dt>Webhook deliveries</dt><dd>{status.Deliveries.Stored} stored, {status.Deliveries.Unprocessed} unprocessed</dd>
        <dt>Last delivery</dt><dd>{(status.Deliveries.LastReceivedAt is { } last ? Html.Moment(last) : "none")}</dd>
        </dl>
        </section>
        """);

    private static string Runner(DistributionStatus? distribution) => distribution switch
    {
        null => "none for processes",
        { Detail: { } detail } => $"version {Html.Encode(distribution.Version)}: <span class=\"lost\">{Html.Encode(detail)}</span>",
        _ => $"version {Html.Encode(distribution.Version)}, {Html.Encode(distribution.Standing == "current" ? "which is GitHub's newest" : "of which GitHub has said nothing yet")}",
    };

    private static string Limits(string? obstacle) => obstacle is null ? "kept" : $"not kept: {Html.Encode(obstacle)}";

    private static string Engine(EngineReport engine)
    {
        var name = engine.Name is null ? "" : $"{Html.Encode(engine.Name)} {Html.Encode(engine.Version ?? "")}";
        return engine.Obstacle is { } obstacle
            ? $"{name} <span class=\"lost\">{Html.Encode(obstacle)}</span>"
            : $"{name}, limits of containers {Limits(engine.LimitsObstacle)}";
    }
}
