using FamilyCart.Gateway.Traffic;

namespace FamilyCart.Gateway.Analysis;

/// <summary>
/// Compares the new slot with the old one, which answers at the same time and so has the same weather: a share of failures above 1 %
/// and three times the old one's, or a p99 above twice the old one's. Two of the last three verdicts against it decide. One or two odd
/// answers never do, or whoever can provoke one would decide over a deployment.
/// </summary>
internal static class SlotAnalysis
{
    public const int Window = 3;

    private const int Against = 2;
    private const int LeastOdd = 3;
    private const double LeastFailureShare = 0.01;
    private const double FailureFactor = 3;
    private const double LatencyFactor = 2;

    // Where nothing can be compared.
    private const double ManyFailures = 0.1;
    private const int FewAnswers = 10;
    private const double MostFailures = 0.5;

    /// <summary>The verdict of one sample: what users got and what the gateway asked itself are judged apart, and either condemns.</summary>
    /// <param name="users">The new slot's answers to users, and the old one's of the same time.</param>
    /// <param name="asked">The same of the gateway's own questions.</param>
    /// <param name="leastAnswers">What either slot must have answered for a comparison.</param>
    /// <param name="ignoredLatency">Up to it a p99 tells of the machine's moment and not of a slot.</param>
    public static Verdict Judge(SlotPair users, SlotPair asked, int leastAnswers, TimeSpan ignoredLatency)
    {
        var (one, other) = (Judge(users, leastAnswers, ignoredLatency), Judge(asked, leastAnswers, ignoredLatency));
        return (Verdict)Math.Max((int)one, (int)other);
    }

    /// <summary>The verdict of one kind of answers.</summary>
    public static Verdict Judge(SlotPair pair, int leastAnswers, TimeSpan ignoredLatency)
    {
        var (candidate, baseline) = pair;
        var share = candidate.Failures < LeastOdd ? 0 : candidate.FailureShare;
        if (candidate.Answers >= FewAnswers && share > MostFailures)
        {
            return Verdict.Failing;
        }

        if (candidate.Answers < leastAnswers || baseline.Answers < leastAnswers)
        {
            return candidate.Answers >= leastAnswers && share > ManyFailures ? Verdict.Failing : Verdict.Inconclusive;
        }

        return share > Math.Max(LeastFailureShare, FailureFactor * baseline.FailureShare) ? Verdict.Failing
            : IsSlow(pair, ignoredLatency) ? Verdict.Slow
            : Verdict.Fine;
    }

    /// <summary>Whether the last verdicts send the new slot back.</summary>
    public static bool IsWorse(IReadOnlyCollection<Verdict> last) => last.TakeLast(Window).Count(verdict => verdict is Verdict.Failing or Verdict.Slow) >= Against;

    /// <summary>Whether the last verdicts let the new slot have more: as many as the window has, all of them fine.</summary>
    public static bool IsProven(IReadOnlyCollection<Verdict> last) => last.Count >= Window && last.TakeLast(Window).All(verdict => verdict == Verdict.Fine);

    // More than one in a hundred beyond it is a p99 beyond it.
    private static bool IsSlow(SlotPair pair, TimeSpan ignoredLatency)
    {
        var limit = LatencyFactor * pair.Baseline.SlowestPercent;
        var slow = pair.Candidate.SlowerThan(limit > ignoredLatency ? limit : ignoredLatency);
        return slow >= LeastOdd && slow * 100 > pair.Candidate.Latencies.Sum();
    }
}
