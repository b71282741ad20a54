using System.Globalization;
using System.Text;
using FamilyCart.RunnerManager.History;
using FamilyCart.RunnerManager.Leading;
using FamilyCart.RunnerManager.Pools;

namespace FamilyCart.RunnerManager.Pages;

/// <summary>The pools by environment, a primary beside the secondary that stands in for it.</summary>
internal static class PoolsSection
{
    public static void Write(StringBuilder html, FleetPicture picture, FleetHistory history)
    {
        if (picture.Fleet.Pools.Count == 0)
        {
            html.AppendLine("<section id=\"pools\"><h2>Pools</h2><p>No pool is configured: name one with <code>Pools:NAME:Scope</code>.</p></section>");
        }

        var jobs = picture.Fleet.Jobs.Where(job => job.Job.RunnerName is not null).GroupBy(job => job.Job.RunnerName!).ToDictionary(group => group.Key, group => group.First());
        foreach (var environment in picture.Fleet.Pools.GroupBy(pool => pool.Environment).OrderBy(group => group.Key))
        {
            html.AppendLine(CultureInfo.InvariantCulture, $"<section id=\"pools-{Html.Lower(environment.Key)}\"><h2>Pools of {Title(environment.Key)}</h2><div class=\"beside\">");
            foreach (var pool in environment.OrderBy(pool => pool.Role).ThenByDescending(pool => pool.Priority).ThenBy(pool => pool.Name, StringComparer.Ordinal))
            {
                PoolCard.Write(html, pool, picture.Fleet, jobs, history);
            }

            html.AppendLine("</div></section>");
        }
    }

    private static string Title(DeployEnvironment environment) => environment == DeployEnvironment.Uat ? "UAT" : Html.Lower(environment);
}
