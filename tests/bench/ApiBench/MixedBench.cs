using Bench;

namespace ApiBench;

/// <summary>50 people for a minute, in the measure of the service's k6 scenario, after each has logged in.</summary>
internal static class MixedBench
{
    private static readonly TimeSpan _loginSpread = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _duration = TimeSpan.FromSeconds(60);

    internal static async Task RunAsync(Stage stage, Figures figures, CancellationToken cancellationToken)
    {
        await using var api = await stage.StartApiAsync(cancellationToken);
        var record = new MixedRecord();
        var users = stage.Seed.Members.Select((member, index) => new MixedUser(api, member, record, index)).ToList();

        await Task.WhenAll(users.Select((user, index) => LogInLaterAsync(user, _loginSpread * index / users.Count, cancellationToken)));
        using (var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
        {
            end.CancelAfter(_duration);
            await Task.WhenAll(users.Select(user => user.RunAsync(end.Token)));
        }

        cancellationToken.ThrowIfCancellationRequested();
        figures.Set("api.memory_after_mixed", await api.MemoryAsync() / 1e6);
        figures.Set("api.mixed50_errors", record.Errors.Count);
        figures.Set("api.login_p95", Numbers.Percentile(record.Of("login"), 95));
        figures.Set("api.socket_connect_p95", Numbers.Percentile(record.Of("socket"), 95));
        figures.Set("api.mixed50_p95", Numbers.Percentile([.. record.Of("lists"), .. record.Of("items"), .. record.Of("add")], 95));
        foreach (var operation in (string[])["lists", "items", "add", "socket", "login"])
        {
            var times = record.Of(operation).ToList();
            Figures.Note($"mixed50: {operation} {times.Count} times, p50 {Numbers.Percentile(times, 50):0.0} ms, p95 {Numbers.Percentile(times, 95):0.0} ms");
        }

        await File.WriteAllLinesAsync(Path.Combine(stage.Results, "api.mixed50.errors.txt"), record.Errors, cancellationToken);
    }

    private static async Task LogInLaterAsync(MixedUser user, TimeSpan delay, CancellationToken cancellationToken)
    {
        await Task.Delay(delay, cancellationToken);
        await user.LogInAsync(cancellationToken);
    }
}
