using System.Text.RegularExpressions;
using FamilyCart.Monitoring.Tests.Rules;
using FamilyCart.Monitoring.Tests.Support;

namespace FamilyCart.Monitoring.Tests.Routing;

/// <summary>Who is woken hears of the cause, and not of everything that follows from it.</summary>
public sealed partial class InhibitionTests
{
    [Theory]
    [InlineData("DatabaseDown", "ErrorsHigh;NoHealthySlot;ErrorBudgetBurnsFast;UpstreamUnhealthy;ProbeFails")]
    [InlineData("NoHealthySlot", "ErrorBudgetBurnsFast;ProbeFails;SocketsDropped")]
    [InlineData("NoHealthySlot", "ActiveSlotUnhealthyLately")]
    [InlineData("ActiveSlotUnhealthy", "ActiveSlotUnhealthyLately;ErrorBudgetBurnsFast;ProbeFails;UpstreamUnhealthy")]
    [InlineData("ActiveSlotUnhealthyLately", "ErrorBudgetBurnsFast;ProbeFails")]
    [InlineData("ConnectionPoolWaits", "ErrorBudgetBurnsFast;LatencyBudgetBurnsFast;ProbeFails;ConnectionPoolWaitsLately")]
    [InlineData("DatabaseDown", "ActiveSlotUnhealthy;ActiveSlotUnhealthyLately;ConnectionPoolWaits")]
    [InlineData("DatabaseDownLately", "ErrorBudgetBurnsFast;ProbeFails")]
    [InlineData("HostDiskFull", "AnswersSlow;HostDiskFills")]
    [InlineData("ErrorBudgetBurnsFast", "ErrorsHigh;ErrorBudgetBurnsSlowly")]
    [InlineData("CacheDown", "EventsDeferred")]
    [InlineData("GitHubRunnerOffline", "RunnerOffline")]
    [InlineData("NothingWatched", "ServiceAbsent;ExporterUnlisted")]
    public async Task Alertmanager_OnACauseAndItsSymptoms_TellsOfTheCause(string cause, string symptoms)
    {
        await using var alertmanager = await AlertmanagerProcess.StartAsync();

        var heard = await alertmanager.HeardAsync([(cause, "priority=P0,resource=one"), .. symptoms.Split(';').Select(symptom => (symptom, "priority=P1,resource=other"))]);

        Assert.Equal([cause], heard);
    }

    [Fact]
    public async Task Alertmanager_OnTroubleElsewhere_TellsOfBoth()
    {
        await using var alertmanager = await AlertmanagerProcess.StartAsync();

        var heard = await alertmanager.HeardAsync(("DatabaseDown", "priority=P0"), ("CertificateExpires", "priority=P1"), ("GitHubRunnerOffline", "priority=P1,runner=a"), ("RunnerOffline", "priority=P1,runner=b"));

        Assert.Equal(["CertificateExpires", "DatabaseDown", "GitHubRunnerOffline", "RunnerOffline"], heard);
    }

    // Both slots are gone: whoever is called once knows it.
    [Fact]
    public async Task Alertmanager_OnNoHealthySlot_TellsNothingOfTheSlots()
    {
        await using var alertmanager = await AlertmanagerProcess.StartAsync();

        var heard = await alertmanager.HeardAsync(
            ("NoHealthySlot", "priority=P0,service=gateway"), ("ServiceDown", "priority=P0,service=api,resource=uat-api-blue"), ("ServiceDown", "priority=P0,service=runner-manager"));

        Assert.Equal(["NoHealthySlot", "ServiceDown"], heard);
    }

    // Users notice, and somebody has to be called: by the budget, while the pool's own alert calls nobody.
    [Fact]
    public async Task Alertmanager_OnAnExhaustedPoolThatCallsNobody_TellsOfWhatDoes()
    {
        await using var alertmanager = await AlertmanagerProcess.StartAsync();

        var heard = await alertmanager.HeardAsync(("ConnectionPoolWaits", "priority=P1,service=api"), ("ErrorBudgetBurnsFast", "priority=P0"));

        Assert.Equal(["ConnectionPoolWaits", "ErrorBudgetBurnsFast"], heard);
    }

    // A misspelt name would silence nothing, and nobody would notice.
    [Fact]
    public void Rules_OfInhibition_NameAlertsThatExist()
    {
        var names = RuleFiles.Alerts.Select(alert => alert.Name).ToHashSet(StringComparer.Ordinal);
        var said = Matcher().Matches(File.ReadAllText(Repository.Monitoring("alertmanager", "alertmanager.yml"))).SelectMany(match => match.Groups[1].Value.Split('|')).ToList();

        Assert.NotEmpty(said);
        Assert.All(said, word => Assert.Contains(names, name => Regex.IsMatch(name, $"^(?:{word})$")));
    }

    [GeneratedRegex("alertname =~? \"([^\"]+)\"")]
    private static partial Regex Matcher();
}
