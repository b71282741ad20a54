using System.Text;
using FamilyCart.RunnerManager.History;
using FamilyCart.RunnerManager.Leading;
using FamilyCart.RunnerManager.Status;

namespace FamilyCart.RunnerManager.Pages;

/// <summary>
/// The page at /: the fleet, the queue, and why each job waits. It is whole without script and then asks again by itself; the script
/// only brings in what changed, and sends what operators' buttons say.
/// </summary>
internal static class FleetPage
{
    private const int SecondsBetween = 5;

    private const string Unavailable = "<p role=\"alert\">The manager runs, but cannot read its database at the moment.</p>";

    /// <summary>Writes the page; without a status it says so and answers 503.</summary>
    /// <param name="context">The request's.</param>
    /// <param name="status">Null when it cannot be read.</param>
    /// <param name="picture">Null before the first look.</param>
    /// <param name="history">What ended last.</param>
    /// <param name="reader">Whose log-in this is; null without one.</param>
    public static Task WriteAsync(HttpContext context, ManagerStatus? status, FleetPicture? picture, FleetHistory history, string? reader) => PageWriter.WriteAsync(
        context,
        status is null ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK,
        PageAssets.Script,
        $"""
        <h1>Runners</h1>
        <p id="said" role="status"></p>
        {(reader is null ? "" : LogOut(reader))}
        {OperatorSection.Html}
        <div id="live">
        {(status is null ? Unavailable : Sections(status, picture, history))}
        </div>
        <p><a href="api/fleet">The fleet</a> and <a href="api/v1/status">this manager</a> for programs</p>
        """,
        $"""<noscript><meta http-equiv="refresh" content="{SecondsBetween}"></noscript>""");

    private static string LogOut(string reader) =>
        $"""<form id="log-out" method="post" action="log-out"><p>Logged in as {Html.Encode(reader)} <button type="submit">Log out</button></p></form>""";

    private static string Sections(ManagerStatus status, FleetPicture? picture, FleetHistory history)
    {
        var html = new StringBuilder();
        if (picture is null)
        {
            html.AppendLine("<p>The fleet is being looked at for the first time.</p>");
        }
        else
        {
            QueueSection.Write(html, picture);
            PoolsSection.Write(html, picture, history);
            HostsSection.Write(html, picture);
            JobsSection.Write(html, picture, history);
        }

        ManagerSection.Write(html, status);
        return html.ToString();
    }
}
