using System.Diagnostics;
using System.Globalization;
using DrillBench.Faults;
using DrillBench.Watching;

namespace DrillBench;

/// <summary>Makes one fault after the other and writes down who heard of what.</summary>
internal sealed class Drill(Receiver receiver, Monitors monitors)
{
    private const string Page = "page";

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    // What else a fault sets off shows while it lasts.
    private static readonly TimeSpan s_after = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_quiet = TimeSpan.FromSeconds(180);

    private readonly List<(double? Seconds, int WrongPages)> _made = [];

    /// <returns>Whether the right alerts fired in time, nobody was called for anything else, and all of it was over afterwards.</returns>
    public async Task<bool> RunAsync(Fault fault, CancellationToken cancellationToken)
    {
        string[] names = [.. fault.Alerts.SelectMany(wanted => wanted.Split(':')[0].Split('|'))];
        if (await monitors.UntilQuietAsync(names, s_quiet, cancellationToken) is { Count: > 0 } unrelated)
        {
            Row(fault, string.Join(' ', fault.Alerts), "none", string.Join(' ', unrelated), "", "not quiet before");
            _made.Add((null, unrelated.Count));
            return false;
        }

        var before = receiver.Firing.Keys.ToHashSet();
        var since = Stopwatch.GetTimestamp();
        var pages = new HashSet<string>(StringComparer.Ordinal);
        var also = new HashSet<string>(StringComparer.Ordinal);
        var isHeard = false;
        double? seconds = null;
        try
        {
            await fault.Inject(cancellationToken);
            isHeard = await receiver.UntilAsync(
                firing =>
                {
                    Note(firing);
                    return fault.Alerts.All(wanted => firing.Keys.Any(alert => !before.Contains(alert) && Is(alert, wanted)));
                },
                s_limit,
                cancellationToken);
            seconds = isHeard
                ? fault.Alerts.Max(wanted => Stopwatch.GetElapsedTime(since, receiver.Firing.Where(alert => !before.Contains(alert.Key) && Is(alert.Key, wanted)).Min(alert => alert.Value)).TotalSeconds)
                : null;
            await receiver.UntilAsync(
                firing =>
                {
                    Note(firing);
                    return false;
                },
                s_after,
                cancellationToken);
        }
        finally
        {
            await fault.Restore(CancellationToken.None);
        }

        // What comes out only afterwards belongs to it as well.
        var isOver = await receiver.UntilAsync(
            firing =>
            {
                Note(firing);
                return !firing.Keys.Any(alert => !before.Contains(alert) && (fault.Alerts.Any(wanted => Is(alert, wanted)) || alert.Receiver == Page));
            },
            s_quiet,
            cancellationToken);
        _made.Add((seconds, pages.Count));
        Row(
            fault,
            string.Join(' ', fault.Alerts),
            seconds?.ToString("0.0", CultureInfo.InvariantCulture) ?? "none",
            string.Join(' ', pages.Order(StringComparer.Ordinal)),
            string.Join(' ', also.Order(StringComparer.Ordinal)),
            isOver ? "resolved" : "goes on");
        return isHeard && pages.Count == 0 && isOver;

        void Note(IReadOnlyDictionary<Heard, long> firing)
        {
            foreach (var alert in firing.Keys.Where(alert => !before.Contains(alert) && !fault.Alerts.Any(wanted => Is(alert, wanted))))
            {
                (alert.Receiver == Page ? pages : also).Add(alert.Name);
            }
        }
    }

    public static void Head() => Console.WriteLine("| fault | alert | seconds to fire | other pages | heard besides, without a page | after |\n|---|---|---|---|---|---|");

    /// <summary>Prints the figures of all faults that were made, skipped ones not counted.</summary>
    public void Figures()
    {
        Figure("faults", _made.Count, "count");
        Figure("right_alert", 100.0 * _made.Count(made => made.Seconds is not null) / Math.Max(_made.Count, 1), "percent");
        Figure("wrong_pages", _made.Sum(made => made.WrongPages), "count");
        if (_made.Max(made => made.Seconds) is { } slowest)
        {
            Figure("slowest_alert", slowest, "s");
        }
        else
        {
            Console.WriteLine($"figure drill.slowest_alert none no right alert within {s_limit.TotalSeconds} s");
        }
    }

    private static void Figure(string name, double value, string unit) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"figure drill.{name} {Math.Round(value, 1)} {unit}"));

    public static void Skip(Fault fault) => Row(fault, string.Join(' ', fault.Alerts), "none", "", "", $"nobody watches {fault.Needs}");

    private static void Row(Fault fault, string alerts, string seconds, string pages, string also, string after) =>
        Console.WriteLine($"| {fault.Name} | {alerts.Replace("|", " or ", StringComparison.Ordinal)} | {seconds} | {(pages.Length == 0 ? "none" : pages)} | {also} | {after} |");

    private static bool Is(Heard alert, string wanted)
    {
        var parts = wanted.Split(':');
        return parts[0].Split('|').Contains(alert.Name) && (parts.Length == 1 || alert.Key.Contains(parts[1], StringComparison.Ordinal));
    }
}
