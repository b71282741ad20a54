namespace DrillBench.Faults;

/// <summary>Processes that die. The AppHost, which would start them again within a second, stands still meanwhile.</summary>
internal sealed class ProcessFaults(Stage stage)
{
    public IEnumerable<Fault> All()
    {
        yield return Dies("API slot killed", ["ServiceDown:uat-api-green"], 8002);
        yield return Dies("active slot killed alone", ["ActiveSlotUnhealthy"], 8001);
        yield return Dies("both slots killed", ["NoHealthySlot"], 8001, 8002);
        yield return Dies("Postgres stopped", ["DatabaseDown"], 5433) with { Needs = "postgres" };
        yield return Dies("Redis stopped", ["CacheDown"], 6380) with { Needs = "redis" };
        yield return Dies("exporter gone", ["ServiceDown:uat-redis-exporter"], 9121) with { Needs = "redis" };
    }

    private Fault Dies(string name, IReadOnlyList<string> alerts, params int[] ports) => new(
        name,
        alerts,
        async token =>
        {
            await Stage.SignalAsync("STOP", stage.AppHost, token);
            foreach (var port in ports)
            {
                await Stage.SignalAsync(port == 5433 ? "QUIT" : "KILL", await stage.ListenerAsync(port, token), token);
            }
        },
        token => Stage.SignalAsync("CONT", stage.AppHost, token));
}
