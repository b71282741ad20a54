using FamilyCart.ServiceDefaults.Preflight;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FamilyCart.ServiceDefaults.Secrets;

// Looks at the files again and again: nothing tells of a change behind a mount. What is wrong with one leaves the secret as it was.
internal sealed partial class SecretWatch(LiveSecrets secrets, SecretMetrics metrics, TimeProvider time, ILogger<SecretWatch> logger)
    : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    // What a token has to have; one that was given shorter may be replaced by another of its length.
    private const int Shortest = 24;

    private readonly Dictionary<string, string> _faults = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                Look();
                await Task.Delay(Interval, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private void Look()
    {
        foreach (var (name, before) in secrets.Seen)
        {
            var (now, fault) = SeenSecret.Read(secrets.Folder, name);
            fault ??= now!.Lines == before.Lines ? null : Faults(name, before.Lines, now.Lines).FirstOrDefault();
            if (fault is not null)
            {
                Note(name, fault);
                continue;
            }

            _faults.Remove(name);
            if (now != before)
            {
                secrets.Replace(name, now!);
            }

            if (now!.Lines != before.Lines)
            {
                LogReplaced(name, now.Lines.All.Count);
            }
        }
    }

    private IEnumerable<SecretFault> Faults(string name, SecretLines before, SecretLines now)
    {
        var others = secrets.Seen.Where(pair => pair.Key != name).SelectMany(pair => pair.Value.Lines.All).ToHashSet(StringComparer.Ordinal);
        if (now.All.Any(line => !before.All.Contains(line) && others.Contains(line)))
        {
            return [new("holds the same as another secret", "make another one")];
        }

        // One that somebody else gave out may have its own form.
        var shortest = Math.Min(Shortest, before.Current.Length);
        return SecretRules.Faults(before.Current, shortest).Any() ? [] : now.All.SelectMany(line => SecretRules.Faults(line, shortest));
    }

    private void Note(string name, SecretFault fault)
    {
        if (_faults.TryGetValue(name, out var known) && known == fault.Problem)
        {
            return;
        }

        _faults[name] = fault.Problem;
        metrics.CountFault(name);
        LogFault(name, fault.Problem, fault.Remedy);
    }
}
