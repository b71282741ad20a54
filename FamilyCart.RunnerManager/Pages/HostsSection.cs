using System.Globalization;
using System.Text;
using FamilyCart.RunnerManager.Drains;
using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.Leading;

namespace FamilyCart.RunnerManager.Pages;

/// <summary>The machines that carry runners.</summary>
internal static class HostsSection
{
    public static void Write(StringBuilder html, FleetPicture picture)
    {
        var fleet = picture.Fleet;
        html.AppendLine("<section id=\"hosts\"><h2>Hosts</h2>").AppendLine(fleet.Hosts.Count == 0 ? "<p>No host was ever heard of.</p>" : "<ul>");
        foreach (var host in fleet.Hosts)
        {
            var drain = fleet.DrainOf(DrainTarget.Host, host.Name);
            var carried = fleet.Runners.Count(runner => runner.Host == host.Name && runner.HoldsSlot);
            html.AppendLine(
                CultureInfo.InvariantCulture,
                $"<li id=\"host-{Html.Encode(host.Name)}\"><b>{Html.Encode(host.Name)}</b> {State(host, fleet.Now)} <small>{carried} {(carried == 1 ? "runner" : "runners")}</small> {OperatorButton.Toggle("hosts", host.Name, drain is not null)}{DrainNote.Of(drain)}</li>");
        }

        html.AppendLine(fleet.Hosts.Count == 0 ? "</section>" : "</ul></section>");
    }

    private static string State(FleetHost host, DateTimeOffset now) => host.LostSince is { } since
        ? $"<span class=\"lost\">silent</span> <small>for {Html.Age(now - since)}</small>"
        : "<span class=\"listening\">alive</span>";
}
