using FamilyCart.Gateway.Upstreams;

namespace FamilyCart.Gateway.Tests.Upstreams;

public sealed class UpstreamStatusTests
{
    [Theory]
    [InlineData(nameof(ProbeFault.NotOk), 1)]
    [InlineData(nameof(ProbeFault.Unreachable), 3)]
    [InlineData(nameof(ProbeFault.TimedOut), 3)]
    [InlineData(nameof(ProbeFault.NotAsked), 3)]
    public void After_Failures_IsIllAtOnceOnlyByTheUpstreamsOwnWord(string fault, int expected)
    {
        var status = UpstreamStatus.NeverProbed.After(ProbeFault.None, failuresAllowed: 3);
        var failures = 0;
        while (status.State == UpstreamState.Healthy)
        {
            status = status.After(Enum.Parse<ProbeFault>(fault), failuresAllowed: 3);
            failures++;
        }

        Assert.Equal((UpstreamState.Unhealthy, expected), (status.State, failures));
    }
}
